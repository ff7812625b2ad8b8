using Actors.World;
using Akka.Actor;
using Microsoft.Extensions.Logging;

namespace Actors.Rooms;

/// <summary>
/// Players on their way to another room. The other room first reserves a slot; then the move is committed here, in one transaction; only
/// after the commit does the connection get its new room. At no moment is the player in two rooms, and whichever side dies, the player's row
/// names its room.
/// <para>
/// For a player who looks for any open room, the rooms of the store's list are asked one after the other. For a player who has to leave because the instance has ended, the opener
/// and the rooms of <see cref="RoomFallback"/> are asked, again and again until one admits it: only the departure of its client ends that.
/// </para>
/// </summary>
internal sealed class Departures(
    IActorRef self,
    Room room,
    long epoch,
    RoomEffects effects,
    RoomSchedule schedule,
    RoomServices services,
    CommitGate gate,
    RoomPublisher publisher,
    TracedCommits traces,
    Dictionary<PlayerId, SessionBinding> sessions,
    Func<PlayerId, bool> unbind,
    Action drain,
    Action<ExecuteCommand> execute)
{
    /// <param name="Asker">The session that asked. If another connection has taken the body over since, it asks again itself, in the order of its own commands.</param>
    /// <param name="Trace">The trace of the command, if it is traced: the commit of the departure belongs to it.</param>
    private sealed record Passenger(Departure Departure, SessionBinding? Asker, Queue<ExecuteCommand> Deferred, string? Trace)
    {
        /// <summary>Rooms to ask when the current one refuses the player.</summary>
        public Queue<RoomId> Others { get; init; } = [];
    }

    /// <param name="Target">The room that was asked; null while the player waits for the list of open rooms, or for another try.</param>
    private sealed record Pending(Passenger Who, RoomId? Target, long Attempt, ICancelable Timeout)
    {
        public Departure Departure => Who.Departure;

        public Queue<ExecuteCommand> Deferred => Who.Deferred;
    }

    /// <summary>How many rooms of the list are tried, one after the other.</summary>
    private const int MaxTried = 8;

    private readonly Dictionary<PlayerId, Pending> _pending = [];
    private long _lastPassage;

    public void Begin(Departure departure)
    {
        // The player may have left the world in the same turn.
        if (room.Contains(departure.Player))
            Begin(new Passenger(departure, sessions.GetValueOrDefault(departure.Player), [], traces.Command));
    }

    /// <summary>The open rooms that the player may go to.</summary>
    public void Found(OpenRoomsFound found)
    {
        if (!_pending.TryGetValue(found.Player, out var pending) || pending.Attempt != found.Attempt)
            return;
        pending.Timeout.Cancel();
        var others = found.Rooms.Where(open => open.Id != room.Id && open.Players < open.Capacity).Take(MaxTried).Select(static open => open.Id);
        var who = pending.Who with { Others = new Queue<RoomId>(others) };
        if (!TryAskNext(who))
            Cancel(found.Player, found.Rooms.Any(open => open.Id != room.Id) ? AllFull : NoneOpen);
    }

    public void NotFound(OpenRoomsNotFound failed)
    {
        if (!_pending.TryGetValue(failed.Player, out var pending) || pending.Attempt != failed.Attempt)
            return;
        RoomLog.RoomsNotListed(services.Logger, Storage.StoreHealth.Says(failed.Cause) ? LogLevel.Debug : LogLevel.Warning, failed.Cause, room.Id);
        Cancel(failed.Player, new Rejected(Codes.Unavailable, "The world's memory is out of reach just now; try again."));
    }

    /// <summary>The opening of the instance is on disk by now.</summary>
    public void Send(AskForSlot opened)
    {
        if (_pending.TryGetValue(opened.Player, out var pending) && pending.Attempt == opened.Attempt)
            Send(pending);
    }

    /// <summary>Commands that follow a step through an exit belong to the other room: they are deferred and go there with the player.</summary>
    public bool TryDefer(ExecuteCommand input)
    {
        if (!_pending.TryGetValue(input.Player, out var pending))
            return false;
        // Each join sends all pending commands again. Commands deferred under an earlier join are void and must not displace valid ones.
        if (pending.Deferred.TryPeek(out var first) && (first.Connection != input.Connection || first.Attempt != input.Attempt))
            pending.Deferred.Clear();
        // No connection has more pending commands.
        if (input.CommandId != 0 && pending.Deferred.Count < PlayerRecord.MaxRecent)
            pending.Deferred.Enqueue(input);
        return true;
    }

    public void Complete(PlayerId player, RoomId by)
    {
        if (!_pending.TryGetValue(player, out var pending) || pending.Target != by)
            return;
        _pending.Remove(player);
        pending.Timeout.Cancel();
        var untilEvent = publisher.NextToHappen;
        var reply = room.CompleteDeparture(player, by, effects);
        traces.Command = pending.Who.Trace;
        drain();
        traces.Command = null;
        var session = sessions.GetValueOrDefault(player);
        if (unbind(player) && session is not null)
        {
            RoomMetrics.Instance.PlayersChanged(-1);
            // The connection sends its pending commands, the deferred ones among them, to the other room itself.
            if (pending.Departure.Command != 0 && ReferenceEquals(session, pending.Who.Asker))
                gate.Send(session.Actor, new Answered(pending.Departure.Command, reply, session.Attempt));
            gate.Send(session.Actor, new MovedTo(by, WayBack(by), TransferOf(pending.Attempt), UntilEvent: untilEvent));
        }
    }

    public void Refused(SlotRefused refused)
    {
        if (!_pending.TryGetValue(refused.Player, out var pending) || pending.Target != refused.By)
            return;
        pending.Timeout.Cancel();
        var target = refused.By;
        if (refused.Why.Code == Codes.RoomFull
            && services.World.FindRoom(target) is { Overflow: true }
            && target.Instance <= services.Options.MaxInstances)
        {
            Ask(pending.Who, target.WithInstance(target.Instance + 1));
        }
        else if (!TryAskNext(pending.Who))
        {
            if (pending.Departure.IsForced)
                Await(pending.Who, null);
            else
                Cancel(refused.Player, refused.Why);
        }
    }

    public void TimedOut(DepartureTimedOut timedOut)
    {
        if (!_pending.TryGetValue(timedOut.Player, out var pending) || pending.Attempt != timedOut.Attempt)
            return;
        if (pending.Departure.IsForced)
            Begin(pending.Who);
        else
            Cancel(timedOut.Player, new Rejected(Codes.Unavailable, "The way is blocked just now; try again."));
    }

    /// <summary>The player leaves the world before its departure is complete: it stays in this room.</summary>
    public void Abandon(PlayerId player)
    {
        if (!_pending.Remove(player, out var pending))
            return;
        pending.Timeout.Cancel();
        room.CancelDeparture(player, effects);
    }

    /// <summary>All departing players stay in this room, unanswered.</summary>
    public void AbandonAll()
    {
        foreach (var player in _pending.Keys.ToArray())
            Abandon(player);
    }

    /// <summary>The room is not used any more: it is not changed, and nobody is notified.</summary>
    public void DropAll()
    {
        foreach (var pending in _pending.Values)
            pending.Timeout.Cancel();
        _pending.Clear();
    }

    private TransferId TransferOf(long attempt) => new(room.Id, epoch, attempt);

    private string? WayBack(RoomId from) =>
        services.World.FindRoom(from)?.Exits.FirstOrDefault(exit => exit.To == room.Id.Definition)?.Direction;

    private static Rejected NoneOpen => new(Codes.NoSuchRoom, "No room of that kind is open.");

    private static Rejected AllFull => new(Codes.RoomFull, "All open rooms of that kind are full.");

    private void Begin(Passenger who)
    {
        if (who.Departure.Query is { } query)
            Look(who, query);
        else if (who.Departure.IsForced)
            Ask(who with { Others = new Queue<RoomId>(RoomFallback.Of(services.World, room.Id, room.Definition.Zone).Where(other => other != who.Departure.To)) }, who.Departure.To);
        else
            // The gateway remembers which copy had a slot; here the first copy is asked, and the next one when it is full.
            Ask(who, who.Departure.To);
    }

    private void Look(Passenger who, RoomQuery query)
    {
        var (player, attempt) = (who.Departure.Player, Await(who, null).Attempt);
        _ = services.Store.ListRoomsAsync(query, CancellationToken.None).PipeTo(
            self,
            success: rooms => new OpenRoomsFound(player, attempt, rooms),
            failure: cause => new OpenRoomsNotFound(player, attempt, cause));
    }

    private bool TryAskNext(Passenger who)
    {
        if (!who.Others.TryDequeue(out var next))
            return false;
        Ask(who, next);
        return true;
    }

    private void Ask(Passenger who, RoomId target)
    {
        var pending = Await(who, target);
        if (target.Opener == room.Id)
            gate.Send(self, new AskForSlot(who.Departure.Player, pending.Attempt));
        else
            Send(pending);
    }

    private void Send(Pending pending)
    {
        if (pending.Target is not { } target)
            return;
        var departure = pending.Departure;
        var reserve = new ReserveSlot(room.Id, departure.Arriving(services.World, target), TransferOf(pending.Attempt), departure.IsByChoice);
        services.Actors.Rooms.Tell(new RoomEnvelope(target, reserve), self);
    }

    private Pending Await(Passenger who, RoomId? target)
    {
        var (player, attempt) = (who.Departure.Player, ++_lastPassage);
        var timeout = schedule.After(TimeSpan.FromMilliseconds(services.Options.DepartureTimeoutMilliseconds), new DepartureTimedOut(player, attempt));
        return _pending[player] = new Pending(who, target, attempt, timeout);
    }

    private void Cancel(PlayerId player, Rejected why)
    {
        if (!_pending.Remove(player, out var pending))
            return;
        pending.Timeout.Cancel();
        room.CancelDeparture(player, effects);
        drain();
        if (pending.Departure.Command != 0 && sessions.TryGetValue(player, out var session) && ReferenceEquals(session, pending.Who.Asker))
            gate.Send(session.Actor, new Answered(pending.Departure.Command, why, session.Attempt));
        while (pending.Deferred.TryDequeue(out var waiting))
        {
            // A command of an earlier join has been sent again under the present one, and waits further back in the queue.
            if (sessions.TryGetValue(player, out var now) && now.Asked(waiting))
                execute(waiting);
        }
    }
}
