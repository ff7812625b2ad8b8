namespace Actors.World;

/// <summary>
/// Reads one YAML map key by key. A key that was never asked for is an error when <see cref="Finish"/> is called. A wrong or
/// missing value is an error and reads as its default, so that reading continues and finds the next error.
/// </summary>
internal sealed class MapReader
{
    private readonly MapNode _node;
    private readonly string _what;
    private readonly List<string> _asked = [];

    private MapReader(MapNode node, string what, Place at, ContentErrors errors)
    {
        (_node, _what, At, Errors) = (node, what, at, errors);
    }

    public ContentErrors Errors { get; }

    /// <summary>The place at which missing keys are reported.</summary>
    public Place At { get; }

    /// <param name="node">The node that should be a map.</param>
    /// <param name="what">Its name in errors: <c>room "plaza"</c>.</param>
    /// <param name="at">The place at which missing keys are reported.</param>
    /// <param name="errors">Gets an error when the node is not a map; then the result is null.</param>
    public static MapReader? Open(ContentNode node, string what, Place at, ContentErrors errors)
    {
        if (node is MapNode map)
        {
            return new MapReader(map, what, at, errors);
        }

        errors.Add(node.At, $"{what} must be a map of keys, not {node.Found}");
        return null;
    }

    public ContentNode? Find(string key)
    {
        if (!_asked.Contains(key))
        {
            _asked.Add(key);
        }

        return _node.Entries.FirstOrDefault(entry => entry.Key == key)?.Value;
    }

    public ContentNode? Require(string key)
    {
        var found = Find(key);
        if (found is null)
        {
            Errors.Add(At, $"{_what} lacks \"{key}\"");
        }

        return found;
    }

    /// <summary>A name or a title.</summary>
    public string Line(string key) =>
        Require(key) is { } node && Values.TryLine(node, key, Errors, out var line) ? line : "";

    public string Text(string key, int longest) =>
        Require(key) is { } node && Values.TryText(node, key, longest, Errors, out var text) ? text : "";

    public string TextOr(string key, int longest, string fallback) =>
        Find(key) is { } node ? (Values.TryText(node, key, longest, Errors, out var text) ? text : fallback) : fallback;

    public string Id(string key) => Require(key) is { } node ? Id(node, key) ?? "" : "";

    public string? IdOrNull(string key) => Find(key) is { } node ? Id(node, key) : null;

    private string? Id(ContentNode node, string key) =>
        Values.TryLine(node, key, Errors, out var id) && Values.TryId(id, node.At, key, Errors) ? id : null;

    /// <summary>The name of something defined elsewhere. Null when it is missing or unknown; that is reported as an error.</summary>
    /// <param name="key">The key.</param>
    /// <param name="noun">Its name in errors: <c>item kind</c>.</param>
    /// <param name="known">Null when the definitions could not be read, so that the name cannot be checked.</param>
    public string? Reference(string key, string noun, IReadOnlyCollection<string>? known) =>
        Require(key) is { } node ? Reference(node, key, noun, known) : null;

    public string? ReferenceOr(string key, string noun, IReadOnlyCollection<string>? known, string? fallback) =>
        Find(key) is { } node ? Reference(node, key, noun, known) : fallback;

    private string? Reference(ContentNode node, string key, string noun, IReadOnlyCollection<string>? known)
    {
        if (!Values.TryLine(node, key, Errors, out var id))
        {
            return null;
        }

        if (known is null || known.Contains(id))
        {
            return id;
        }

        Errors.Add(node.At, $"there is no {noun} {Wording.Quoted(id)}{Nearest.Hint(id, known)}");
        return null;
    }

    public double Number(string key, Bounds bounds, double fallback) =>
        Find(key) is { } node && Values.TryNumber(node, key, bounds, Errors, out var value) ? value : fallback;

    public int Whole(string key, Bounds bounds, int fallback) =>
        Find(key) is { } node && Values.TryWhole(node, key, bounds, Errors, out var value) ? value : fallback;

    public int? WholeOrNull(string key, Bounds bounds) =>
        Find(key) is { } node && Values.TryWhole(node, key, bounds, Errors, out var value) ? value : null;

    public bool Flag(string key, bool fallback = false) =>
        Find(key) is { } node && Values.TryFlag(node, key, Errors, out var value) ? value : fallback;

    /// <summary>A time in seconds, converted to ticks of this world; at least one.</summary>
    /// <param name="key">The key.</param>
    /// <param name="clock">The length of a tick.</param>
    /// <param name="fallbackTicks">The default, in ticks of the default length.</param>
    public int Ticks(string key, TickLength clock, int fallbackTicks) =>
        Find(key) is { } node && Values.TryNumber(node, key, Bounds.Seconds, Errors, out var seconds)
            ? clock.Ticks(seconds)
            : clock.FromDefault(fallbackTicks);

    /// <summary>The entries of a map from names to things; none when the key is missing.</summary>
    public IReadOnlyList<MapEntry> Entries(string key, int most)
    {
        switch (Find(key))
        {
            case null:
                return [];
            case MapNode map when map.Entries.Count <= most:
                return map.Entries;
            case MapNode map:
                Errors.Add(map.At, $"\"{key}\" holds {map.Entries.Count}; at most {most} are allowed");
                return [];
            case var other:
                Errors.Add(other.At, $"\"{key}\" must be a map, not {other.Found}");
                return [];
        }
    }

    /// <summary>The items of a list; none when the key is missing.</summary>
    public IReadOnlyList<ContentNode> Items(string key, int most)
    {
        switch (Find(key))
        {
            case null:
                return [];
            case ListNode list when list.Items.Count <= most:
                return list.Items;
            case ListNode list:
                Errors.Add(list.At, $"\"{key}\" holds {list.Items.Count}; at most {most} are allowed");
                return [];
            case var other:
                Errors.Add(other.At, $"\"{key}\" must be a list, not {other.Found}");
                return [];
        }
    }

    /// <summary>Call when every key that has a meaning was asked for.</summary>
    public void Finish()
    {
        foreach (var entry in _node.Entries.Where(entry => !_asked.Contains(entry.Key)))
        {
            var hint = Nearest.Hint(entry.Key, _asked);
            Errors.Add(entry.At, $"{_what} has no key {Wording.Quoted(entry.Key)}{(hint.Length > 0 ? hint : "; it knows " + string.Join(", ", _asked))}");
        }
    }
}
