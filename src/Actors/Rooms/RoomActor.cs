using Actors.Cluster;
using Actors.Rooms.Recording;
using Actors.Runtime;
using Actors.Storage;
using Actors.World;
using Microsoft.Extensions.Logging;

namespace Actors.Rooms;

/// <summary>
/// A mailbox around one <see cref="Room"/>. It gives the room its inputs one at a time, sends what they changed to be
/// committed, and says nothing of it before that: answers, events and frames leave through the <see cref="CommitLine"/>.
/// <para>
/// The room's state runs ahead of the store by what is being committed. Should a commit be refused, that state is void: the
/// actor throws, is started again, loads what the store holds, and its players are told to come in anew; their unanswered
/// commands come with them and take effect once, because each player's row holds the answers of its last commands.
/// </para>
/// </summary>
internal sealed partial class RoomActor(RoomHandle handle, long epoch, RoomServices services, Action<int, long>? fenced, RoomOrigin origin) : Actor<RoomMessage>
{

    private readonly RoomEffects _effects = new();
    private readonly CommitLine _line = new(services.Cluster);
    private readonly Dictionary<PlayerId, Tenant> _connections = [];
    private readonly Dictionary<PlayerId, JoinRoom> _loads = [];
    private readonly RoomMetrics _metrics = RoomMetrics.Instance;
    private readonly HouseKeeping _houseKeeping = new();
    private Queue<RoomMessage>? _untilLoaded = new();
    private Room _room = null!;
    private RoomRecorder? _recorder;
    private RoomPublisher _publisher = null!;
    private Departures _departures = null!;
    private Reservations _reservations = null!;
    private Absences _absences = null!;
    private long _idleSinceTick;
    private bool _sealed;

    private bool IsLoaded => _untilLoaded is null;

    protected internal override void Started() => BeginLoad();

    protected internal override void Receive(RoomMessage message)
    {
        switch (message)
        {
            case RoomLoaded loaded:
                Load(loaded.Saved);
                return;
            case LoadFailed failed:
                // The room is not to blame: it comes when the store does. What it is told meanwhile waits.
                Context.Logger.LogWarning(failed.Cause, "Room {Room} could not be loaded; it is tried again", handle.Id);
                Context.Schedule(LoadRetry, new LoadAgain());
                return;
            case LoadAgain:
                BeginLoad();
                return;
            case SealRoom when !IsLoaded:
                GiveUpLoading();
                return;
        }
        if (_sealed)
        {
            HandleSealed(message);
            return;
        }
        if (!IsLoaded)
        {
            // Bounded by the mailbox's own capacity: what is beyond is refused there before it gets here.
            if (_untilLoaded!.Count < services.Options.MailboxCapacity)
                _untilLoaded.Enqueue(message);
            return;
        }
        Handle(message);
        handle.Figures.Holds(_connections.Count, _absences.Count);
        handle.NextWork = _line.HasEventsToShow || _dirty ? 0 : _room.NextWork ?? long.MaxValue;
    }

    protected internal override void Stopped()
    {
        _recorder?.Close();
        // Also those who have left and were to be told where to, had the commit of it not failed.
        foreach (var connection in _connections.Values.Select(static tenant => tenant.Connection).Union(_line.Unheard))
            services.Cluster.Tell(connection, new RoomLost(handle.Id));
        handle.InstanceStopped(Context.Self);
        _metrics.PlayersChanged(-_connections.Count);
        _absences?.EndAll();
        handle.Figures.Holds(0, 0);
    }

    private bool _dirty;

