using Actors.World;

namespace Actors.Storage;

/// <summary>What every store decides in the same way.</summary>
internal static class InstanceRules
{
    /// <summary>Of so many listed instances the best are looked through for those that match: a list costs no more in a world with many.</summary>
    public const int MaxLookedAt = 1000;

    /// <summary>So many are woken, and as many rows deleted, at a time.</summary>
    public const int MaxSwept = 1000;

    /// <summary>
    /// An open instance that does not stay when it is empty, and one that has ended and has not told everybody, is heard of at least so often, because it is woken: the node that had it
    /// may have died.
    /// </summary>
    public static readonly TimeSpan Silence = TimeSpan.FromMinutes(5);

    /// <summary>Rows of an instance stay so long when it has ended: who was cut off in it finds the way out.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromHours(1);

    /// <summary>What the row of an instance's room is.</summary>
    public static InstanceState StateOf(RoomRecord room) => room.Instance! switch
    {
        { HasEnded: true } => room.Outbound is { Mail.Count: > 0 } ? InstanceState.Open : InstanceState.Ended,
        var instance when instance.Entry != room.Id => InstanceState.Room,
        { IsKept: true, EndTick: null } => InstanceState.Kept,
        _ => InstanceState.Open,
    };

    /// <summary>Those that match of the listed ones, which come with the best first.</summary>
    public static IReadOnlyList<ListedRoom> Matching(IEnumerable<ListedRoom> listed, RoomQuery query) =>
        [.. listed.Where(room => room.Shown.Match(query.Filter)).Take(RoomQuery.MaxListed)];
}

/// <summary>What an instance's row is for those who look through rows.</summary>
internal enum InstanceState
{
    /// <summary>An ordinary room's.</summary>
    None,

    /// <summary>A room of an open instance, not its entry.</summary>
    Room,

    /// <summary>The entry of an open instance that ends by itself, or a room of one that has ended whose last mail has not arrived.</summary>
    Open,

    /// <summary>The entry of one that stays.</summary>
    Kept,

    /// <summary>Over, or never opened at all: claimed for a player who was stored there.</summary>
    Ended,
}
