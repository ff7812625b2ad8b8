using Actors.World;
using Akka.Actor;

namespace Actors.Rooms;

/// <summary>
/// Players on their way to another room. The other room first reserves a slot; then the move is committed here, in one transaction; only
/// after the commit does the connection get its new room. At no moment is the player in two rooms, and whichever side dies, the player's row
/// names its room.
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
    /// <param name="Asker">Who asked for it: another connection that has taken the body over since asks again itself, in the order of its own questions.</param>
    /// <param name="Trace">That of the command, if it is traced: the commit of the passage belongs to it.</param>
    private sealed record Pending(Departure Departure, SessionBinding? Asker, RoomId Target, long Attempt, ICancelable Timeout, Queue<ExecuteCommand> Deferred, string? Trace);

    private readonly Dictionary<PlayerId, Pending> _pending = [];
    private long _lastPassage;

    public void Begin(Departure departure)
    {
        // The gateway remembers which instance had a place; here the first one is asked and the next when it is full.
        Ask(departure, sessions.GetValueOrDefault(departure.Player), departure.To, [], traces.Command);
    }

    /// <summary>Commands that follow a step through an exit belong to the other room: they are deferred and go there with the player.</summary>
    public bool TryDefer(ExecuteCommand input)
    {
        if (!_pending.TryGetValue(input.Player, out var pending))
            return false;
        // Each join sends all pending commands again. Commands deferred under an earlier join are void and must not displace valid ones.
        if (pending.Deferred.TryPeek(out var first) && (first.Connection != input.Connection || first.Attempt != input.Attempt))
            pending.Deferred.Clear();
        // No connection has more unanswered.
        if (input.CommandId != 0 && pending.Deferred.Count < PlayerRecord.MaxRecent)
            pending.Deferred.Enqueue(input);
        return true;
    }

    public void Complete(PlayerId player, RoomId by)
    {
        if (!_pending.Remove(player, out var pending) || pending.Target != by)
        {
            if (pending is not null)
                _pending[player] = pending;
            return;
        }
        pending.Timeout.Cancel();
        var untilEvent = publisher.NextToHappen;
        var reply = room.CompleteDeparture(player, by, effects);
        traces.Command = pending.Trace;
        drain();
        traces.Command = null;
        if (sessions.TryGetValue(player, out var session) && unbind(player))
        {
            RoomMetrics.Instance.PlayersChanged(-1);
            // The connection sends its pending commands, the deferred ones among them, to the other room itself.
            if (pending.Departure.Command != 0 && ReferenceEquals(session, pending.Asker))
                gate.Send(session.Actor, new Answered(pending.Departure.Command, reply, session.Attempt));
            gate.Send(session.Actor, new MovedTo(by, WayBack(by), TransferOf(pending.Attempt), UntilEvent: untilEvent));
        }
    }

    public void Refused(SlotRefused refused)
    {
        if (!_pending.TryGetValue(refused.Player, out var pending) || pending.Target != refused.By)
            return;
        pending.Timeout.Cancel();
        var target = pending.Target;
        if (refused.Why.Code == Codes.RoomFull
            && services.World.FindRoom(target) is { Overflow: true }
            && target.Instance <= services.Options.MaxInstances)
        {
            Ask(pending.Departure, pending.Asker, target.WithInstance(target.Instance + 1), pending.Deferred, pending.Trace);
            return;
        }
        Cancel(refused.Player, refused.Why);
    }

    public void TimedOut(DepartureTimedOut timedOut)
    {
        if (_pending.TryGetValue(timedOut.Player, out var pending) && pending.Attempt == timedOut.Attempt)
            Cancel(timedOut.Player, new Rejected(Codes.Unavailable, "The way is blocked just now; try again."));
    }

    /// <summary>The player leaves the world in the doorway: it stays on this side.</summary>
    public void Abandon(PlayerId player)
    {
        if (!_pending.Remove(player, out var pending))
            return;
        pending.Timeout.Cancel();
        room.CancelDeparture(player, effects);
    }

    /// <summary>All stay on this side, unanswered.</summary>
    public void AbandonAll()
    {
        foreach (var player in _pending.Keys.ToArray())
            Abandon(player);
    }

    private TransferId TransferOf(long attempt) => new(room.Id, epoch, attempt);

    private string? WayBack(RoomId from) =>
        services.World.FindRoom(from)?.Exits.FirstOrDefault(exit => exit.To == room.Id.Definition)?.Direction;

    private void Ask(Departure departure, SessionBinding? asker, RoomId target, Queue<ExecuteCommand> deferred, string? trace)
    {
        var attempt = ++_lastPassage;
        var timeout = schedule.After(
            TimeSpan.FromMilliseconds(services.Options.DepartureTimeoutMilliseconds), new DepartureTimedOut(departure.Player, attempt));
        _pending[departure.Player] = new Pending(departure, asker, target, attempt, timeout, deferred, trace);
        var state = departure.State with { Record = departure.State.Record with { Room = target } };
        services.Actors.Rooms.Tell(new RoomEnvelope(target, new ReserveSlot(room.Id, state, TransferOf(attempt))), self);
    }

    private void Cancel(PlayerId player, Rejected why)
    {
        if (!_pending.Remove(player, out var pending))
            return;
        pending.Timeout.Cancel();
        room.CancelDeparture(player, effects);
        drain();
        if (pending.Departure.Command != 0 && sessions.TryGetValue(player, out var session) && ReferenceEquals(session, pending.Asker))
            gate.Send(session.Actor, new Answered(pending.Departure.Command, why, session.Attempt));
        while (pending.Deferred.TryDequeue(out var waiting))
        {
            // A command of an earlier join has been sent again under the present one, and waits further back in the queue.
            if (sessions.TryGetValue(player, out var now) && now.Asked(waiting))
                execute(waiting);
        }
    }
}
