using Actors.Cluster;
using Actors.Gateway.Dialects;
using Actors.World;

namespace Actors.Gateway.Connections;

/// <summary>A connection's way into rooms: which one is next, and all that it says there to be let in. Belongs to the connection actor's turns.</summary>
internal sealed class Entrance(Connection connection, GatewayServices services, DateTimeOffset since)
{
    private bool _isFresh;
    private string? _cameFrom;
    private Ticket? _ticket;
    private LastSeen? _seen;
    private long? _fromEvent;
    private RoomId? _held;

    /// <summary>Where the body is, or is to be.</summary>
    public RoomId Room { get; private set; }

    /// <summary>Where it wishes to go on to once it is in.</summary>
    public RoomId? Wished { get; set; }

    /// <summary>Counts what was asked to be let in: answers to another asking do not count.</summary>
    public long Attempt { get; private set; }

    /// <summary>It was in the room all along, as far as it knows: it does not arrive there, it goes on.</summary>
    public LastSeen? Seen => _seen;

    /// <param name="wished">A room that exists; null: where it was.</param>
    public void Begin(Identified found, RoomId? wished)
    {
        _isFresh = found.IsFresh;
        Room = found.IsFresh && wished is { } first ? first : found.Record.Room;
        if (found.Resumes)
            _fromEvent = found.Hello.FromEvent;
        // Who is at home elsewhere walks there by way of its own room, which alone may let it go.
        else if (!found.IsFresh && wished is { } elsewhere && elsewhere.Definition != Room.Definition)
            Wished = elsewhere;
        // What happens from here on is seen; what happened before, the room tells.
        if (_fromEvent is not null)
            services.Views.Hold((_held = Room).Value);
    }

    public void Ask(PlayerRecord player)
    {
        var fresh = _isFresh ? player with { Room = Room, Position = services.World.FindRoom(Room)!.Spawn } : null;
        services.Cluster.Tell(Room, new JoinRoom(player.Id, fresh, connection.Address, since, ++Attempt, _cameFrom, _ticket, _seen, _fromEvent));
    }

    public void AskAnew(PlayerRecord player, LastSeen seen)
    {
        _seen = seen;
        Ask(player);
    }

    /// <summary>The instance that it asked is full; this is the next.</summary>
    public void TryNextInstance() => Room = Room.WithInstance(Room.Instance + 1);

    public void Move(MovedTo moved)
    {
        StopHolding();
        _seen = null;
        _isFresh = false;
        Room = moved.Room;
        _cameFrom = moved.From;
        _ticket = moved.Ticket;
    }

    /// <summary>It is in.</summary>
    public void Entered()
    {
        _ticket = null;
        _seen = null;
        _fromEvent = null;
    }

    /// <summary>Nobody waits for what has happened meanwhile any more: it has been subscribed to, or never will be.</summary>
    public void StopHolding()
    {
        if (_held is { } room)
            services.Views.Release(room);
        _held = null;
    }
}
