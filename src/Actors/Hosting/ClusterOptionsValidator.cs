using Actors.Clustering;
using Microsoft.Extensions.Options;

namespace Actors.Hosting;

/// <summary>Finds errors in the cluster's options as a whole, files included; none when the server is standalone.</summary>
public sealed class ClusterOptionsValidator : IValidateOptions<ClusterOptions>
{
    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, ClusterOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        string[] problems = [.. options.Problems().Select(static problem => $"{NodeOptions.Section}:{nameof(NodeOptions.Cluster)}:{problem}")];
        return problems.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }
}
