using Actors.Clustering;
using Microsoft.Extensions.Options;

namespace Actors.Hosting;

/// <summary>What is wrong with the options of a cluster together, files included; nothing while the server is not part of one.</summary>
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
