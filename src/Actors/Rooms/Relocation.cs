using Actors.World;
using Akka.Actor;

namespace Actors.Rooms;

/// <summary>
/// Moves players whose room cannot take them in, because it is full or was removed from content. The rooms of <see cref="RoomFallback"/>
/// are asked for a slot, one after the other. When one has reserved it, the player's own room, which alone may write the player's row, moves the row in a transaction of
/// its own, and only after the commit does the connection get the new room. When no room has a slot, the player stays in its row and the join is refused.
/// </summary>
/// <param name="send">Sends a message to a connection.</param>
/// <param name="move">Commits the change, and then sends the new room to the asker.</param>
internal sealed class Relocation(
    RoomId home,
    IActorRef self,
    RoomSchedule schedule,
    RoomServices services,
    Action<IActorRef, object> send,
    Action<RelocatedPlayer> move)
{
    private sealed record Passage(Passenger Who, Queue<RoomId> Left, RoomId Target, long Attempt, ICancelable Timeout)
    {
        public JoinRoom Join => Who.Join;

        public IActorRef Asker => Who.Asker;
    }

    private sealed record Passenger(JoinRoom Join, IActorRef Asker, PlayerState State, long Epoch, bool IsFull);

    private readonly Dictionary<PlayerId, Passage> _passages = [];
    private long _lastAttempt;

    public bool IsEmpty => _passages.Count == 0;

    /// <param name="state">As the store has it: in this room.</param>
    /// <param name="epoch">The epoch of the move.</param>
    /// <param name="zone">The room's last zone, when content no longer has it.</param>
    /// <param name="isFull">The room cannot take the player in because it is full; false: it was removed, or is closed.</param>
    public void Begin(JoinRoom join, IActorRef asker, PlayerState state, long epoch, ZoneId? zone, bool isFull)
    {
        if (_passages.TryGetValue(join.Player, out var passage) && passage.Join.Connection != join.Connection)
        {
            // Of two connections at once only the later one gets in, as everywhere. The other is replaced now, because nothing else would answer it.
            var isLater = SessionBinding.IsLater(join, passage.Join.Since, services.Time.Provider.GetUtcNow());
            send(isLater ? passage.Asker : asker, new SessionReplaced());
            if (!isLater)
                return;
        }
        Drop(join.Player);
        var left = new Queue<RoomId>(RoomFallback.Of(services.World, home, zone));
        // A room that overflows fills its own copies first.
        AskFirst(new Passenger(join, asker, state, epoch, isFull), NextCopy(home) is { } copy ? new Queue<RoomId>(left.Prepend(copy)) : left);
    }

    /// <summary>Whether this same join is already under way.</summary>
    public bool IsUnderWay(JoinRoom join) =>
        _passages.TryGetValue(join.Player, out var passage) && passage.Join.Connection == join.Connection && passage.Join.Attempt == join.Attempt;

    /// <summary>False: the message is about a player who walks out of the room.</summary>
    public bool TryComplete(SlotReserved reserved)
    {
        if (!_passages.TryGetValue(reserved.Player, out var passage))
            return false;
        if (passage.Target != reserved.By)
            return true;
        Drop(reserved.Player);
        var who = passage.Who;
        var why = RoomFallback.Explain(services.World, home, who.IsFull, reserved.By);
        move(new RelocatedPlayer(who.Asker, who.Join, who.Epoch, Arriving(who.State, reserved.By), reserved.By, why));
        return true;
    }

    /// <summary>False: the message is about a player who walks out of the room.</summary>
    public bool TryAskNext(SlotRefused refused)
    {
        if (!_passages.TryGetValue(refused.Player, out var passage))
            return false;
        if (passage.Target != refused.By)
            return true;
        Drop(refused.Player);
        switch (refused.Why.Code)
        {
            case Codes.RoomFull when NextCopy(refused.By) is { } copy:
                Ask(passage.Who, copy, passage.Left);
                break;
            // Another node may not have the room that this one's content has; an instance may have ended, or not be open to the player.
            case Codes.RoomFull or Codes.NoSuchRoom or Codes.NotAdmitted:
            case not Codes.Unavailable when home.IsOpened:
                AskFirst(passage.Who, passage.Left);
                break;
            default:
                send(passage.Asker, new JoinRefused(passage.Join.Attempt, refused.Why));
                break;
        }
        return true;
    }

    /// <summary>The connection joins again. A room that does not answer is moving to another node, which is no reason to relocate the player elsewhere.</summary>
    public void TimedOut(RelocationTimedOut timedOut)
    {
        if (_passages.TryGetValue(timedOut.Player, out var passage) && passage.Attempt == timedOut.Attempt && Drop(timedOut.Player))
            send(passage.Asker, new JoinRefused(passage.Join.Attempt, new Rejected(Codes.Unavailable, "Your room is out of reach just now; try again.")));
    }

    /// <summary>The client of this connection has left.</summary>
    public void Forget(ConnectionId connection)
    {
        foreach (var passage in _passages.Values.Where(passage => passage.Join.Connection == connection).ToArray())
            Drop(passage.Join.Player);
    }

    /// <summary>The player's loaded state is stale: it has come in meanwhile, or joins again. A slot reserved for it expires.</summary>
    public bool Drop(PlayerId player)
    {
        if (!_passages.Remove(player, out var passage))
            return false;
        passage.Timeout.Cancel();
        return true;
    }

    /// <summary>The joins stay unanswered: their connections join again.</summary>
    public void DropAll()
    {
        foreach (var player in _passages.Keys.ToArray())
            Drop(player);
    }

    private void AskFirst(Passenger who, Queue<RoomId> left)
    {
        if (left.TryDequeue(out var next))
            Ask(who, next, left);
        else
            send(who.Asker, new JoinRefused(who.Join.Attempt, new Rejected(Codes.RoomFull, "Every room that you could come in by is full; try again.")));
    }

    private void Ask(Passenger who, RoomId target, Queue<RoomId> left)
    {
        var attempt = ++_lastAttempt;
        var timeout = schedule.After(TimeSpan.FromMilliseconds(services.Options.DepartureTimeoutMilliseconds), new RelocationTimedOut(who.Join.Player, attempt));
        _passages[who.Join.Player] = new Passage(who, left, target, attempt, timeout);
        services.Actors.Rooms.Tell(new RoomEnvelope(target, new ReserveSlot(home, Arriving(who.State, target), new TransferId(home, who.Epoch, attempt))), self);
    }

    /// <summary>The copy that is asked when this one is full; null when there is none.</summary>
    private RoomId? NextCopy(RoomId room)
    {
        if (services.World.FindRoom(room) is not { Overflow: true })
            return null;
        var next = room.Instance + 1;
        if (room.WithInstance(next) == home)
            next++;
        return next <= 1 + services.Options.MaxInstances ? room.WithInstance(next) : null;
    }

    /// <summary>A copy of the room, or the room under another name, takes the player at its old position and moves it off obstacles itself.</summary>
    private PlayerState Arriving(PlayerState state, RoomId target)
    {
        var isSame = services.World.PresentId(home).Definition == target.Definition;
        var position = isSame ? state.Record.Position : services.World.FindRoom(target)?.Spawn ?? default;
        return state with { Record = state.Record with { Room = target, Position = position }, Motion = default };
    }
}

/// <summary>A player for whom another room has reserved a slot.</summary>
/// <param name="Epoch">The epoch under which its own room moves it.</param>
/// <param name="State">The state to store, already in the new room.</param>
/// <param name="Why">A notice for the player; null: none.</param>
internal sealed record RelocatedPlayer(IActorRef Asker, JoinRoom Join, long Epoch, PlayerState State, RoomId To, PlayerNotice? Why);
