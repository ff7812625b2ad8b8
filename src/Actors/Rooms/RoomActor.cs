using Actors.Cluster;
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
internal sealed class RoomActor(RoomHandle handle, RoomServices services) : Actor<RoomMessage>
{
    private readonly RoomEffects _effects = new();
    private readonly CommitLine _line = new(services.Cluster);
    private readonly Dictionary<PlayerId, ConnectionAddress> _connections = [];
    private readonly RoomMetrics _metrics = RoomMetrics.Instance;
    private Queue<RoomMessage>? _untilLoaded = new();
    private Room _room = null!;
    private RoomPublisher _publisher = null!;
    private Departures _departures = null!;
    private Reservations _reservations = null!;
    private long _idleSinceTick;

    private bool IsLoaded => _untilLoaded is null;

    protected internal override void Started()
    {
        // An activation before this one may have commits under way; an empty transaction behind them is how to wait for them.
        Context.RunAsync(
            async cancellation =>
            {
                await services.Commits.CommitAsync(new RoomTransaction(handle.Id, 0, 0, []));
                return await services.Store.LoadRoomAsync(handle.Id, cancellation);
            },
            static saved => (RoomMessage)new RoomLoaded(saved),
            static cause => new LoadFailed(cause));
    }

    protected internal override void Receive(RoomMessage message)
    {
        switch (message)
        {
            case RoomLoaded loaded:
                Load(loaded.Saved);
                return;
            case LoadFailed failed:
                throw new RoomBrokenException($"The room {handle.Id} could not be loaded.", failed.Cause);
        }
        if (!IsLoaded)
        {
            // Bounded by the mailbox's own capacity: what is beyond is refused there before it gets here.
            if (_untilLoaded!.Count < services.Options.MailboxCapacity)
                _untilLoaded.Enqueue(message);
            return;
        }
        Handle(message);
        handle.NextWork = _line.HasEventsToShow || _dirty ? 0 : _room.NextWork ?? long.MaxValue;
    }

    protected internal override void Stopped()
    {
        foreach (var connection in _connections.Values)
            services.Cluster.Tell(connection, new RoomLost(handle.Id));
        handle.TickTaken();
        handle.NextWork = long.MaxValue;
        _metrics.PlayersChanged(-_connections.Count);
    }

    private bool _dirty;

    private void Handle(RoomMessage message)
    {
        switch (message)
        {
            case TickDue due:
                Tick(due.WorldTick);
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
                Context.Logger.LogWarning(failed.Cause, "Player {Player} could not be loaded for {Room}", failed.Join.Player, handle.Id);
                RefuseJoin(failed.Join, new Rejected(Codes.Unavailable, "The world's memory is out of reach just now; try again."));
                break;
            case LeaveRoom leave:
                Leave(leave);
                break;
            case RenamePlayer rename when _room.Contains(rename.Player):
                _room.Rename(rename.Player, rename.Name, _effects);
                Drain();
                break;
            case KeepPlace keep:
                CatchUp();
                services.Cluster.Tell(keep.From, _reservations.Keep(keep.State));
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
            case HouseKeeping:
                KeepHouse();
                break;
            case KeepAll all:
                KeepAll(all);
                break;
            case AllKept all:
                all.Kept.TrySetResult();
                break;
            case Retired:
                Context.Stop();
                break;
        }
    }

    private void Load(SavedRoom saved)
    {
        var definition = services.World.FindRoom(handle.Id)!;
        _room = new Room(services.World, definition, handle.Id, saved, services.Time.CurrentTick);
        _publisher = new RoomPublisher(handle, _room, _line, services);
        _reservations = new Reservations(_room, Context, services);
        _departures = new Departures(_room, _effects, Context, services, _line, _connections, Drain, Act);
        if (saved.Record is null)
            _room.Seed(_effects);
        Drain();
        foreach (var watcher in handle.Watchers)
            _publisher.ShowTo(watcher);
        Context.ScheduleRepeated(TimeSpan.FromSeconds(services.Options.SaveSeconds), new HouseKeeping());
        _idleSinceTick = _room.Tick;
        var waiting = _untilLoaded!;
        _untilLoaded = null;
        while (waiting.TryDequeue(out var message))
            Receive(message);
        handle.NextWork = _dirty ? 0 : _room.NextWork ?? long.MaxValue;
    }

    /// <summary>An input acts on the world as it is now: time in which nothing was to be done has passed.</summary>
    private void CatchUp()
    {
        var now = services.Time.CurrentTick;
        if (_room.Tick < now && (_room.NextWork is not { } next || next > now))
            _room.SkipTo(now);
    }