    private void Handle(RoomMessage message)
    {
        switch (message)
        {
            case TickDue due:
                Tick(due.WorldTick, due.Due);
                break;
            case Act act:
                Act(act);
                break;
            case CommitEnded ended:
                Ended(ended);
                break;
            case CommitBroke broke:
                throw new RoomBrokenException($"Commit {broke.Number} of room {handle.Id} has no outcome.", broke.Cause);
            case JoinRoom join:
                Join(join);
                break;
            case PlayerLoaded loaded:
                PlayerLoaded(loaded.Join, loaded.State);
                break;
            case PlayerLoadFailed failed:
                if (_loads.TryGetValue(failed.Join.Player, out var current) && ReferenceEquals(current, failed.Join))
                    _loads.Remove(failed.Join.Player);
                Context.Logger.LogWarning(failed.Cause, "Player {Player} could not be loaded for {Room}", failed.Join.Player, handle.Id);
                RefuseJoin(failed.Join, new Rejected(Codes.Unavailable, "The world's memory is out of reach just now; try again."));
                break;
            case LeaveRoom leave:
                Leave(leave);
                break;
            case GraceEnded ended when _absences.HasEnded(ended):
                LeaveForGood(ended.Player);
                break;
            case RenamePlayer rename when _room.Contains(rename.Player):
                _room.Rename(rename.Player, rename.Name, _effects);
                Drain();
                break;
            case KeepPlace keep:
                CatchUp();
                services.Cluster.Tell(keep.From, _reservations.Keep(keep));
                break;
            case ReservationExpired expired:
                _reservations.Expire(expired);
                break;
            case PlaceKept kept:
                _departures.Complete(kept.Player, kept.By);
                break;
            case PlaceRefused refused:
                _departures.Refused(refused);
                break;
            case DepartureTimedOut timedOut:
                _departures.TimedOut(timedOut);
                break;
            case WatcherAdded added:
                _publisher.ShowTo(added.Watcher);
                break;
            case SealRoom:
                Seal();
                break;
            case GuestsExpected expected:
                Expect(expected.Players);
                break;
            case HouseKeeping:
                KeepHouse();
                break;
            case Retired:
                Context.Stop();
                break;
        }
    }

    /// <summary>An input acts on the world as it is now: time in which nothing was to be done has passed.</summary>
    private void CatchUp()
    {
        var now = services.Time.CurrentTick;
        if (_room.Tick < now && (_room.NextWork is not { } next || next > now))
            _room.SkipTo(now);
    }

