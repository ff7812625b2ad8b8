using System.Globalization;
using System.Text.RegularExpressions;

namespace Actors.Tests.Telemetry;

internal sealed record Sample(string Name, IReadOnlyDictionary<string, string> Labels, double Value);

internal sealed record Family(string Name, string Type, string? Help, IReadOnlyList<Sample> Samples)
{
    public double this[params (string Key, string Value)[] labels] => Samples
        .Single(sample => sample.Labels.Count == labels.Length && labels.All(label => sample.Labels.GetValueOrDefault(label.Key) == label.Value))
        .Value;
}

/// <summary>
/// Reads the text format 0.0.4 as strictly as its description is: one TYPE and at most one HELP before the samples, in either order, all lines of a
/// metric together, no sample twice, names and escapes as they must be, buckets that rise and end at infinity.
/// </summary>
internal static partial class ExpositionParser
{
    public static IReadOnlyDictionary<string, Family> Parse(string text)
    {
        Assert.EndsWith("\n", text, StringComparison.Ordinal);
        var families = new Dictionary<string, Family>();
        string? help = null, helpOf = null;
        Family? current = null;
        foreach (var line in text[..^1].Split('\n'))
        {
            if (line.StartsWith("# HELP ", StringComparison.Ordinal))
            {
                (helpOf, help) = line[7..].Split(' ', 2) is [var name, var rest] ? (name, Unescape(rest, quoted: false)) : throw Bad(line);
                if (current is not null && current.Name == helpOf)
                {
                    Assert.True(current is { Help: null, Samples: [] }, line);
                    families[helpOf] = current = current with { Help = help };
                    (help, helpOf) = (null, null);
                }
            }
            else if (line.StartsWith("# TYPE ", StringComparison.Ordinal))
            {
                var (name, type) = line[7..].Split(' ') is [var first, var second] ? (first, second) : throw Bad(line);
                Assert.Contains(type, new[] { "counter", "gauge", "histogram" });
                Assert.Matches(MetricName(), name);
                Assert.True(helpOf is null || helpOf == name, $"HELP of {helpOf} before TYPE of {name}");
                current = new Family(name, type, help, new List<Sample>());
                families.Add(name, current);
                (help, helpOf) = (null, null);
            }
            else
            {
                Assert.NotNull(current);
                var sample = ParseSample(line);
                var suffix = sample.Name[current.Name.Length..];
                Assert.StartsWith(current.Name, sample.Name, StringComparison.Ordinal);
                Assert.Contains(suffix, current.Type == "histogram" ? ["_bucket", "_sum", "_count"] : new[] { "" });
                ((List<Sample>)current.Samples).Add(sample);
            }
        }
        foreach (var family in families.Values)
            Check(family);
        return families;
    }

    private static void Check(Family family)
    {
        Assert.Equal(family.Type == "counter", family.Name.EndsWith("_total", StringComparison.Ordinal));
        var keys = family.Samples.Select(sample => sample.Name + Key(sample, without: null)).ToList();
        Assert.Equal(keys.Distinct(), keys);
        if (family.Type != "histogram")
            return;
        foreach (var series in family.Samples.GroupBy(sample => Key(sample, without: "le")))
        {
            var buckets = series.Where(sample => sample.Name.EndsWith("_bucket", StringComparison.Ordinal)).ToList();
            var bounds = buckets.Select(bucket => Number(bucket.Labels["le"])).ToList();
            Assert.Equal(bounds.Order(), bounds);
            Assert.Equal(double.PositiveInfinity, bounds[^1]);
            Assert.Equal(buckets.Select(bucket => bucket.Value).Order(), buckets.Select(bucket => bucket.Value));
            var count = Assert.Single(series, sample => sample.Name.EndsWith("_count", StringComparison.Ordinal));
            Assert.Equal(buckets[^1].Value, count.Value);
            Assert.Single(series, sample => sample.Name.EndsWith("_sum", StringComparison.Ordinal));
        }
    }

    private static string Key(Sample sample, string? without) => string.Join(
        ',', sample.Labels.Where(label => label.Key != without).OrderBy(label => label.Key).Select(label => $"{label.Key}={label.Value}"));

    private static Sample ParseSample(string line)
    {
        var match = SampleLine().Match(line);
        if (!match.Success)
            throw Bad(line);
        var labels = new Dictionary<string, string>();
        var rest = match.Groups["labels"].Value;
        while (rest.Length > 0)
        {
            var label = LabelPair().Match(rest);
            if (!label.Success)
                throw Bad(line);
            labels.Add(label.Groups["key"].Value, Unescape(label.Groups["value"].Value, quoted: true));
            rest = rest[label.Length..];
        }
        return new Sample(match.Groups["name"].Value, labels, Number(match.Groups["value"].Value));
    }

    private static double Number(string text) => text switch
    {
        "+Inf" => double.PositiveInfinity,
        "-Inf" => double.NegativeInfinity,
        _ => double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture),
    };

    private static string Unescape(string text, bool quoted) => Escape().Replace(text, match => match.Value[1] switch
    {
        'n' => "\n",
        '\\' => "\\",
        '"' when quoted => "\"",
        _ => throw Bad(text),
    });

    private static FormatException Bad(string line) => new($"Not a line of the format: {line}");

    [GeneratedRegex("^[a-zA-Z_:][a-zA-Z0-9_:]*$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex MetricName();

    [GeneratedRegex(
        """^(?<name>[a-zA-Z_:][a-zA-Z0-9_:]*)(\{(?<labels>([^"]|"([^"\\]|\\.)*")*)\})? (?<value>\S+)$""",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 10_000)]
    private static partial Regex SampleLine();

    [GeneratedRegex(
        """^(?<key>[a-zA-Z_][a-zA-Z0-9_]*)="(?<value>([^"\\]|\\.)*)"(,(?=.)|$)""",
        RegexOptions.ExplicitCapture | RegexOptions.Singleline,
        matchTimeoutMilliseconds: 10_000)]
    private static partial Regex LabelPair();

    [GeneratedRegex(@"\\.", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Escape();
}
