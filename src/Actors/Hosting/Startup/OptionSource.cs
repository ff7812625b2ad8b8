using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Configuration.CommandLine;
using Microsoft.Extensions.Configuration.EnvironmentVariables;
using Microsoft.Extensions.Configuration.KeyPerFile;

namespace Actors.Hosting.Startup;

/// <summary>Where options were given, and how one is written there: a wrong option is named as its author wrote it.</summary>
internal sealed class OptionSource(IConfigurationProvider provider, string? secretsDirectory)
{
    /// <summary>All sources, in an order in which later ones win.</summary>
    public static IReadOnlyList<OptionSource> Of(IConfigurationRoot configuration) =>
        [.. configuration.Providers.Select(provider => new OptionSource(provider, configuration[NodeSecrets.Key]))];

    /// <summary>Every key below a section that was given here, with its value.</summary>
    public IEnumerable<(string Key, string? Value)> Below(string section)
    {
        // A key that is set and has others below it is listed once for each.
        foreach (var name in provider.GetChildKeys([], section).Distinct(StringComparer.OrdinalIgnoreCase))
        {
            var key = ConfigurationPath.Combine(section, name);
            if (provider.TryGet(key, out var value))
                yield return (key, value);
            foreach (var below in Below(key))
                yield return below;
        }
    }

    public bool Has(string key) => provider.TryGet(key, out _);

    public string Write(string key) => provider switch
    {
        CommandLineConfigurationProvider => $"--{key}",
        EnvironmentVariablesConfigurationProvider => Flat(key),
        KeyPerFileConfigurationProvider => Path.Combine(Path.GetFullPath(secretsDirectory ?? "."), Flat(key)),
        _ => key,
    };

    /// <summary>The option as written, with its place where the notation does not show it.</summary>
    public string Place(string key) => provider switch
    {
        EnvironmentVariablesConfigurationProvider => $"{Write(key)} (environment)",
        FileConfigurationProvider { Source: { Path: { } path } source } => $"{key} ({source.FileProvider?.GetFileInfo(path).PhysicalPath ?? path})",
        _ => Write(key),
    };

    private static string Flat(string key) => key.Replace(ConfigurationPath.KeyDelimiter, "__", StringComparison.Ordinal);
}
