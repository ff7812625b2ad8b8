using System.Text;

namespace Actors.Metrics;

/// <summary>
/// Names as Prometheus wants them: letters, digits and underscores, the unit spelled out at the end, <c>_total</c> behind what
/// only grows. <c>actors.store.commit.duration</c> in <c>s</c> is <c>actors_store_commit_duration_seconds</c>.
/// </summary>
internal static class PrometheusNames
{
    public static string Metric(string name, string? unit, MetricKind kind)
    {
        const string total = "_total";
        var text = Sanitize(name);
        if (kind == MetricKind.Counter && text.EndsWith(total, StringComparison.Ordinal))
            text = text[..^total.Length];
        var suffix = UnitSuffix(unit, kind);
        if (suffix.Length > 0 && text != suffix && !text.EndsWith("_" + suffix, StringComparison.Ordinal))
            text = $"{text}_{suffix}";
        return kind == MetricKind.Counter ? text + total : text;
    }

    public static string Label(string key) => Sanitize(key);

    private static string Sanitize(string name)
    {
        var text = new StringBuilder(name.Length);
        foreach (var each in name)
        {
            if (char.IsAsciiLetterOrDigit(each))
                text.Append(each);
            else if (text.Length == 0 || text[^1] != '_')
                text.Append('_');
        }
        if (text.Length == 0 || char.IsAsciiDigit(text[0]))
            text.Insert(0, '_');
        return text.ToString();
    }

    private static string UnitSuffix(string? unit, MetricKind kind)
    {
        switch (unit)
        {
            case null or "":
                return "";
            case "1":
                // A share of one, if it can go up and down; a mere count otherwise.
                return kind == MetricKind.Gauge ? "ratio" : "";
        }
        // In braces stands what is counted, which is no unit.
        if (unit.StartsWith('{') && unit.EndsWith('}'))
            return "";
        var per = unit.IndexOf('/', StringComparison.Ordinal);
        if (per < 0)
            return Plural(unit);
        var of = unit[..per].StartsWith('{') ? "" : Plural(unit[..per]) + "_";
        return $"{of}per_{Plural(unit[(per + 1)..]).TrimEnd('s')}";
    }

    private static string Plural(string unit) => unit switch
    {
        "s" => "seconds",
        "ms" => "milliseconds",
        "us" => "microseconds",
        "ns" => "nanoseconds",
        "min" => "minutes",
        "h" => "hours",
        "d" => "days",
        "By" => "bytes",
        "kBy" => "kilobytes",
        "MBy" => "megabytes",
        "KiBy" => "kibibytes",
        "MiBy" => "mebibytes",
        "%" => "percent",
        "m" => "meters",
        _ => Sanitize(unit).Trim('_'),
    };
}
