using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Configuration;

namespace Actors.Hosting;

/// <summary>Options from files, as container platforms mount secrets: environment variables and arguments can be read by others, and end in logs.</summary>
public static class NodeSecrets
{
    internal const string Key = $"{NodeOptions.Section}:{nameof(NodeOptions.SecretsDirectory)}";

    /// <summary>Adds what is in <see cref="NodeOptions.SecretsDirectory"/>, above everything else.</summary>
    /// <returns>False when the directory is named and not there.</returns>
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
