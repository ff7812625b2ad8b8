using Actors.Storage;
using Actors.World;
using Akka.Actor;
using Microsoft.Extensions.Logging;

namespace Actors.Rooms;

/// <summary>How a room comes to this node, how it fails and begins anew, and how it leaves.</summary>
internal sealed partial class RoomActor
{
    private static readonly TimeSpan LoadRetry = TimeSpan.FromMilliseconds(500);

    /// <summary>At most so many ticks a room that goes on after its node died is not shown, for those who were in it to come in again.</summary>
    private const int SettleTicks = 2;

    /// <summary>By which the store knows a claim again whose answer was lost.</summary>
    private readonly string _activation = Guid.NewGuid().ToString("N");

    private readonly Queue<(object Message, IActorRef Sender)> _untilLoaded = new();
    private bool _settled;

    protected override void PreStart()
    {
        if (_handle.Quarantined)
        {
            Become(Closed);
            return;
        }
        _handle.Activated(Self, 0);
        Become(Loading);
        Self.Tell(new Activate());
    }

    /// <summary>A failure: who was in the room comes in anew, into the next instance, which waits a little longer after each.</summary>
    protected override void PreRestart(Exception reason, object message)
    {
        var failures = _handle.Restarts.Failed(_services.Time.SinceEpoch);
        if (failures > _services.Options.MaxRestarts)
            _handle.Quarantined = true;
        LogFailure(reason, message, _handle.Quarantined ? "it is closed until the node is started anew" : "it begins anew from the store");
        base.PreRestart(reason, message);
    }

    protected override void PostRestart(Exception reason)
    {
        if (_handle.Quarantined)
        {
            Become(Closed);
            return;
        }
        _handle.Figures.Restarted();
        _handle.Activated(Self, 0);
        Become(Loading);
        _settled = false;
        _schedule.After(RestartWindow.WaitAfter(_handle.Restarts.Count), new Activate());
    }

    protected override void PostStop()
    {
        _recorder?.Close();
        foreach (var gateway in _gateways.Keys)
            gateway.Tell(new RoomClosed(_id, _epoch), Self);
        // Also those who have left and were to be told where to, if the commit of it had not failed.
        foreach (var connection in _gate.Unheard)
            connection.Tell(new RoomLost(_id, _epoch), Self);
        foreach (var gateway in _gateways.Keys)
            Context.Unwatch(gateway);
        _metrics.PlayersChanged(-_sessions.Count);
        _absences?.EndAll();
        _departures?.AbandonAll();
        _rehoming?.DropAll();
        _traces.Abandon();
        _handle.Ended(Self);
    }

    private void Loading(object message)
    {
        switch (message)
        {
            case Activate:
                Claim();
                break;
            case RoomActivated activated:
                Load(activated.Activation);
                break;
            case ActivationFailed failed:
                // The room is not to blame: it comes when the store does. What it is told meanwhile waits.
                RoomLog.NotLoaded(Log, StoreHealth.Says(failed.Cause) ? LogLevel.Debug : LogLevel.Warning, failed.Cause, _id);
                _schedule.After(LoadRetry, new Activate());
                break;
            case SealRoom:
                // Nothing was begun; what waits comes again from its senders.
                Context.Stop(Self);
                break;
            case TickDue or CommitEnded or CommitRejected or Rooms.PlayerLoaded or Rooms.PlayerLoadFailed or HouseKeeping or ReturnedItemsFound or TakeItemsBack:
                // Of an instance that has failed.
                break;
            default:
                if (_untilLoaded.Count < _services.Options.MailboxCapacity)
                    _untilLoaded.Enqueue((message, Sender));
                else if (message is Dispatch.IRefusable refusable && refusable.Refusal() is { } refusal)
                    Sender.Tell(refusal, Self);
                break;
        }
    }

    private void Claim() => _ = RenamedRoom.ActivateAsync(_services, _id, _activation).PipeTo(
        Self,
        success: static activation => new RoomActivated(activation),
        failure: static cause => new ActivationFailed(cause));

    private void Load(RoomActivation activation)
    {
        var (epoch, saved, roster) = activation;
        _epoch = epoch;
        _room = new Room(_services.World, _services.World.FindRoom(_id)!, _id, saved, _services.Time.CurrentTick);
        _recorder = _services.Recordings?.Begin(_room, _services.World, saved, epoch);
        _gate = new CommitGate(Self, _handle.LastCommit);
        _publisher = new RoomPublisher(_watchers, epoch, _room, _gate, _services);
        _reservations = new Reservations(_room, _effects, _schedule, _services.Options);
        _rehoming = new Rehoming(_id, isFull: true, Self, _schedule, _services, _gate.Say, SendOn);
        _absences = new Absences(_room, _effects, _schedule, _services.Options);
        _returning = new ReturningItems(_id, epoch, _services.Store, _gate, Self);
        _departures = new Departures(Self, _room, epoch, _effects, _schedule, _services, _gate, _publisher, _traces, _sessions, Unbind, Drain, InTurn);
        _handle.Activated(Self, epoch);
        if (saved.Record is null)
            _room.Seed(_effects);
        TakeUp(roster);
        Drain();
        // Each at a time of its own: the rooms of a node that has failed are all loaded at once, and would all keep house at once ever after.
        _schedule.After(TimeSpan.FromSeconds(_services.Options.SaveSeconds) * (RoomShards.Of(_id) + 1) / RoomShards.Count, new HouseKeeping());
        _idleSinceTick = _room.Tick;
        _dirty = true;
        Become(OnReceive);
        while (_untilLoaded.TryDequeue(out var waiting))
            Handle(waiting.Message, waiting.Sender);
        _handle.NextWork = 0;
    }

