using Actors.Dispatch;
using Actors.World;

namespace Actors.Rooms;

/// <summary>What a room is doing just now, written by its turns and read by the node's tick: a room whose rules never end cannot report that itself.</summary>
internal sealed class RoomTurn
{
    private Room? _room;
    private ReadBatchScope? _scope;
    private long _began;
    private int _told;

    /// <summary>The room begins a step, or begins to execute something.</summary>
    public void Begin(Room room, long now)
    {
        (_began, _scope) = (now, ReadBatchScope.Current);
        Volatile.Write(ref _told, 0);
        Volatile.Write(ref _room, room);
    }

    /// <summary>The turn is over.</summary>
    /// <returns>When it began.</returns>
    public long End()
    {
        Volatile.Write(ref _room, null);
        return _began;
    }

    /// <summary>True for the one caller that is to report that this turn takes too long.</summary>
    public bool TryTell() => Interlocked.Exchange(ref _told, 1) == 0;

    /// <summary>The turn does not end: others must not wait for the thread on which it runs.</summary>
    public void LeaveBehind() => _scope?.Abandon();

    /// <summary>The rule that has been running since then or longer; null: there is none.</summary>
    /// <param name="earliest">A turn that began later does not count.</param>
    public string? RunningSince(long earliest)
    {
        if (Volatile.Read(ref _room) is not { } room || _began > earliest)
            return null;
        var rule = room.Running;
        // The turn may have ended meanwhile, and the next one begun.
        return Volatile.Read(ref _room) == room && _began <= earliest ? rule : null;
    }
}