    private void Tick(long worldTick, TimeSpan due)
    {
        handle.TickTaken();
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
            if (steps == services.Options.MaxCatchUpSteps)
            {
                _metrics.Skipped(worldTick - _room.Tick);
                _room.SkipTo(worldTick);
                break;
            }
            _room.Advance(_effects);
            steps++;
        }
        Drain();
        _publisher.Tick();
        _dirty = _publisher.IsSettling;
        var lateness = services.Time.SinceEpoch - due;
        handle.Figures.Ticked(lateness);
        _metrics.Ticked(lateness, steps);
    }

    private void Act(Act act)
    {
        // Who has left, if only for a time of grace, left what it had asked before undone as well: nothing behind that is carried out until it is in again.
        if (!_connections.TryGetValue(act.Player, out var tenant) || _absences.IsAway(act.Player) || !tenant.Admits(act))
        {
            // It believes its player here, or what came before this is missing: it is told in its turn, after what may be on its way to tell it where it is.
            _line.Say(act.Connection, new RoomLost(handle.Id));
            return;
        }
        InTurn(act);
    }

    private void InTurn(Act act)
    {
        if (!_departures.TryPutAside(act))
            CarryOut(act);
    }

    private void CarryOut(Act act)
    {
        if (_line.Pending >= services.Options.MaxPendingCommits)
        {
            if (act.CommandId != 0)
                _line.Say(act.Connection, new Answered(act.CommandId, new Rejected(Codes.Unavailable, "The world's memory is slow just now; try again."), act.Attempt));
            return;
        }
        CatchUp();
        var reply = _room.Apply(act.Player, act.CommandId, act.Command, _effects);
        _dirty = true;
        Drain();
        if (act.CommandId != 0 && reply is not Departing)
            _line.Say(act.Connection, new Answered(act.CommandId, reply, act.Attempt));
    }

    private void Join(JoinRoom join)
    {
        CatchUp();
        // A body whose client was cut off is for whoever comes back to it, whatever the clock of the gateway says that it comes to.
        if (_connections.TryGetValue(join.Player, out var tenant) && !_absences.IsAway(join.Player) && !tenant.GivesWayTo(join))
        {
            if (tenant.Connection != join.Connection)
                _line.Say(join.Connection, new SessionReplaced());
            return;
        }
        if (join.Seen is not null && !_room.Contains(join.Player))
            GuestComesBack();
        if (_room.Contains(join.Player))
            TakeOver(join);
        else if (_reservations.Take(join.Player, join.Ticket) is { } announced)
            Enter(join, announced);
        else if (join is { Fresh: { } fresh, Seen: null })
            Enter(join, new PlayerState(fresh, []));
        else if (_line.Pending > 0)
            _line.Postpone(join);
        else
            LoadPlayer(join);
    }

    private void LoadPlayer(JoinRoom join)
    {
        if (_loads.TryGetValue(join.Player, out var loading) && loading.Connection != join.Connection)
        {
            // Of two that come at once only the one that was made later is let in, and the other is told now: nobody would answer it when its load ends.
            var isLater = join.Since >= loading.Since;
            _line.Say((isLater ? loading : join).Connection, new SessionReplaced());
            if (!isLater)
                return;
        }
        _loads[join.Player] = join;
        Context.RunAsync(
            cancellation => services.Store.LoadPlayerAsync(join.Player, cancellation),
            state => (RoomMessage)new PlayerLoaded(join, state),
            cause => new PlayerLoadFailed(join, cause));
    }

    private void PlayerLoaded(JoinRoom join, PlayerState? state)
    {
        // Overtaken by another join, or by its own connection, which has come in another way and perhaps left again since: what was loaded is of before that.
        if (!_loads.TryGetValue(join.Player, out var newest) || !ReferenceEquals(newest, join))
            return;
        _loads.Remove(join.Player);
        if (state is null && join.Fresh is { } fresh)
            Enter(join, new PlayerState(fresh, []));
        else if (state is null)
            RefuseJoin(join, new Rejected(Codes.NoSuchPlayer, "There is no such player."));
        else if (state.Record.Room == handle.Id)
            Enter(join, state);
        else if (state.Record.Room.Definition == handle.Id.Definition)
            Enter(join, state with { Record = state.Record with { Room = handle.Id } }, state.Record.Room);
        else
            _line.Say(join.Connection, new MovedTo(state.Record.Room, null, null));
    }

    /// <param name="comesFrom">Another instance of this room, which was full: the row moves here with the player.</param>
    private void Enter(JoinRoom join, PlayerState state, RoomId? comesFrom = null)
    {
        var reply = join.Seen is { } seen && comesFrom is null
            ? _room.Resume(GoOn(state, seen))
            : _room.Enter(state, join.From, _effects);
        if (reply is Rejected why)
        {
            Drain();
            RefuseJoin(join, why);
            return;
        }
        if (comesFrom is { } from)
            _effects.Changes.Add(new PlayerChanged(_room.Save(join.Player)!.Record, from));
        _loads.Remove(join.Player);
        _reservations.Drop(join.Player);
        _connections[join.Player] = new Tenant(join.Connection, join.Since, join.Attempt);
        GuestIsIn(join.Player);
        _metrics.PlayersChanged(+1);
        _dirty = true;
        Drain();
        SayJoined(join, wasIn: false);
    }

    private static PlayerState GoOn(PlayerState state, LastSeen seen) => state with
    {
        Record = state.Record with { Position = seen.Position, FacingRadians = seen.FacingRadians, Health = seen.Health },
        Motion = seen.Motion,
    };

    private void TakeOver(JoinRoom join)
    {
        if (_connections.TryGetValue(join.Player, out var before) && before.Connection != join.Connection)
            _line.Say(before.Connection, new SessionReplaced());
        _connections[join.Player] = new Tenant(join.Connection, join.Since, join.Attempt);
        _absences.End(join.Player);
        SayJoined(join, wasIn: true);
    }

    private void SayJoined(JoinRoom join, bool wasIn)
    {
        var missed = wasIn && join.FromEvent is { } from ? _publisher.Missed(from) : null;
        _line.Say(join.Connection, new Joined(handle.Id, _room.Save(join.Player)!.Record, join.Attempt, wasIn, missed));
    }

    private void RefuseJoin(JoinRoom join, Rejected why) => _line.Say(join.Connection, new JoinRefused(handle.Id, why));

    private void Leave(LeaveRoom leave)
    {
        if (!_connections.TryGetValue(leave.Player, out var tenant) || tenant.Connection != leave.Connection)
            return;
        CatchUp();
        _departures.Abandon(leave.Player);
        if (!leave.CutOff || !_absences.TryBegin(leave.Player))
        {
            LeaveForGood(leave.Player);
            return;
        }
        _dirty = true;
        Drain();
    }

    private void LeaveForGood(PlayerId player)
    {
        CatchUp();
        Remove(player);
        _room.Leave(player, _effects);
        _dirty = true;
        Drain();
    }

    private void Remove(PlayerId player)
    {
        _absences.End(player);
        if (_connections.Remove(player))
            _metrics.PlayersChanged(-1);
        if (_connections.Count == 0)
            _idleSinceTick = _room.Tick;
    }

    /// <summary>Carries on what the inputs since the last time have caused. Events come after the commit that they belong to.</summary>
    private void Drain()
    {
        if (_effects.Changes.Count > 0)
            Commit();
        if (_effects.Events.Count > 0)
            _line.Show(_effects.Events);
        _effects.Events.Clear();
        if (_effects.Departures.Count == 0)
            return;
        var departing = _effects.Departures.ToArray();
        _effects.Departures.Clear();
        foreach (var departure in departing)
            _departures.Begin(departure);
    }

    private void Commit()
    {
        var transaction = new RoomTransaction(handle.Id, handle.Shard, epoch, [.. _effects.Changes]);
        _effects.Changes.Clear();
        var number = _line.Begin();
        // Given on this turn, for works begin in any order; only the waiting is done outside.
        var committed = services.Commits.CommitAsync(transaction);
        Context.RunAsync(
            _ => committed,
            outcome => (RoomMessage)new CommitEnded(number, outcome),
            cause => new CommitBroke(number, cause));
    }

    private void Ended(CommitEnded ended)
    {
        if (ended.Outcome == CommitOutcome.StaleEpoch)
        {
            // Nothing is wrong with the room: it is another node's by now, which has what was committed before.
            _sealed = true;
            fenced?.Invoke(handle.Shard, epoch);
            Context.Stop();
            return;
        }
        if (ended.Outcome != CommitOutcome.Committed)
            throw new RoomBrokenException($"Commit {ended.Number} of room {handle.Id} was refused: {ended.Outcome}.");
        _line.End(ended.Number);
        _publisher.Committed();
        if (_sealed)
        {
            StopWhenKept();
            return;
        }
        while (_line.TryTakePostponed(out var again))
            Handle(again!);
    }

    private void KeepHouse()
    {
        Context.Schedule(TimeSpan.FromSeconds(services.Options.SaveSeconds), _houseKeeping);
        if (_connections.Count > 0 && _line.Pending < services.Options.MaxPendingCommits)
        {
            CatchUp();
            _room.SavePlayers(_effects);
            Drain();
        }
        // A connection that could not say that it left, because its node or the line to it died, leaves all the same.
        foreach (var (player, tenant) in _connections)
        {
            if (!_absences.IsAway(player))
                services.Cluster.Tell(tenant.Connection, new StillThere(handle.Id, player));
        }
        var idleTicks = TimeSpan.FromSeconds(services.Options.UnloadSeconds) / services.Time.TickLength;
        if (_connections.Count == 0 && _reservations.IsEmpty && handle.Watchers.Length == 0 && _line.Pending == 0
            && services.Time.CurrentTick - _idleSinceTick > idleTicks)
        {
            handle.Retire(Context.Self);
        }
    }
}
