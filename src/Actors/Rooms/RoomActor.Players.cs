using Actors.Storage;
using Actors.World;
using Akka.Actor;
using Microsoft.Extensions.Logging;

namespace Actors.Rooms;

/// <summary>How players come into the room and leave it.</summary>
internal sealed partial class RoomActor
{
    private void Join(JoinRoom join, IActorRef sender)
    {
        CatchUp();
        if (_sessions.TryGetValue(join.Player, out var session) && !_reconnects!.IsDisconnected(join.Player))
        {
            if (session.IsSame(join, sender))
            {
                SayJoined(join, sender, wasIn: true);
                return;
            }
            // A disconnected body goes to any connection of its player, whatever the clock of that gateway says.
            if (!session.GivesWayTo(join, _services.Time.Provider.GetUtcNow()))
            {
                if (session.Connection != join.Connection)
                    _gate.Send(sender, new SessionReplaced());
                return;
            }
        }
        if (_relocation.IsUnderWay(join))
            return;
        if (join.Snapshot is not null && !_room.Contains(join.Player))
            GuestComesBack();
        if (_room.Contains(join.Player))
            TakeOver(join, sender);
        else if (_reservations.Take(join.Player, join.Transfer) is { } announced)
            Enter(join, sender, announced, Origin.Passage);
        // A newcomer is not loaded only to be refused: the next copy loads it, or no copy has a slot.
        else if (join is { Fresh: not null, Snapshot: null } && _room.RefusesNewcomers is { } full)
            _gate.Send(sender, new JoinRefused(join.Attempt, full));
        // A player that claims to be new is loaded too: this may be its first join, arriving late, after it has entered by another join and gone on to another room.
        else if (_gate.Pending > 0)
            _gate.Postpone(join, sender);
        else
            LoadPlayer(join, sender);
    }

    private void LoadPlayer(JoinRoom join, IActorRef sender)
    {
        if (_loads.TryGetValue(join.Player, out var loading))
        {
            if (loading.Join.Connection == join.Connection && loading.Join.Attempt == join.Attempt)
                return;
            if (loading.Join.Connection != join.Connection)
            {
                // Of two connections at once only the later one gets in. The other is replaced now: nothing would answer it when its load ends.
                var isLater = SessionBinding.IsLater(join, loading.Join.Since, _services.Time.Provider.GetUtcNow());
                _gate.Send(isLater ? loading.Asker : sender, new SessionReplaced());
                if (!isLater)
                    return;
            }
        }
        _loads[join.Player] = (join, sender);
        _ = _services.Store.LoadPlayerAsync(join.Player, CancellationToken.None).PipeTo(
            Self,
            success: state => new PlayerLoaded(join, sender, state),
            failure: cause => new PlayerLoadFailed(join, sender, cause));
    }

    private void EndLoad(PlayerId player)
    {
        // After a node's crash everybody joins at once; the dictionary would otherwise keep 100 bytes per player.
        if (_loads.Remove(player) && _loads.Count == 0)
            _loads.TrimExcess();
    }

    private void PlayerLoaded(PlayerLoaded loaded)
    {
        var (join, asker, state) = loaded;
        // Superseded by another join, or its own connection has entered another way and perhaps left again: the loaded state is stale.
        if (!_loads.TryGetValue(join.Player, out var newest) || !ReferenceEquals(newest.Join, join))
            return;
        EndLoad(join.Player);
        if (state is null && join.Fresh is { } fresh)
            Enter(join, asker, new PlayerState(fresh, []), Origin.Nowhere);
        else if (state is null)
            _gate.Send(asker, new JoinRefused(join.Attempt, new Rejected(Codes.NoSuchPlayer, "There is no such player.")));
        else if (state.Record.Room == _id)
            Enter(join, asker, state, Origin.Row);
        // Only from a copy that no longer exists. If the other copy exists, the player is there, and this join came late.
        else if (state.Record.Room.Definition == _id.Definition && !_id.IsOpened && !state.Record.Room.IsOpened && !_services.Local.Exists(state.Record.Room))
            Enter(join, asker, state with { Record = state.Record with { Room = _id } }, Origin.Copy, state.Record.Room);
        else
            _gate.Send(asker, new MovedTo(state.Record.Room, null, null, Attempt: join.Attempt));
    }

    private void PlayerLoadFailed(PlayerLoadFailed failed)
    {
        if (_loads.TryGetValue(failed.Join.Player, out var current) && ReferenceEquals(current.Join, failed.Join))
            EndLoad(failed.Join.Player);
        RoomLog.PlayerNotLoaded(Log, StoreHealth.Says(failed.Cause) ? LogLevel.Debug : LogLevel.Warning, failed.Cause, failed.Join.Player, _id);
        _gate.Send(failed.Asker, new JoinRefused(failed.Join.Attempt, new Rejected(Codes.Unavailable, "The world's memory is out of reach just now; try again.")));
    }

    /// <summary>Where the state of an entering player comes from.</summary>
    private enum Origin
    {
        /// <summary>A guest that the store does not know.</summary>
        Nowhere,

        /// <summary>The store, which has the player here.</summary>
        Row,

        /// <summary>The store, which has the player in another copy of this room, one that no longer exists.</summary>
        Copy,

        /// <summary>Another room, through whose exit it walks.</summary>
        Passage,
    }

