using Actors.Rooms.Recording;
using Actors.Storage;
using Actors.World;
using Akka.Actor;
using Microsoft.Extensions.Logging;

namespace Actors.Rooms;

/// <summary>
/// A mailbox around one <see cref="Room"/>. It gives the room its inputs one at a time, sends the changes to be
/// committed, and reveals nothing before that: answers, events and frames leave through the <see cref="CommitGate"/>.
/// <para>
/// The room's state runs ahead of the store by what is being committed. When a commit is refused, that state is void: the
/// actor throws, Akka makes a new instance that loads the stored state, and its players' connections join again; their pending
/// commands come with them and take effect once, because each player's row holds the answers of its last commands.
/// </para>
/// <para>
/// An activation has an epoch, claimed from the store when it loads. Sharding decides which node should run the room; the epoch decides who can write: an activation
/// that has a successor, on this node or another, has all its commits refused.
/// </para>
/// </summary>
internal sealed partial class RoomActor : UntypedActor
{
    private readonly RoomId _id;
    private readonly RoomServices _services;
    private readonly RoomHandle _handle;
    private readonly RoomSchedule _schedule;
    private readonly RoomEffects _effects = new();
    private readonly RoomWatchers _watchers = new();
    private readonly Dictionary<PlayerId, SessionBinding> _sessions = [];
    private readonly Dictionary<PlayerId, (JoinRoom Join, IActorRef Asker)> _loads = [];
    private readonly Dictionary<IActorRef, int> _gateways = [];
    private readonly TracedCommits _traces = new();
    private readonly RoomMetrics _metrics = RoomMetrics.Instance;
    private CommitGate _gate;
    private Room _room = null!;
    private long _epoch;
    private RoomRecorder? _recorder;
    private RoomPublisher _publisher = null!;
    private Departures _departures = null!;
    private Reservations _reservations = null!;
    private Relocation _relocation = null!;
    private ReconnectWindow? _reconnects;
    private ReturningItems _returning = null!;
    private long _idleSinceTick;
    private bool _dirty;

    public RoomActor(RoomId id, RoomServices services)
    {
        _id = id;
        _services = services;
        _handle = services.Local.GetOrAdd(id) ?? throw new ArgumentException($"No content defines {id}.", nameof(id));
        _schedule = new RoomSchedule(Context.System.Scheduler, Self);
        _gate = new CommitGate(Self, _handle.LastCommit);
    }

    /// <summary>For the room, or for the <see cref="RemovedRoom"/> that takes its place when content does not have it.</summary>
    public static Props Props(RoomId id, RoomServices services) =>
        services.Local.Exists(id)
            ? Akka.Actor.Props.Create(() => new RoomActor(id, services)).WithDispatcher(Dispatch.DispatchConfig.InlineDispatcher).WithMailbox(Dispatch.DispatchConfig.RoomMailbox)
            : RemovedRoom.Props(id, services);

    private ILogger Log => _services.Logger;

    /// <summary>The behaviour of an active room; <see cref="Loading"/>, <see cref="Sealed"/> and <see cref="Closed"/> are the others.</summary>
    protected override void OnReceive(object message)
    {
        if (message is TickDue due)
            Tick(due.WorldTick, due.Due);
        else
            Handle(message, Sender);
        CloseWhenQuarantined();
        CountInstance();
        _handle.Stats.Set(_sessions.Count, _reconnects!.Count);
        _handle.NextWork = _gate.HasReadyEvents || _publisher.IsDue || _dirty ? 0 : _room.NextWork ?? long.MaxValue;
    }

