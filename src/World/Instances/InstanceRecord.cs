namespace Actors.World;

/// <summary>
/// What is persisted of an instance, with the record of each of its rooms. Ticks are world ticks. The record of the entry, the room through which players come in,
/// is the one that counts.
/// </summary>
public sealed record InstanceRecord
{
    /// <summary>The name of its set of rooms in content.</summary>
    public required string Set { get; init; }

    /// <summary>The room through which players come in.</summary>
    public required RoomId Entry { get; init; }

    /// <summary>The title in lists.</summary>
    public required string Title { get; init; }

    /// <summary>Whether players find it in lists.</summary>
    public bool IsListed { get; init; }

    /// <summary>Players in all its rooms, at most.</summary>
    public int Capacity { get; init; }

    /// <summary>In the record of the entry, the players in all its rooms as far as the entry knows; in the others, those in that room.</summary>
    public int Players { get; init; }

    /// <summary>The counts that the other rooms have last reported, without those that are empty.</summary>
    public IReadOnlyList<RoomPlayers> Others { get; init; } = [];

    /// <summary>Who may come in; null: everybody.</summary>
    public IReadOnlyList<PlayerId>? Admitted { get; init; }

    /// <summary>The tags that lists show.</summary>
    public RoomTags Shown { get; init; } = RoomTags.Empty;

    /// <summary>Whether it stays when it is empty.</summary>
    public bool IsKept { get; init; }

    /// <summary>After so many ticks without a player it ends.</summary>
    public long EmptyTicks { get; init; }

    /// <summary>The tick at which it ends in any case; null: there is none.</summary>
    public long? EndTick { get; init; }

    /// <summary>Whether nobody has been in this room yet, so that content's items are not in it.</summary>
    public bool IsNew { get; init; }

    /// <summary>Whether it has ended: nobody is let in any more.</summary>
    public bool HasEnded { get; init; }
}

/// <summary>How many players a room has.</summary>
public sealed record RoomPlayers(RoomId Room, int Players);
