using Actors.Telemetry;
using Actors.World;
using Akka.Actor;

namespace Actors.Rooms;

/// <summary>
/// Rules are their authors' code. A rule that throws restarts this room from its last commit, and affects nothing else; a rule that takes too long is reported. The sender of the
/// request that failed is answered at once, so that it does not ask again, and not through the gate, which ends with this activation.
/// </summary>
internal sealed partial class RoomActor
{
    /// <summary>The command that is being executed, for the log entry if it fails.</summary>
    private ExecuteCommand? _carriedOut;

    private Reply Apply(ExecuteCommand command)
    {
        using var span = CommandTrace.Start("apply", command.TraceParent);
        span.Tag("actors.room", _id.Value);
        _carriedOut = command;
        BeginTurn();
        Reply reply;
        try
        {
            reply = _room.Apply(command.Player, command.CommandId, command.Command, _effects);
        }
        catch
        {
            span.Outcome(RuleFailures.Why);
            Refuse(command);
            throw;
        }
        EndTurn(_room.LastRule);
        _carriedOut = null;
        span.Tag("actors.verb", _room.LastVerb);
        span.Outcome(reply);
        return reply;
    }

    private void Refuse(ExecuteCommand command)
    {
        if (command.CommandId == 0)
            return;
        _handle.FailedCommands.Add(command.Player, command.CommandId);
        _sessions[command.Player].Actor.Tell(new Answered(command.CommandId, RuleFailures.Why, command.Attempt), Self);
    }

    private Reply EnterByRules(JoinRoom join, IActorRef asker, PlayerState state)
    {
        BeginTurn();
        Reply reply;
        try
        {
            reply = _room.Enter(state, join.From, _effects);
        }
        catch
        {
            asker.Tell(new JoinRefused(join.Attempt, RuleFailures.Why), Self);
            throw;
        }
        EndTurn(_room.LastRule);
        return reply;
    }

    private void Reserve(ReserveSlot reserve, IActorRef asker)
    {
        CatchUp();
        // Another room has the player. A newcomer's body here comes from a late join, whose connection had given up and gone elsewhere. If it stayed, the player would get that
        // body, without everything that it owns by now.
        if (_room.IsNewcomer(reserve.State.Record.Id))
            LeaveForGood(reserve.State.Record.Id);
        var before = _gate.Begun;
        BeginTurn();
        RoomMessage answer;
        try
        {
            answer = _reservations.Reserve(reserve);
        }
        catch
        {
            asker.Tell(new SlotRefused(reserve.State.Record.Id, _id, RuleFailures.Why), Self);
            throw;
        }
        EndTurn(_room.LastRule);
        _dirty = true;
        Drain();
        // What rules changed for the arrival must be on disk before the player arrives. If they changed nothing, nobody waits for the store.
        if (_gate.Begun == before)
            asker.Tell(answer, Self);
        else
            _gate.Send(asker, answer);
    }

    /// <summary>Converts a module's own events to text and fields, so that nothing that shows them runs an author's code. An event whose conversion throws is dropped, and no other.</summary>
    private void RelayEvents()
    {
        var events = _effects.Events;
        for (var i = events.Count - 1; i >= 0; i--)
        {
            if (events[i].GetType().Assembly == typeof(RoomEvent).Assembly)
                continue;
            try
            {
                events[i] = RelayedEvent.Of(events[i]);
            }
#pragma warning disable CA1031 // Whatever an author's event throws
            catch (Exception thrown)
#pragma warning restore CA1031
            {
                RoomLog.EventNotShown(Log, thrown, _id, events[i].GetType().Name);
                events.RemoveAt(i);
            }
        }
    }

    private void BeginTurn() => _handle.Turn.Begin(_room, _services.Time.Provider.GetTimestamp());

    /// <param name="rule">The rule that ran; null: several.</param>
    private void EndTurn(string? rule)
    {
        var elapsed = _services.Time.Provider.GetElapsedTime(_handle.Turn.End());
        if (elapsed.TotalMilliseconds <= _services.Options.StepBudgetMilliseconds)
            return;
        if (_handle.Turn.TryTell())
            OverBudget.Tell(_services, _handle, rule ?? "A step");
    }

    /// <summary>The room's rules took too long, and the options say that this closes it. All changes of this turn have been sent to be committed by now.</summary>
    private void CloseWhenQuarantined()
    {
        if (_handle.Quarantined)
            throw new RoomBrokenException($"The rules of room {_id} took longer than Actors:Rooms:StepBudgetMilliseconds, and Actors:Rooms:QuarantineOverBudget is on.");
    }

    /// <summary>Called once for each failure.</summary>
    private void LogFailure(Exception reason, object? message, string outcome)
    {
        _handle.Turn.End();
        if (_room?.Running is { } rule)
        {
            var (player, command) = _carriedOut is { } carried ? (carried.Player.ToString(), $"{OverBudget.NameOf(carried.Command)} {carried.CommandId}") : ("nobody", "none");
            RoomLog.RuleFailed(Log, reason, _id, rule, _room.Tick, player, command, outcome);
        }
        else
        {
            RoomLog.Failed(Log, reason, _id, message?.GetType().Name, outcome);
        }
    }
}