    private void Handle(object message, IActorRef sender)
    {
        switch (message)
        {
            case ExecuteCommand command:
                Execute(command, sender);
                break;
            case CommitEnded ended when _gate.IsOwn(ended.Number):
                Ended(ended);
                break;
            case CommitRejected rejected when _gate.IsOwn(rejected.Number):
                throw new RoomBrokenException($"Commit {rejected.Number} of room {_id} has no outcome: {rejected.Why}");
            case JoinRoom join:
                Join(join, sender);
                break;
            case PlayerLoaded loaded:
                PlayerLoaded(loaded);
                break;
            case PlayerLoadFailed failed:
                PlayerLoadFailed(failed);
                break;
            case LeaveRoom leave:
                Leave(leave);
                break;
            case ReconnectExpired expired when _reconnects!.HasExpired(expired):
                LeaveForGood(expired.Player);
                break;
            case RenamePlayer rename when _room.Contains(rename.Player):
                _room.Rename(rename.Player, rename.Name, _effects);
                Drain();
                break;
            case ReserveSlot reserve:
                Reserve(reserve, sender);
                break;
            case ReservationExpired expired:
                _reservations.Expire(expired);
                break;
            case SlotReserved reserved when !_relocation.TryComplete(reserved):
                _departures.Complete(reserved.Player, reserved.By);
                break;
            case SlotRefused refused when !_relocation.TryAskNext(refused):
                _departures.Refused(refused);
                break;
            case RelocationTimedOut timedOut:
                _relocation.TimedOut(timedOut);
                break;
            case DepartureTimedOut timedOut:
                _departures.TimedOut(timedOut);
                break;
            case OpenRoomsFound found:
                _departures.Found(found);
                break;
            case OpenRoomsNotFound failed:
                _departures.NotFound(failed);
                break;
            case AskForSlot opened:
                _departures.Send(opened);
                break;
            case WatchRoom watch:
                AddWatcher(watch, sender);
                break;
            case UnwatchRoom unwatch:
                RemoveWatcher(unwatch.Gateway, sender);
                break;
            case Terminated terminated:
                WatchedEnded(terminated.ActorRef);
                break;
            case CheckPresence:
                CheckWhoIsHere();
                break;
            case TakeItemsBack:
                _returning.Ask();
                break;
            case ReturnedItemsFound found:
                PutBack(found);
                break;
            case CallService call:
                Call(call.Request);
                break;
            case ServiceAnswered answered:
                Answer(answered);
                break;
            case PostMail post:
                Post(post.Mail);
                break;
            case RetryMail:
                RetryAllMail();
                break;
            case MailFor mail:
                Receive(mail, sender);
                break;
            case MailTaken taken:
                Delivered(taken);
                break;
            case ContentChanged:
                Sender.Tell(new RoomTookContent(TakeContent()), Self);
                break;
            case SealRoom { WaitsForTurn: true }:
                SealInTurn();
                break;
            case SealRoom:
                Seal();
                break;
            case Maintenance:
                RunMaintenance();
                break;
        }
    }

    /// <summary>An input acts on the world as it is now: ticks in which nothing was due are skipped.</summary>
    private void CatchUp()
    {
        var now = _services.Time.CurrentTick;
        if (_room.Tick < now && (_room.NextWork is not { } next || next > now))
            _room.SkipTo(now);
    }

    private void Tick(long worldTick, TimeSpan due)
    {
        _handle.TickTaken();
        var steps = 0;
        while (_room.Tick < worldTick)
        {
            var next = _room.NextWork ?? long.MaxValue;
            if (next > worldTick)
            {
                _room.SkipTo(worldTick);
                break;
            }
            if (next > _room.Tick + 1)
                _room.SkipTo(next - 1);
            if (steps == _services.Options.MaxCatchUpSteps)
            {
                _metrics.Skipped(worldTick - _room.Tick);
                _room.SkipTo(worldTick);
                break;
            }
            BeginTurn();
            _room.Advance(_effects);
            EndTurn(null);
            steps++;
        }
        Drain();
        _publisher.Tick();
        _dirty = _publisher.IsSettling;
        var lateness = _services.Time.SinceEpoch - due;
        _handle.Stats.Ticked(lateness);
        _metrics.Ticked(lateness, steps);
    }

    private void Execute(ExecuteCommand command, IActorRef sender)
    {
        // A player that disconnects leaves its earlier commands unexecuted, so no later one is executed until it has joined again.
        if (!_sessions.TryGetValue(command.Player, out var session) || _reconnects!.IsDisconnected(command.Player) || !session.Admits(command))
        {
            // The connection believes that its player is here, or an earlier command is missing. The gate keeps the refusal behind a MovedTo that may be queued.
            _gate.Send(sender, new CommandRefused(command.Connection, command.Attempt));
            return;
        }
        ExecuteOrDefer(command);
    }

    private void ExecuteOrDefer(ExecuteCommand command)
    {
        if (!_departures.TryDefer(command))
            ExecuteNow(command);
    }