    /// <summary>Those who were in the room when it was handed over are in it from its first frame, and walk on; their connections come in again meanwhile.</summary>
    private void TakeUp(HandoffRoster? roster)
    {
        foreach (var player in roster?.Players ?? [])
        {
            _room.Resume(player, _effects);
            _absences!.Expect(player.Record.Id);
        }
    }

    /// <summary>This activation has taken over from one that died: who was in the room is on the way back in, and is shown with the others.</summary>
    private void GuestComesBack()
    {
        if (_settled)
            return;
        _settled = true;
        _dirty = true;
        _publisher.Settle(_room.Tick + SettleTicks);
    }

    /// <summary>
    /// The room is to go on elsewhere: what it has is kept, and once that is on disk and said it stops. What a command was to begin and has not, a walk
    /// through an exit that waits for the other room, is as if it had not been asked: it comes again with its connection.
    /// </summary>
    private void Seal()
    {
        CatchUp();
        _departures.AbandonAll();
        _rehoming.DropAll();
        _room.SavePlayers(_effects);
        if (_effects.Events.Count > 0)
            _gate.Show(_effects.Events);
        _effects.Events.Clear();
        _effects.Departures.Clear();
        PlayerState[] players = [.. _room.Players.Select(player => _room.Save(player)!)];
        if (players.Length > 0 || _effects.Changes.Count > 0)
            Commit(players.Length > 0 ? new HandoffRoster(players) : null);
        Become(Sealed);
        while (_gate.TryTakePostponed(out var again, out var sender, evenIfPending: true))
            _services.Actors.Rooms.Tell(new RoomEnvelope(_id, again), sender);
        StopWhenKept();
    }

    private void Sealed(object message)
    {
        switch (message)
        {
            case CommitEnded ended when _gate.IsOwn(ended.Number):
                EndedSealed(ended);
                break;
            case CommitRejected rejected when _gate.IsOwn(rejected.Number):
                RoomLog.NotAllKept(Log, _id, rejected.Why);
                Context.Stop(Self);
                break;
            case PlayerLoaded loaded:
                _services.Actors.Rooms.Tell(new RoomEnvelope(_id, loaded.Join), loaded.Asker);
                break;
            case PlayerLoadFailed failed:
                _services.Actors.Rooms.Tell(new RoomEnvelope(_id, failed.Join), failed.Asker);
                break;
            case JoinRoom or KeepPlace or RenamePlayer or WatchRoom:
                // The region knows, or will, where the room goes on.
                _services.Actors.Rooms.Tell(new RoomEnvelope(_id, (RoomMessage)message), Sender);
                break;
            default:
                // Commands come again with their connections, which hear that the room has closed; the others were about what ends here.
                break;
        }
    }

    private void EndedSealed(CommitEnded ended)
    {
        _traces.End(ended.Number, ended.Outcome);
        if (ended.Outcome != CommitOutcome.Committed)
        {
            RoomLog.LastCommitRefused(Log, _id, ended.Outcome);
            Context.Stop(Self);
            return;
        }
        _gate.End(ended.Number);
        _publisher.Committed();
        StopWhenKept();
    }

    private void StopWhenKept()
    {
        if (_gate.Pending > 0)
            return;
        _publisher.ShowLast();
        Context.Stop(Self);
    }

    private void Fenced()
    {
        _metrics.Fenced();
        RoomLog.Fenced(Log, _id, _epoch);
        Context.Stop(Self);
    }

    /// <summary>A room that is broken: everybody is refused, and nothing is kept.</summary>
    private void Closed(object message)
    {
        var why = new Rejected(Codes.Unavailable, "That place is closed: something is broken there.");
        switch (message)
        {
            case JoinRoom join:
                Sender.Tell(new JoinRefused(join.Attempt, why));
                break;
            case KeepPlace keep:
                Sender.Tell(new PlaceRefused(keep.State.Record.Id, _id, why));
                break;
            case Act { CommandId: not 0 } act:
                Sender.Tell(new ActRefused(act.Connection, act.Attempt, act.CommandId, why));
                break;
            case SealRoom:
                Context.Stop(Self);
                break;
        }
    }
}
