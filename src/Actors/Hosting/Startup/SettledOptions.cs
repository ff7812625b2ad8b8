using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace Actors.Hosting.Startup;

/// <summary>Resolves options that depend on the program's environment: paths relative to the directory it was started in, ports moved by their offset.</summary>
internal static class SettledOptions
{
    private const string Offset = $"{NodeOptions.Section}:{nameof(NodeOptions.Ports)}:{nameof(PortOptions.Offset)}";
    private const string Content = $"{NodeOptions.Section}:{nameof(NodeOptions.Content)}";

    /// <summary>Adds them above all other sources, so that every binding of a section gets the same values.</summary>
    /// <param name="directory">The base of relative paths.</param>
    /// <returns>A sentence for each option that cannot be resolved.</returns>
    public static IReadOnlyList<string> Settle(ConfigurationManager configuration, OptionTree known, string directory)
    {
        var settled = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
        var problems = new List<string>();
        var offset = (int)ValueOf(configuration, Offset, known.Find(Offset)!)!;
        foreach (var (key, option) in known.ValuesIn(configuration))
        {
            if (option.IsPath && ValueOf(configuration, key, option) is string { Length: > 0 } path)
                settled[key] = Path.GetFullPath(path, directory);
            else if (option.IsPort && offset != 0 && ValueOf(configuration, key, option) is int and > 0 and var port)
                settled[key] = Moved(key, port, offset, problems);
        }
        // The sample world comes with the program.
        if (configuration[Content] is null && !Directory.Exists(settled[Content]))
            settled[Content] = Path.Combine(AppContext.BaseDirectory, "content");
        configuration.AddInMemoryCollection(settled);
        return problems;
    }

    private static object? ValueOf(IConfiguration configuration, string key, OptionNode option) =>
        configuration[key] is { } text && OptionValue.TryConvert(option, text, out var value) ? value : option.Default;

    private static string Moved(string key, int port, int offset, List<string> problems)
    {
        if (port + offset > ushort.MaxValue)
            problems.Add($"{Offset} moves {key} to {port + offset}; the highest port is {ushort.MaxValue}.");
        return (port + offset).ToString(CultureInfo.InvariantCulture);
    }
}
