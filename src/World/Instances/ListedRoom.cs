namespace Actors.World;

/// <summary>Which of the open rooms are looked for.</summary>
/// <param name="Set">As content calls the set of rooms; null: any.</param>
/// <param name="Filter">Each of these tags must be as given; null: any.</param>
public sealed record RoomQuery(string? Set, RoomTags? Filter)
{
    /// <summary>So many are listed at most.</summary>
    public const int MaxListed = 100;
}

/// <summary>An open instance as it is listed.</summary>
/// <param name="Id">Of the room by which players come in.</param>
/// <param name="Capacity">As many players may be in it.</param>
/// <param name="Shown">What its rules show of it.</param>
public sealed record ListedRoom(RoomId Id, string Set, string Title, int Players, int Capacity, RoomTags Shown);
