using Actors.Storage;
using Actors.World;
using Akka.Actor;
using Microsoft.Extensions.Logging;

namespace Actors.Rooms;

/// <summary>How a room starts on this node, fails and restarts, and leaves the node.</summary>
internal sealed partial class RoomActor
{
    private static readonly TimeSpan LoadRetry = TimeSpan.FromMilliseconds(500);

    /// <summary>How many ticks a room is not shown at most after its node has died, so that its players can join again first.</summary>
    private const int SettleTicks = 2;

    /// <summary>Lets the store recognize a claim that is repeated because its answer was lost.</summary>
    private readonly string _activation = Guid.NewGuid().ToString("N");

    private readonly Queue<(object Message, IActorRef Sender)> _untilLoaded = new();

    /// <summary>The content at the time of the claim. If it is replaced meanwhile, the room gets <see cref="ContentChanged"/> once it is loaded.</summary>
    private WorldDefinition _content = null!;
    private bool _settled;
    private bool _restarts;

    /// <summary>Answers messages for a room of an instance that does not exist.</summary>
    private IActorRef _nowhere = ActorRefs.Nobody;

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

    /// <summary>After a failure the players join again, into the next instance of the actor. Each restart waits a little longer.</summary>
    protected override void PreRestart(Exception reason, object message)
    {
        var failures = _handle.Restarts.Failed(_services.Time.SinceEpoch);
        if (failures > _services.Options.MaxRestarts)
            _handle.Quarantined = true;
        _restarts = true;
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
        _handle.Stats.Restarted();
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
        // This includes players who have left and never got their new room, because the commit failed.
        foreach (var connection in _gate.UnsentRecipients)
            connection.Tell(new RoomLost(_id, _epoch), Self);
        foreach (var gateway in _gateways.Keys)
            Context.Unwatch(gateway);
        _metrics.PlayersChanged(-_sessions.Count);
        _reconnects?.EndAll();
        _departures?.DropAll();
        _relocation?.DropAll();
        _traces.Abandon();
        _handle.Ended(Self);
        if (_id.IsOpened && !_restarts)
            _services.Local.Remove(_handle);
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
                // The store is unavailable, not the room: it is loaded when the store is back. Messages wait until then.
                RoomLog.NotLoaded(Log, StoreHealth.Says(failed.Cause) ? LogLevel.Debug : LogLevel.Warning, failed.Cause, _id);
                _schedule.After(LoadRetry, new Activate());
                break;
            case SealRoom:
                // Nothing was begun; the senders of the waiting messages send them again.
                Context.Stop(Self);
                break;
            case ContentChanged:
                // Queued even when the queue is full: there is one for each reload.
                _untilLoaded.Enqueue((message, Sender));
                break;
            case TickDue or CommitEnded or CommitRejected or Rooms.PlayerLoaded or Rooms.PlayerLoadFailed or Maintenance or ReturnedItemsFound or TakeItemsBack:
                // For an earlier instance of the actor, which has failed.
                break;
            default:
                if (_untilLoaded.Count < _services.Options.MailboxCapacity)
                    _untilLoaded.Enqueue((message, Sender));
                else if (message is Dispatch.IRefusable refusable && refusable.Refusal() is { } refusal)
                    Sender.Tell(refusal, Self);
                break;
        }
    }

    private void Claim()
    {
        _content = _services.World;
        if (!_services.Local.Exists(_id, _content))
        {
            // An earlier instance of this actor had the room; from now on another actor takes its place.
            Context.Stop(Self);
            return;
        }
        _ = RenamedRoom.ActivateAsync(_services.Store, _content, _id, _activation).PipeTo(
            Self,
            success: static activation => new RoomActivated(activation),
            failure: static cause => new ActivationFailed(cause));
    }

    private void Load(RoomActivation activation)
    {
        var (epoch, saved, roster) = activation;
        if (_id.IsOpened && saved.Record is null)
        {
            BeNowhere();
            return;
        }
        _services.Local.Add(_handle);
        _epoch = epoch;
        _room = new Room(_content, _content.FindRoom(_id)!, _id, saved, _services.Time.CurrentTick);
        _recorder = _services.Recordings?.Begin(_room, _content, saved, epoch);
        _gate = new CommitGate(Self, _handle.LastCommit);
        _publisher = new RoomPublisher(_watchers, epoch, _room, _gate, _services);
        _reservations = new Reservations(_room, _effects, _schedule, _services.Options);
        _relocation = new Relocation(_id, Self, _schedule, _services, _gate.Send, SendOn);
        _reconnects = new ReconnectWindow(_room, _effects, _schedule, _services.Options);
        _returning = new ReturningItems(_id, epoch, _services.Store, _gate, Self);
        _departures = new Departures(Self, _room, epoch, _effects, _schedule, _services, _gate, _publisher, _traces, _sessions, Unbind, Drain, ExecuteOrDefer);
        _handle.Activated(Self, epoch);
        if (_room.IsNew)
            _room.Seed(_effects);
        TakeUp(roster);
        Drain();
        ResumeOutbound();
        // Staggered: the rooms of a failed node are all loaded at once, and their maintenance would run at once ever after.
        _schedule.After(TimeSpan.FromSeconds(_services.Options.SaveSeconds) * (RoomShards.Of(_id) + 1) / RoomShards.Count, new Maintenance());
        _idleSinceTick = _room.Tick;
        _dirty = true;
        Become(OnReceive);
        while (_untilLoaded.TryDequeue(out var waiting))
            Handle(waiting.Message, waiting.Sender);
        _handle.NextWork = 0;
    }

    /// <summary>The instance was never opened, or ended so long ago that the store has deleted it. Nothing is kept here for its id, and players who are stored in it are relocated.</summary>
    private void BeNowhere()
    {
        _nowhere = Context.ActorOf(RemovedRoom.Props(_id, _services));
        Become(Nowhere);
        while (_untilLoaded.TryDequeue(out var waiting))
            _nowhere.Tell(waiting.Message, waiting.Sender);
    }

    private void Nowhere(object message)
    {
        if (message is Akka.Cluster.Sharding.Passivate passivate)
            Context.Parent.Tell(passivate);
        else if (message is SealRoom)
            Context.Stop(Self);
        else
            _nowhere.Forward(message);
    }

    /// <summary>Players that were handed over with the room are in its first frame and walk on, while their connections join again.</summary>
    private void TakeUp(HandoffRoster? roster)
    {
        foreach (var player in roster?.Players ?? [])
        {
            _room.Resume(player, _effects);
            _reconnects!.BeginAfterHandover(player.Record.Id);
        }
    }

    /// <summary>This activation replaces one that died: its players are about to join again, and the room's first frame waits for them.</summary>
    private void GuestComesBack()
    {
        if (_settled)
            return;
        _settled = true;
        _dirty = true;
        _publisher.Settle(_room.Tick + SettleTicks);
    }

    /// <summary>
    /// A room that is the same in the new content continues. Another hands itself over to its next activation, which uses that content; so does a recorded room: a recording is of one content.
    /// </summary>
    /// <returns>Whether it begins anew.</returns>
    private bool TakeContent()
    {
        var next = _services.World;
        if (ReferenceEquals(_room.World, next))
            return false;
        if (_recorder is null && _room.TryAdopt(next))
            return false;
        Context.Parent.Tell(new Akka.Cluster.Sharding.Passivate(SealRoom.Instance));
        // The room still has work to do, and perhaps nothing else would cause it to be loaded again.
        if (_room.UnansweredRequests.Count > 0 || _room.UndeliveredMail.Count > 0 || _room.NextWork is not null)
            _services.Actors.Rooms.Tell(new RoomEnvelope(_id, CheckPresence.Instance), ActorRefs.NoSender);
        return true;
    }

    /// <summary>A room that nobody sees seals at once, any other when it is its turn.</summary>
    private void SealInTurn()
    {
        var wait = TimeSpan.Zero;
        if (!_watchers.IsEmpty)
        {
            wait = _services.Local.Handoffs.WaitOf(_id, _services.Time.SinceEpoch);
            _metrics.WaitsForTurn(wait);
        }
        if (wait > TimeSpan.Zero)
            _schedule.After(wait, SealRoom.AtOnce);
        else
            Seal();
    }

    /// <summary>
    /// Hands the room over: its state is saved, and once that is on disk and sent the actor stops. A command that has not taken effect, such as a walk
    /// through an exit that waits for the other room, counts as not executed: its connection sends it again.
    /// </summary>
    private void Seal()
    {
        CatchUp();
        _departures.AbandonAll();
        _relocation.DropAll();
        _room.SavePlayers(_effects);
        if (_effects.Events.Count > 0)
            _gate.AddEvents(_effects.Events);
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
            case ContentChanged:
                Sender.Tell(new RoomTookContent(BeginsAnew: true), Self);
                break;
            case JoinRoom or ReserveSlot or RenamePlayer or WatchRoom or MailFor:
                // The region knows, or will know, where the room continues.
                _services.Actors.Rooms.Tell(new RoomEnvelope(_id, (RoomMessage)message), Sender);
                break;
            default:
                // Connections send their commands again when they get RoomClosed; the other messages were about this activation.
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
        _handle.Stats.Committed();
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

    /// <summary>The behaviour of a quarantined room: it refuses everybody, and saves nothing.</summary>
    private void Closed(object message)
    {
        var why = new Rejected(Codes.Unavailable, "That place is closed: something is broken there.");
        switch (message)
        {
            case JoinRoom join:
                Sender.Tell(new JoinRefused(join.Attempt, why));
                break;
            case ReserveSlot reserve:
                Sender.Tell(new SlotRefused(reserve.State.Record.Id, _id, why));
                break;
            case ExecuteCommand { CommandId: not 0 } command:
                Sender.Tell(new CommandRefused(command.Connection, command.Attempt, command.CommandId, why));
                break;
            case ContentChanged:
                Sender.Tell(new RoomTookContent(BeginsAnew: false), Self);
                break;
            case SealRoom:
                Context.Stop(Self);
                break;
        }
    }
}
