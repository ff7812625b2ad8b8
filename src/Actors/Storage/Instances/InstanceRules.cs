using Actors.World;

namespace Actors.Storage;

/// <summary>Decisions that are the same in every store.</summary>
internal static class InstanceRules
{
    /// <summary>Only this many of the listed instances, the best ones, are searched for matches, so that a list costs no more in a world with many.</summary>
    public const int MaxLookedAt = 1000;

    /// <summary>The most instances that are woken, and the most rows that are deleted, at a time.</summary>
    public const int MaxSwept = 1000;

    /// <summary>
    /// An open instance that does not stay when it is empty is heard of at least this often, because it is woken: the node that ran it may have died. So is an ended instance whose
    /// last mail has not arrived.
    /// </summary>
    public static readonly TimeSpan Silence = TimeSpan.FromMinutes(5);

    /// <summary>How long the rows of an ended instance stay, so that players who were disconnected in it can still get out.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromHours(1);

    /// <summary>The state of an instance's room, as its row shows it.</summary>
    public static InstanceState StateOf(RoomRecord room) => room.Instance! switch
    {
        { HasEnded: true } => room.Outbound is { Mail.Count: > 0 } ? InstanceState.Open : InstanceState.Ended,
        var instance when instance.Entry != room.Id => InstanceState.Room,
        { IsKept: true, EndTick: null } => InstanceState.Kept,
        _ => InstanceState.Open,
    };

    /// <summary>The matching ones of the listed instances, which are sorted with the best first.</summary>
    public static IReadOnlyList<ListedRoom> Matching(IEnumerable<ListedRoom> listed, RoomQuery query) =>
        [.. listed.Where(room => room.Shown.Match(query.Filter)).Take(RoomQuery.MaxListed)];
}

/// <summary>The state of a room's row, for queries over instances.</summary>
internal enum InstanceState
{
    /// <summary>An ordinary room.</summary>
    None,

    /// <summary>A room of an open instance, not its entry.</summary>
    Room,

    /// <summary>The entry of an open instance that ends by itself, or a room of one that has ended whose last mail has not arrived.</summary>
    Open,

    /// <summary>The entry of an instance that stays.</summary>
    Kept,

    /// <summary>A room of an instance that is over, or that was never opened: claimed for a player who was stored there.</summary>
    Ended,
}
