using Actors.World;
using Akka.Actor;

namespace Actors.Rooms;

/// <summary>A room's entry on this node: it outlives the activations of its actor, and holds what others may read from outside.</summary>
public sealed class RoomHandle(RoomId id)
{
    private long _nextWork = long.MaxValue;
    private int _tickPending;
    private volatile Activation? _activation;

    private sealed record Activation(IActorRef Actor, long Epoch);

    /// <summary>The same for all its activations.</summary>
    public RoomId Id { get; } = id;

    /// <summary>Set when the room has failed too often: it stays closed until the node restarts.</summary>
    public bool Quarantined { get; internal set; }

    /// <summary>Null when the room is not active here.</summary>
    internal IActorRef? Actor => _activation?.Actor;

    /// <summary>The epoch of the present activation, once it has been loaded; else 0.</summary>
    internal long Epoch => _activation?.Epoch ?? 0;

    /// <summary>Whether it is the entry of an instance that is open.</summary>
    internal bool IsOpenInstance { get; set; }

    /// <summary>How many gateways watch it.</summary>
    internal int Watchers { get; set; }

    internal RoomStats Stats { get; } = new();

    internal RestartWindow Restarts { get; } = new();

    internal RuleFailures FailedCommands { get; } = new();

    internal RoomTurn Turn { get; } = new();

    /// <summary>The number of the last commit of any activation.</summary>
    internal long LastCommit { get; set; }

    /// <summary>The world tick at which the room wants to be driven next.</summary>
    internal long NextWork
    {
        get => Volatile.Read(ref _nextWork);
        set => Volatile.Write(ref _nextWork, value);
    }

    /// <summary>True for the one caller that may send the next tick: a room that is late gets one tick, not a queue of them.</summary>
    internal bool TryClaimTick() => Interlocked.Exchange(ref _tickPending, 1) == 0;

    internal void TickTaken() => Volatile.Write(ref _tickPending, 0);

    /// <param name="epoch">0 while it is being loaded.</param>
    internal void Activated(IActorRef actor, long epoch)
    {
        _activation = new Activation(actor, epoch);
        Rest();
    }

    /// <summary>The activation has ended, unless another has followed it already.</summary>
    internal void Ended(IActorRef actor)
    {
        if (_activation is not { } activation || !activation.Actor.Equals(actor))
            return;
        _activation = null;
        IsOpenInstance = false;
        Watchers = 0;
        Stats.Set(0, 0);
        Rest();
    }

    /// <summary>Nothing is due, and a tick that was sent is not taken.</summary>
    private void Rest()
    {
        NextWork = long.MaxValue;
        TickTaken();
    }
}