    private void Tick(long worldTick)
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
        _dirty = false;
        _publisher.Tick();
        _metrics.Ticked(services.Time, worldTick, steps);
    }

    private void Act(Act act)
    {
        if (!_connections.TryGetValue(act.Player, out var connection) || connection != act.Connection)
        {
            // It believes its player here, and is wrong: it is told in its turn, after what may be on its way to tell it where it is.
            if (act.CommandId != 0)
                _line.Say(act.Connection, new RoomLost(handle.Id));
            return;
        }
        if (_departures.TryPutAside(act))
            return;
        if (_line.Pending >= services.Options.MaxPendingCommits)
        {
            if (act.CommandId != 0)
                _line.Say(connection, new Answered(act.CommandId, new Rejected(Codes.Unavailable, "The world's memory is slow just now; try again.")));
            return;
        }
        CatchUp();
        var reply = _room.Apply(act.Player, act.CommandId, act.Command, _effects);
        _dirty = true;
        Drain();
        if (act.CommandId != 0 && reply is not Departing)
            _line.Say(connection, new Answered(act.CommandId, reply));
    }

    private void Join(JoinRoom join)
    {
        CatchUp();
        if (_room.Contains(join.Player))
            TakeOver(join);
        else if (_reservations.Take(join.Player) is { } announced)
            Enter(join, announced);
        else if (join.Fresh is { } fresh)
            Enter(join, new PlayerState(fresh, []));
        else if (_line.Pending > 0)
            _line.Postpone(join);
        else
            Context.RunAsync(
                cancellation => services.Store.LoadPlayerAsync(join.Player, cancellation),
                state => (RoomMessage)new PlayerLoaded(join, state),
                cause => new PlayerLoadFailed(join, cause));
    }

    private void PlayerLoaded(JoinRoom join, PlayerState? state)
    {
        if (_room.Contains(join.Player))
            TakeOver(join);
        else if (state is null)
            RefuseJoin(join, new Rejected(Codes.NoSuchPlayer, "There is no such player."));
        else if (state.Record.Room == handle.Id)
            Enter(join, state);
        else if (state.Record.Room.Definition == handle.Id.Definition)
            Enter(join, state with { Record = state.Record with { Room = handle.Id } }, state.Record.Room);
        else
            _line.Say(join.Connection, new MovedTo(state.Record.Room, null));
    }

    /// <param name="comesFrom">Another instance of this room, which was full: the row moves here with the player.</param>
    private void Enter(JoinRoom join, PlayerState state, RoomId? comesFrom = null)
    {
        var reply = _room.Enter(state, join.From, _effects);
        if (reply is Rejected why)
        {
            Drain();
            RefuseJoin(join, why);
            return;
        }
        if (comesFrom is { } from)
            _effects.Changes.Add(new PlayerChanged(_room.Save(join.Player)!.Record, from));
        _connections[join.Player] = join.Connection;
        _metrics.PlayersChanged(+1);
        _dirty = true;
        Drain();
        SayJoined(join);
    }

    private void TakeOver(JoinRoom join)
    {
        if (_connections.TryGetValue(join.Player, out var before) && before != join.Connection)
            _line.Say(before, new SessionReplaced());
        _connections[join.Player] = join.Connection;
        SayJoined(join);
    }

    private void SayJoined(JoinRoom join) =>
        _line.Say(join.Connection, new Joined(handle.Id, _room.Save(join.Player)!.Record));

    private void RefuseJoin(JoinRoom join, Rejected why) => _line.Say(join.Connection, new JoinRefused(handle.Id, why));

    private void Leave(LeaveRoom leave)
    {
        if (!_connections.TryGetValue(leave.Player, out var connection) || connection != leave.Connection)
            return;
        CatchUp();
        _departures.Abandon(leave.Player);
        Remove(leave.Player);
        _room.Leave(leave.Player, _effects);
        _dirty = true;
        Drain();
    }

    private void Remove(PlayerId player)
    {
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
        var transaction = new RoomTransaction(handle.Id, 0, 0, [.. _effects.Changes]);
        _effects.Changes.Clear();
        var number = _line.Begin();
        Context.RunAsync(
            _ => services.Commits.CommitAsync(transaction),
            outcome => (RoomMessage)new CommitEnded(number, outcome),
            cause => new CommitBroke(number, cause));
    }

    private void Ended(CommitEnded ended)
    {
        if (ended.Outcome != CommitOutcome.Committed)
            throw new RoomBrokenException($"Commit {ended.Number} of room {handle.Id} was refused: {ended.Outcome}.");
        _line.End(ended.Number);
        _publisher.Committed();
        while (_line.TryTakePostponed(out var again))
            Handle(again!);
    }

    private void KeepAll(KeepAll all)
    {
        CatchUp();
        _room.SavePlayers(_effects);
        Drain();
        if (_line.Pending == 0)
            all.Kept.TrySetResult();
        else
            _line.Postpone(new AllKept(all.Kept));
    }

    private void KeepHouse()
    {
        if (_connections.Count > 0 && _line.Pending < services.Options.MaxPendingCommits)
        {
            CatchUp();
            _room.SavePlayers(_effects);
            Drain();
        }
        var idleTicks = TimeSpan.FromSeconds(services.Options.UnloadSeconds) / services.Time.TickLength;
        if (_connections.Count == 0 && _reservations.IsEmpty && handle.Watchers.Length == 0 && _line.Pending == 0
            && services.Time.CurrentTick - _idleSinceTick > idleTicks)
        {
            handle.Retire(Context.Self);
        }
    }
}
