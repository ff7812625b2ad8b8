using System.Globalization;

namespace Actors.Metrics;

/// <summary>One combination of tags: as it was measured, to be found again, and as it is written.</summary>
internal sealed class LabelSet
{
    private readonly KeyValuePair<string, object?>[] _tags;

    public LabelSet(ReadOnlySpan<KeyValuePair<string, object?>> tags)
        : this(tags, static value => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "")
    {
    }

    private LabelSet(ReadOnlySpan<KeyValuePair<string, object?>> tags, Func<object?, string> text)
    {
        _tags = tags.ToArray();
        Text = Render(_tags, text);
    }

    public ReadOnlySpan<KeyValuePair<string, object?>> Tags => _tags;

    /// <summary>Without the braces, as a histogram adds a label: <c>a="1",b="2"</c>, by name.</summary>
    public string Text { get; }

    /// <summary>The same labels, of all that have no series of their own.</summary>
    public static LabelSet Other(ReadOnlySpan<KeyValuePair<string, object?>> tags) => new(tags, static _ => "other");

    /// <summary>Two tags may be one label after their names were made to fit; it has both values then.</summary>
    private static string Render(KeyValuePair<string, object?>[] tags, Func<object?, string> text)
    {
        var labels = tags
            .GroupBy(tag => PrometheusNames.Label(tag.Key), tag => text(tag.Value), StringComparer.Ordinal)
            .OrderBy(label => label.Key, StringComparer.Ordinal)
            .Select(label => $"{label.Key}=\"{Escape(string.Join(';', label))}\"");
        return string.Join(',', labels);
    }

    private static string Escape(string value) => value
        .Replace("\\", "\\\\", StringComparison.Ordinal)
        .Replace("\"", "\\\"", StringComparison.Ordinal)
        .Replace("\n", "\\n", StringComparison.Ordinal);
}

/// <summary>
/// Finds label sets by the tags of a measurement without making anything, so that measuring does not allocate. The order of
/// tags does not matter.
/// </summary>
internal sealed class LabelSetComparer
    : IEqualityComparer<LabelSet>, IAlternateEqualityComparer<ReadOnlySpan<KeyValuePair<string, object?>>, LabelSet>
{
    public static LabelSetComparer Instance { get; } = new();

    public bool Equals(LabelSet? x, LabelSet? y) => ReferenceEquals(x, y) || (x is not null && y is not null && Equals(x.Tags, y));

    public int GetHashCode(LabelSet obj) => GetHashCode(obj.Tags);

    public LabelSet Create(ReadOnlySpan<KeyValuePair<string, object?>> alternate) => new(alternate);

    public bool Equals(ReadOnlySpan<KeyValuePair<string, object?>> alternate, LabelSet other)
    {
        var tags = other.Tags;
        if (alternate.Length != tags.Length)
            return false;
        // Mostly measured by one line of code, hence in one order.
        for (var i = 0; i < tags.Length; i++)
        {
            if (!Same(alternate[i], tags[i]))
                return SameSet(alternate, tags);
        }
        return true;
    }

    public int GetHashCode(ReadOnlySpan<KeyValuePair<string, object?>> alternate)
    {
        var hash = alternate.Length;
        foreach (var (key, value) in alternate)
            hash += HashCode.Combine(key, value);
        return hash;
    }

    private static bool SameSet(ReadOnlySpan<KeyValuePair<string, object?>> a, ReadOnlySpan<KeyValuePair<string, object?>> b)
    {
        foreach (var one in a)
        {
            var found = false;
            foreach (var other in b)
                found |= Same(one, other);
            if (!found)
                return false;
        }
        return true;
    }

    private static bool Same(KeyValuePair<string, object?> a, KeyValuePair<string, object?> b) =>
        a.Key == b.Key && Equals(a.Value, b.Value);
}
