namespace Actors.World;

/// <summary>A search for open rooms.</summary>
/// <param name="Set">The set's name in content; null: any.</param>
/// <param name="Filter">Each of these tags must be as given; null: any.</param>
public sealed record RoomQuery(string? Set, RoomTags? Filter)
{
    /// <summary>At most this many rooms are listed.</summary>
    public const int MaxListed = 100;
}

/// <summary>An open instance as it is listed.</summary>
/// <param name="Id">The id of the room through which players come in.</param>
/// <param name="Capacity">How many players may be in it.</param>
/// <param name="Shown">The tags that its rules show.</param>
public sealed record ListedRoom(RoomId Id, string Set, string Title, int Players, int Capacity, RoomTags Shown);
