namespace Actors.World;

/// <summary>A node of a YAML file that remembers its place. A tree may contain the same node several times, through aliases.</summary>
/// <param name="at">Where it begins.</param>
/// <param name="weight">The number of nodes in it with every alias expanded.</param>
internal abstract class ContentNode(Place at, long weight)
{
    public Place At { get; } = at;

    public long Weight { get; } = weight;

    /// <summary>The node as errors describe it.</summary>
    public abstract string Found { get; }
}

/// <param name="at">Where it begins.</param>
/// <param name="value">The text without quotes and with escapes resolved.</param>
/// <param name="plain">Written without quotes, so that it may be a number or a boolean.</param>
internal sealed class ScalarNode(Place at, string value, bool plain) : ContentNode(at, 1)
{
    public string Value { get; } = value;

    public bool Plain { get; } = plain;

    public override string Found => (Plain, Value) switch
    {
        (true, "") => "nothing",
        (true, _) => Wording.Shortened(Value),
        _ => "the text " + Wording.Quoted(Value),
    };
}

internal sealed class ListNode(Place at, IReadOnlyList<ContentNode> items) : ContentNode(at, 1 + items.Sum(item => item.Weight))
{
    public IReadOnlyList<ContentNode> Items { get; } = items;

    public override string Found => $"a list of {Items.Count}";
}

/// <summary>A map with unique keys, in the order of the file.</summary>
internal sealed class MapNode(Place at, IReadOnlyList<MapEntry> entries) : ContentNode(at, 1 + entries.Sum(entry => entry.Value.Weight))
{
    public IReadOnlyList<MapEntry> Entries { get; } = entries;

    public override string Found => "a map";
}

internal sealed record MapEntry(string Key, Place At, ContentNode Value);