    /// <param name="comesFrom">The other copy of this room: the row moves here with the player.</param>
    private void Enter(JoinRoom join, IActorRef sender, PlayerState state, Origin origin, RoomId? comesFrom = null)
    {
        var reply = join.Snapshot is { } seen && comesFrom is null
            ? _room.Resume(GoOn(state, seen), _effects)
            : EnterByRules(join, sender, state);
        if (reply is Rejected why)
        {
            Drain();
            // A player whose row is in this room must get in somewhere; content may have made the room smaller, or the instance has ended.
            if (origin == Origin.Row)
                _relocation.Begin(join, sender, state, _epoch, null, isFull: why.Code == Codes.RoomFull);
            // The instance has ended while the player was on its way. The player's row is here by now.
            else if (origin == Origin.Passage)
                Join(join, sender);
            // The player has no row that would have to move.
            else if (origin == Origin.Nowhere && _id.IsOpened && RoomFallback.Of(_services.World, _id, null) is [var other, ..])
                _gate.Send(sender, new MovedTo(other, null, null, RoomFallback.Explain(_services.World, _id, isFull: why.Code == Codes.RoomFull, other), Attempt: join.Attempt));
            else if (comesFrom is { } home && !_room.Definition.Overflow)
                _gate.Send(sender, new MovedTo(home, null, null, Attempt: join.Attempt));
            else
                _gate.Send(sender, new JoinRefused(join.Attempt, why));
            return;
        }
        _relocation.Drop(join.Player);
        if (comesFrom is { } from)
            _effects.Changes.Add(new PlayerChanged(_room.Save(join.Player)!.Record, from));
        EndLoad(join.Player);
        _reservations.Drop(join.Player);
        Bind(join, sender);
        _metrics.PlayersChanged(+1);
        _dirty = true;
        Drain();
        var notices = NoticesFor(join);
        SayJoined(join, sender, wasIn: false, origin == Origin.Passage ? null : notices);
    }

    /// <summary>The room cannot take the player in, and another room has a slot. The player is not in the room: only its row moves.</summary>
    private void SendOn(RelocatedPlayer player)
    {
        _effects.Changes.Add(new PlayerChanged(player.State.Record, _id));
        Drain();
        _gate.Send(player.Asker, new MovedTo(player.To, null, null, player.Why, Attempt: player.Join.Attempt));
    }

    private static PlayerState GoOn(PlayerState state, PlayerSnapshot seen) => state with
    {
        Record = state.Record with { Position = seen.Position, FacingRadians = seen.FacingRadians, Health = seen.Health },
        Motion = seen.Motion,
    };

    private void TakeOver(JoinRoom join, IActorRef sender)
    {
        if (_sessions.TryGetValue(join.Player, out var before) && before.Connection != join.Connection)
            _gate.Send(before.Actor, new SessionReplaced());
        if (before is null)
            _metrics.PlayersChanged(+1);
        Bind(join, sender);
        _reconnects!.End(join.Player);
        SayJoined(join, sender, wasIn: true, NoticesFor(join));
    }

    private void Bind(JoinRoom join, IActorRef sender)
    {
        _sessions.TryGetValue(join.Player, out var before);
        Unbind(join.Player);
        _sessions[join.Player] = SessionBinding.Of(join, sender, before);
        UseGateway(join.Gateway);
    }

    private bool Unbind(PlayerId player)
    {
        _reconnects!.End(player);
        if (!_sessions.Remove(player, out var session))
            return false;
        LeaveGateway(session.Gateway);
        return true;
    }

    /// <summary>A player that was in the world all the time already knows its shelved items.</summary>
    private IReadOnlyList<PlayerNotice> NoticesFor(JoinRoom join) =>
        [.. _room.TakeNotices(join.Player).Where(notice => join.Snapshot is null || notice.Code != Codes.ItemsShelved)];

    private void SayJoined(JoinRoom join, IActorRef sender, bool wasIn, IReadOnlyList<PlayerNotice>? notices = null)
    {
        var missed = wasIn && join.FromEvent is { } from ? _publisher.Missed(from) : null;
        var joined = new Joined(_id, _epoch, _room.Save(join.Player)!.Record, join.Attempt, wasIn, missed, _publisher.NextEvent, notices is { Count: > 0 } ? notices : null);
        // The connection was in all the time and joins again because an answer is late. Its client does not notice, and must not stand still while the store is unavailable.
        if (_sessions[join.Player].GoesOn)
            sender.Tell(joined, Self);
        else
            _gate.Send(sender, joined);
    }

    private void Leave(LeaveRoom leave)
    {
        // The connection's join may still wait for the store: it would bring in a body without a client.
        _gate.ForgetPostponed(leave.Connection);
        _relocation.Forget(leave.Connection);
        if (_loads.TryGetValue(leave.Player, out var loading) && loading.Join.Connection == leave.Connection)
            EndLoad(leave.Player);
        if (!_sessions.TryGetValue(leave.Player, out var session) || session.Connection != leave.Connection)
            return;
        CatchUp();
        CutOff(leave.Player, leave.CutOff);
    }

    private void CutOff(PlayerId player, bool mayComeBack)
    {
        _departures.Abandon(player);
        if (!mayComeBack || !_reconnects!.TryBegin(player))
        {
            LeaveForGood(player);
            return;
        }
        _dirty = true;
        Drain();
    }

    private void LeaveForGood(PlayerId player)
    {
        CatchUp();
        _reconnects!.End(player);
        if (Unbind(player))
            _metrics.PlayersChanged(-1);
        if (_sessions.Count == 0)
            _idleSinceTick = _room.Tick;
        _room.Leave(player, _effects, freesName: _services.Options.GuestNameMinutes == 0);
        _dirty = true;
        Drain();
    }
}
