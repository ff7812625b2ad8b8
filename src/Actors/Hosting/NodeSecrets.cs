using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Configuration;

namespace Actors.Hosting;

/// <summary>Options from files, as container platforms mount secrets: environment variables and arguments can be read by others, and end up in logs.</summary>
public static class NodeSecrets
{
    internal const string Key = $"{NodeOptions.Section}:{nameof(NodeOptions.SecretsDirectory)}";

    /// <summary>Adds the options in <see cref="NodeOptions.SecretsDirectory"/>, above all other sources.</summary>
    /// <returns>False when the named directory does not exist.</returns>
    public static bool TryRead(ConfigurationManager configuration, [NotNullWhen(false)] out string? problem)
    {
        problem = null;
        if (configuration[Key] is not { Length: > 0 } path)
            return true;
        var directory = Path.GetFullPath(path);
        if (!Directory.Exists(directory))
        {
            problem = $"{Key}: there is no directory {directory}.";
            return false;
        }
        configuration.AddKeyPerFile(directory, optional: false);
        return true;
    }
}
