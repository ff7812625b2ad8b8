using Actors.World;

namespace Caravan.Rules.Trade;

/// <summary>A player has sat down to trade with another.</summary>
public sealed record SatDown(PlayerId Player, string Name, PlayerId Other, string OtherName, Vector At) : RoomEvent(At)
{
    public override EventHeader Header => new("caravan.sat_down", Player, Name, Other);

    public override string? Describe(in Viewer viewer) => viewer.Is(Player) ? null : $"{Name} wants to trade with {viewer.Object(Other, OtherName)}.";
}

/// <summary>A player has laid an item on the table, or has taken it back.</summary>
public sealed record Offered(PlayerId Player, string Name, PlayerId Other, string OtherName, ItemId Item, string ItemName, bool TakenBack, Vector At) : RoomEvent(At)
{
    public override EventHeader Header => new("caravan.offered", Player, Name, Other);

    /// <summary>Only the other player at the table reads it.</summary>
    public override string? Describe(in Viewer viewer) => viewer.Is(Other) ? $"{Name} {(TakenBack ? "takes back" : "offers")} the {ItemName}." : null;
}

/// <summary>A player agrees, and waits for the other.</summary>
public sealed record Agreed(PlayerId Player, string Name, PlayerId Other, Vector At) : RoomEvent(At)
{
    public override EventHeader Header => new("caravan.agreed", Player, Name, Other);

    public override string? Describe(in Viewer viewer) => viewer.Is(Other) ? $"{Name} accepts. Say accept, too, and it is done." : null;
}

/// <summary>The goods have changed hands.</summary>
public sealed record Traded(
    PlayerId Player, string Name, PlayerId Other, string OtherName, IReadOnlyList<ItemId> Given, IReadOnlyList<ItemId> Taken, Vector At) : RoomEvent(At)
{
    public override EventHeader Header => new("caravan.traded", Player, Name, Other);

    public override string Describe(in Viewer viewer) => $"{viewer.Subject(Player, Name)} and {viewer.Object(Other, OtherName)} shake hands on a trade.";
}