    private void ExecuteNow(ExecuteCommand command)
    {
        var session = _sessions[command.Player];
        // A command that was already executed is answered even then: it costs no commit.
        if (_gate.Pending >= _services.Options.MaxPendingCommits && !(command.CommandId != 0 && _room.HasPassed(command.Player, command.CommandId)))
        {
            if (command.CommandId != 0)
                _gate.Send(session.Actor, new Answered(command.CommandId, new Rejected(Codes.Unavailable, "The world's memory is slow just now; try again."), command.Attempt));
            return;
        }
        if (command.CommandId != 0 && _handle.FailedCommands.Contains(command.Player, command.CommandId))
        {
            _gate.Send(session.Actor, new Answered(command.CommandId, RuleFailures.Why, command.Attempt));
            return;
        }
        CatchUp();
        var reply = Apply(command);
        _dirty = true;
        _traces.Command = command.TraceParent;
        Drain();
        _traces.Command = null;
        if (command.CommandId != 0 && reply is not Departing)
            _gate.Send(session.Actor, new Answered(command.CommandId, reply, command.Attempt));
    }

    /// <summary>Processes the effects of the inputs since the last call. Events come after the commit that they belong to.</summary>
    private void Drain()
    {
        if (_effects.Changes.Count > 0)
            Commit(null);
        RelayEvents();
        if (_effects.Events.Count > 0)
            _gate.AddEvents(_effects.Events);
        _effects.Events.Clear();
        DrainOutbound();
        if (_effects.Departures.Count == 0)
            return;
        var departing = _effects.Departures.ToArray();
        _effects.Departures.Clear();
        foreach (var departure in departing)
            _departures.Begin(departure);
    }

    private void CountInstance()
    {
        if (_room.Instance is not { IsEntry: true } instance)
            return;
        if (_handle.IsOpenInstance && instance.HasEnded)
            InstanceMetrics.Instance.Ended(instance);
        _handle.IsOpenInstance = !instance.HasEnded;
    }

    /// <summary>An instance that empties ends by itself, and is not unloaded before that.</summary>
    private bool IsToEnd => _room.Instance is { IsEntry: true, IsKept: false, HasEnded: false };

    private void Commit(HandoffRoster? roster)
    {
        var transaction = new RoomTransaction(_id, _epoch, [.. _effects.Changes], roster);
        foreach (var change in _effects.Changes)
        {
            if (change is InstanceOpened opened)
                InstanceMetrics.Instance.Opened(opened.Rooms[0].Instance!);
        }
        _effects.Changes.Clear();
        var number = _gate.Begin();
        _handle.LastCommit = number;
        _traces.Begin(number);
        _services.Actors.Commits.Tell(new CommitRequest(transaction, number), Self);
    }

    private void Ended(CommitEnded ended)
    {
        _traces.End(ended.Number, ended.Outcome);
        if (ended.Outcome == CommitOutcome.StaleEpoch)
        {
            // Nothing is wrong with the room: another activation owns it by now, with everything that was committed before.
            Fenced();
            return;
        }
        if (ended.Outcome != CommitOutcome.Committed)
            throw new RoomBrokenException($"Commit {ended.Number} of room {_id} was refused: {ended.Outcome}.");
        _gate.End(ended.Number);
        _handle.Stats.Committed();
        _publisher.Committed();
        while (_gate.TryTakePostponed(out var join, out var asker))
            Join(join, asker);
        _returning.TryAsk();
    }

    private void RunMaintenance()
    {
        _schedule.After(TimeSpan.FromSeconds(_services.Options.SaveSeconds), new Maintenance());
        if (_sessions.Count > 0 && _gate.Pending < _services.Options.MaxPendingCommits)
        {
            CatchUp();
            _room.SavePlayers(_effects);
            Drain();
        }
        Probe();
        var idleTicks = TimeSpan.FromSeconds(_services.Options.UnloadSeconds) / _services.Time.TickLength;
        if (_sessions.Count == 0 && _reconnects!.Count == 0 && _reservations.IsEmpty && _relocation.IsEmpty && _watchers.IsEmpty && _gate.Pending == 0
            && !IsToEnd && _room.UnansweredRequests.Count == 0 && _room.UndeliveredMail.Count == 0
            && _services.Time.CurrentTick - _idleSinceTick > idleTicks)
        {
            Context.Parent.Tell(new Akka.Cluster.Sharding.Passivate(SealRoom.Instance));
        }
    }

    /// <summary>Finds connections whose <see cref="LeaveRoom"/> was lost because the association to their gateway broke.</summary>
    private void Probe()
    {
        foreach (var gateway in _gateways.Keys)
        {
            SessionOf[] sessions =
            [
                .. _sessions.Where(session => session.Value.Gateway.Equals(gateway) && !_reconnects!.IsDisconnected(session.Key))
                    .Select(static session => new SessionOf(session.Key, session.Value.Connection)),
            ];
            if (sessions.Length > 0)
                gateway.Tell(new ProbeSessions(_id, sessions), Self);
        }
    }
}
