using System.Globalization;
using System.Text.RegularExpressions;

namespace Actors.System.Tests;

/// <summary>A table of options in the documentation: the defaults that it gives, by the options' names.</summary>
internal sealed partial class OptionTable
{
    private readonly Dictionary<string, string> _defaults = new(StringComparer.Ordinal);

    /// <param name="page">A file in <c>docs</c>.</param>
    /// <param name="heading">The heading above the table.</param>
    public OptionTable(string page, string heading)
    {
        var lines = File.ReadAllLines(Repository.PathOf("docs", page));
        var rows = lines.SkipWhile(line => line != heading).Skip(1)
            .SkipWhile(static line => !line.StartsWith("| option", StringComparison.Ordinal)).Skip(2)
            .TakeWhile(static line => line.StartsWith('|'));
        foreach (var cells in rows.Select(static row => row.Split('|', StringSplitOptions.TrimEntries)))
        {
            string[] names = [.. Name().Matches(cells[1]).Select(static name => name.Groups[1].Value)];
            // One cell for several options gives their defaults in the same order, or one for all.
            var defaults = cells[2].Split([", ", " and "], StringSplitOptions.None);
            for (var i = 0; i < names.Length; i++)
                _defaults[names[i]] = defaults.Length == names.Length ? defaults[i] : cells[2];
        }
    }

    public IReadOnlyCollection<string> Names => _defaults.Keys;

    /// <summary>The default as a number: times in their own unit, sizes in bytes; null: the table gives none.</summary>
    public double? DefaultOf(string name)
    {
        if (Number().Match(_defaults[name]) is not { Success: true } found)
            return null;
        var number = double.Parse(found.Groups["number"].Value, NumberStyles.Number, CultureInfo.InvariantCulture);
        return number * found.Groups["unit"].Value switch
        {
            "KB" or "KiB" => 1 << 10,
            "MB" or "MiB" => 1 << 20,
            "ms" => 0.001,
            _ => 1,
        };
    }

    [GeneratedRegex("`([A-Za-z:]+)`")]
    private static partial Regex Name();

    [GeneratedRegex(@"^(?<number>\d[\d,]*(\.\d+)?)( (?<unit>KB|KiB|MB|MiB|ms|s))?$")]
    private static partial Regex Number();
}
