using Actors.Rooms;
using Actors.World;
using Akka.Actor;

namespace Actors.Gateway.Connections;

/// <summary>
/// How a session joins rooms: which room is next, and what its joins contain. It sends an unanswered join again, soon at first, because a shard that is being handed over
/// drops messages silently. Used only on the connection's turns.
/// </summary>
internal sealed class RoomJoin(Connection connection, GatewayServices services)
{
    private readonly DateTimeOffset _since = services.Time.GetUtcNow();
    private bool _isFresh;
    private bool _isSpilt;
    private string? _cameFrom;
    private TransferId? _transfer;
    private long? _fromEvent;
    private JoinRoom? _asked;
    private RoomRetry _retry;
    private ICancelable? _timer;

    /// <summary>The room of the body, or the one that it is joining.</summary>
    public RoomId Room { get; private set; }

    /// <summary>The room to travel on to, once a room has admitted the player.</summary>
    public RoomId? Destination { get; set; }

    /// <summary>Numbers the requests to be admitted; answers to any other request are ignored.</summary>
    public long Attempt { get; private set; }

    /// <summary>Set when the player was in the room all along, as far as it knows: it does not arrive there, it continues.</summary>
    public PlayerSnapshot? Snapshot { get; private set; }

    /// <summary>When it first asked for the room that it has not joined yet.</summary>
    public long AskedSince { get; private set; }

    /// <param name="requested">A room that exists; null: where it was.</param>
    public void Begin(Identified found, RoomId? requested)
    {
        _isFresh = found.IsFresh;
        Room = found.IsFresh && requested is { } first ? first : found.Record.Room;
        // A player that the store knows has its row in a certain room, full or not.
        if (found.IsFresh && Room.Instance == 1 && services.World.FindRoom(Room) is { Overflow: true })
        {
            Room = services.FullCopies.FirstToTry(Room);
            _isSpilt = Room.Instance > 1;
        }
        if (found.Resumes)
            _fromEvent = found.Hello.FromEvent;
        // A player whose row is in another room reaches the requested one through that room, because only that room may release the row.
        else if (!found.IsFresh && requested is { } elsewhere && elsewhere.Definition != Room.Definition)
            Destination = elsewhere;
    }

    /// <param name="anew">Whether it is a request of its own, and does not follow from the previous one.</param>
    public void Ask(GatewayNode node, IActorRef self, PlayerRecord player, bool anew = true)
    {
        if (anew)
            AskedSince = services.Time.GetTimestamp();
        var fresh = _isFresh ? player with { Room = Room, Position = services.World.FindRoom(Room)?.Spawn ?? player.Position } : null;
        _asked = new JoinRoom(player.Id, fresh, connection.Id, node.Endpoint, _since, ++Attempt, _cameFrom, _transfer, Snapshot, _fromEvent);
        _retry = default;
        Send(node, self);
    }

    public void AskToRejoin(GatewayNode node, IActorRef self, PlayerRecord player, PlayerSnapshot seen)
    {
        Snapshot = seen;
        Ask(node, self, player);
    }

    /// <summary>Sends the same join once more. A room that has already received it answers it again.</summary>
    public void Retry(GatewayNode node, IActorRef self) => Send(node, self);

    /// <summary>The copy that was asked is full; chooses the next one that may not be.</summary>
    public void TryNextInstance()
    {
        services.FullCopies.Refused(Room);
        Room = services.FullCopies.FirstToTry(Room, after: Room.Instance);
        _isSpilt = true;
    }

    /// <summary>The client named a copy that does not exist; the room itself may admit it. False when it named none, or all copies were full.</summary>
    public bool TryFirstInstance()
    {
        if (_isSpilt || Room.Instance == 1)
            return false;
        Room = Room.WithInstance(1);
        return true;
    }

    public void Move(MovedTo moved)
    {
        Snapshot = null;
        // A player that walks through an exit has a row by then; one that is relocated may have none yet.
        _isFresh &= moved.Transfer is null;
        Room = moved.Room;
        _cameFrom = moved.From;
        _transfer = moved.Transfer;
    }

    /// <summary>The room has admitted the player.</summary>
    public void Entered()
    {
        Answered();
        services.FullCopies.Entered(Room);
        _transfer = null;
        Snapshot = null;
        _fromEvent = null;
    }

    /// <summary>The join has been answered, one way or the other.</summary>
    public void Answered()
    {
        _timer?.Cancel();
        _timer = null;
        _asked = null;
    }

    private void Send(GatewayNode node, IActorRef self)
    {
        _timer?.Cancel();
        node.Actors.Rooms.Tell(new RoomEnvelope(Room, _asked!), self);
        _timer = node.System.Scheduler.ScheduleTellOnceCancelable(_retry.Next(), self, new UnansweredJoinRetry(Attempt), self);
    }
}
