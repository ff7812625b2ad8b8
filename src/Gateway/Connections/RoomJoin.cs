using Actors.Rooms;
using Actors.World;
using Akka.Actor;

namespace Actors.Gateway.Connections;

/// <summary>
/// A session's way into rooms: which one is next, and the content of its joins. It sends an unanswered join again, soon at first: a shard that is being
/// handed over drops messages silently. Used on the connection's turns alone.
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

    /// <summary>Where it wishes to go on to once it is in.</summary>
    public RoomId? Destination { get; set; }

    /// <summary>Counts what was asked to be let in: answers to another asking do not count.</summary>
    public long Attempt { get; private set; }

    /// <summary>It was in the room all along, as far as it knows: it does not arrive there, it goes on.</summary>
    public PlayerSnapshot? Snapshot { get; private set; }

    /// <summary>When it began to ask for the room that it is not in yet.</summary>
    public long AskedSince { get; private set; }

    /// <param name="requested">A room that exists; null: where it was.</param>
    public void Begin(Identified found, RoomId? requested)
    {
        _isFresh = found.IsFresh;
        Room = found.IsFresh && requested is { } first ? first : found.Record.Room;
        // Whom the store knows has its row in a room of its own, full or not.
        if (found.IsFresh && Room.Instance == 1 && services.World.FindRoom(Room) is { Overflow: true })
        {
            Room = services.FullCopies.FirstToTry(Room);
            _isSpilt = Room.Instance > 1;
        }
        if (found.Resumes)
            _fromEvent = found.Hello.FromEvent;
        // A player whose row is in another room walks there through that room, which alone may release it.
        else if (!found.IsFresh && requested is { } elsewhere && elsewhere.Definition != Room.Definition)
            Destination = elsewhere;
    }

    /// <param name="anew">It is a request of its own, and does not follow from the previous one.</param>
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

    /// <summary>The same once more: a room that has had it already answers it again.</summary>
    public void Retry(GatewayNode node, IActorRef self) => Send(node, self);

    /// <summary>The instance that it asked is full; this is the next that may not be.</summary>
    public void TryNextInstance()
    {
        services.FullCopies.Refused(Room);
        Room = services.FullCopies.FirstToTry(Room, after: Room.Instance);
        _isSpilt = true;
    }

    /// <summary>It named a copy that does not exist: the room itself may let it in. False when it did not, or all copies were full.</summary>
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

    /// <summary>It is in.</summary>
    public void Entered()
    {
        Answered();
        services.FullCopies.Entered(Room);
        _transfer = null;
        Snapshot = null;
        _fromEvent = null;
    }

    /// <summary>It has been answered, one way or the other.</summary>
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
