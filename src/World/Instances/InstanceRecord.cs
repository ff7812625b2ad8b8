namespace Actors.World;

/// <summary>What is kept of an instance, with the record of each of its rooms. Ticks are world ticks. That of the room by which players come in is the one that counts.</summary>
public sealed record InstanceRecord
{
    /// <summary>As content calls its rooms together.</summary>
    public required string Set { get; init; }

    /// <summary>The room by which players come in.</summary>
    public required RoomId Entry { get; init; }

    /// <summary>As it is listed.</summary>
    public required string Title { get; init; }

    /// <summary>Whether players find it in lists.</summary>
    public bool IsListed { get; init; }

    /// <summary>Players in all its rooms, at most.</summary>
    public int Capacity { get; init; }

    /// <summary>In all its rooms, as far as its entry knows; elsewhere in this room.</summary>
    public int Players { get; init; }

    /// <summary>As each of the other rooms has said last; without those that are empty.</summary>
    public IReadOnlyList<RoomPlayers> Others { get; init; } = [];

    /// <summary>Who may come in; null: everybody.</summary>
    public IReadOnlyList<PlayerId>? Admitted { get; init; }

    /// <summary>What is listed of it.</summary>
    public RoomTags Shown { get; init; } = RoomTags.Empty;

    /// <summary>Whether it stays when it is empty.</summary>
    public bool IsKept { get; init; }

    /// <summary>After so many without a player it ends.</summary>
    public long EmptyTicks { get; init; }

    /// <summary>When it ends in any case; null: it need not.</summary>
    public long? EndTick { get; init; }

    /// <summary>Nobody has been in this room yet: content's items are not in it.</summary>
    public bool IsNew { get; init; }

    /// <summary>Nobody is let in any more.</summary>
    public bool HasEnded { get; init; }
}

/// <summary>How many players a room has.</summary>
public sealed record RoomPlayers(RoomId Room, int Players);
