using Actors.Storage;
using Actors.World;
using Akka.Actor;
using Microsoft.Extensions.Logging;

namespace Actors.Rooms;

/// <summary>Who comes into the room and who leaves it.</summary>
internal sealed partial class RoomActor
{
    private void Join(JoinRoom join, IActorRef sender)
    {
        CatchUp();
        if (_sessions.TryGetValue(join.Player, out var session) && !_absences!.IsAway(join.Player))
        {
            if (session.IsSame(join, sender))
            {
                SayJoined(join, sender, wasIn: true);
                return;
            }
            // A body whose client was cut off is for whoever comes back to it, whatever the clock of the gateway says that it comes to.
            if (!session.GivesWayTo(join, _services.Time.Provider.GetUtcNow()))
            {
                if (session.Connection != join.Connection)
                    _gate.Say(sender, new SessionReplaced());
                return;
            }
        }
        if (_rehoming.IsUnderWay(join))
            return;
        if (join.Seen is not null && !_room.Contains(join.Player))
            GuestComesBack();
        if (_room.Contains(join.Player))
            TakeOver(join, sender);
        else if (_reservations.Take(join.Player, join.Ticket) is { } announced)
            Enter(join, sender, announced, Origin.Passage);
        // One that says it is new is looked for as well: this may be the first asking of a player that has come in by another since, and gone on to another room.
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
                // Of two that come at once only the one that was made later is let in, and the other is told now: nobody would answer it when its load ends.
                var isLater = SessionBinding.IsLater(join, loading.Join.Since, _services.Time.Provider.GetUtcNow());
                _gate.Say(isLater ? loading.Asker : sender, new SessionReplaced());
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
        // When a node has died everybody comes in at once; afterwards it would keep 100 bytes a player for nothing.
        if (_loads.Remove(player) && _loads.Count == 0)
            _loads.TrimExcess();
    }

    private void PlayerLoaded(PlayerLoaded loaded)
    {
        var (join, asker, state) = loaded;
        // Overtaken by another join, or by its own connection, which has come in another way and perhaps left again since: what was loaded is of before that.
        if (!_loads.TryGetValue(join.Player, out var newest) || !ReferenceEquals(newest.Join, join))
            return;
        EndLoad(join.Player);
        if (state is null && join.Fresh is { } fresh)
            Enter(join, asker, new PlayerState(fresh, []), Origin.Nowhere);
        else if (state is null)
            _gate.Say(asker, new JoinRefused(join.Attempt, new Rejected(Codes.NoSuchPlayer, "There is no such player.")));
        else if (state.Record.Room == _id)
            Enter(join, asker, state, Origin.Row);
        else if (state.Record.Room.Definition == _id.Definition)
            Enter(join, asker, state with { Record = state.Record with { Room = _id } }, Origin.Copy, state.Record.Room);
        else
            _gate.Say(asker, new MovedTo(state.Record.Room, null, null));
    }

    private void PlayerLoadFailed(PlayerLoadFailed failed)
    {
        if (_loads.TryGetValue(failed.Join.Player, out var current) && ReferenceEquals(current.Join, failed.Join))
            EndLoad(failed.Join.Player);
        RoomLog.PlayerNotLoaded(Log, StoreHealth.Says(failed.Cause) ? LogLevel.Debug : LogLevel.Warning, failed.Cause, failed.Join.Player, _id);
        _gate.Say(failed.Asker, new JoinRefused(failed.Join.Attempt, new Rejected(Codes.Unavailable, "The world's memory is out of reach just now; try again.")));
    }

    /// <summary>Where what a player comes in with is from.</summary>
    private enum Origin
    {
        /// <summary>A guest that the store does not know.</summary>
        Nowhere,

        /// <summary>The store, which has the player here.</summary>
        Row,

        /// <summary>The store, which has the player in another copy of this room.</summary>
        Copy,

        /// <summary>Another room, through whose exit it walks.</summary>
        Passage,
    }

    /// <param name="comesFrom">The other copy of this room: the row moves here with the player.</param>
    private void Enter(JoinRoom join, IActorRef sender, PlayerState state, Origin origin, RoomId? comesFrom = null)
    {
        var reply = join.Seen is { } seen && comesFrom is null
            ? _room.Resume(GoOn(state, seen), _effects)
            : EnterByRules(join, sender, state);
        if (reply is Rejected why)
        {
            Drain();
            // Who is at home here must get in somewhere: content may have made the room smaller since.
            if (origin == Origin.Row)
                _rehoming.Begin(join, sender, state, _epoch, null);
            else if (comesFrom is { } home && !_room.Definition.Overflow)
                _gate.Say(sender, new MovedTo(home, null, null));
            else
                _gate.Say(sender, new JoinRefused(join.Attempt, why));
            return;
        }
        _rehoming.Drop(join.Player);
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

    /// <summary>The room is full, and another keeps a place for the player, who is not in: only its row moves.</summary>
    private void SendOn(RehomedPlayer player)
    {
        _effects.Changes.Add(new PlayerChanged(player.State.Record, _id));
        Drain();
        _gate.Say(player.Asker, new MovedTo(player.To, null, null, player.Why));
    }

    private static PlayerState GoOn(PlayerState state, LastSeen seen) => state with
    {
        Record = state.Record with { Position = seen.Position, FacingRadians = seen.FacingRadians, Health = seen.Health },
        Motion = seen.Motion,
    };

    private void TakeOver(JoinRoom join, IActorRef sender)
    {
        if (_sessions.TryGetValue(join.Player, out var before) && before.Connection != join.Connection)
            _gate.Say(before.Actor, new SessionReplaced());
        if (before is null)
            _metrics.PlayersChanged(+1);
        Bind(join, sender);
        _absences!.End(join.Player);
        SayJoined(join, sender, wasIn: true, NoticesFor(join));
    }

    private void Bind(JoinRoom join, IActorRef sender)
    {
        Unbind(join.Player);
        _sessions[join.Player] = SessionBinding.Of(join, sender);
        UseGateway(join.Gateway);
    }

    private bool Unbind(PlayerId player)
    {
        if (!_sessions.Remove(player, out var session))
            return false;
        LeaveGateway(session.Gateway);
        return true;
    }

    /// <summary>Who has been in the world all the time knows already what is kept for it.</summary>
    private IReadOnlyList<PlayerNotice> NoticesFor(JoinRoom join) =>
        [.. _room.TakeNotices(join.Player).Where(notice => join.Seen is null || notice.Code != Codes.ItemsShelved)];

    private void SayJoined(JoinRoom join, IActorRef sender, bool wasIn, IReadOnlyList<PlayerNotice>? notices = null)
    {
        var missed = wasIn && join.FromEvent is { } from ? _publisher.Missed(from) : null;
        _gate.Say(sender, new Joined(_id, _epoch, _room.Save(join.Player)!.Record, join.Attempt, wasIn, missed, _publisher.NextEvent, notices is { Count: > 0 } ? notices : null));
    }

    private void Leave(LeaveRoom leave)
    {
        // Its join may still wait for the store: it would bring a body in whose client has gone.
        _gate.ForgetPostponed(leave.Connection);
        _rehoming.Forget(leave.Connection);
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
        if (!mayComeBack || !_absences!.TryBegin(player))
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
        _absences!.End(player);
        if (Unbind(player))
            _metrics.PlayersChanged(-1);
        if (_sessions.Count == 0)
            _idleSinceTick = _room.Tick;
        _room.Leave(player, _effects, freesName: _services.Options.GuestNameMinutes == 0);
        _dirty = true;
        Drain();
    }
}
