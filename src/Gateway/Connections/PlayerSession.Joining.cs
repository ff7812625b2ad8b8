using Actors.Channels;
using Actors.Gateway.Dialects;
using Actors.Gateway.Views;
using Actors.Rooms;
using Actors.World;
using Akka.Actor;

namespace Actors.Gateway.Connections;

/// <summary>Joining: who the client is, and how its body enters its first room and each later one.</summary>
internal sealed partial class PlayerSession
{
    private void AwaitHello()
    {
        _helloTimeout?.Cancel();
        _helloTimeout = connection.UndecidedFor is { } undecided
            ? After(undecided, new DialectTimedOut())
            : After(connection.Dialect.HelloWithin ?? TimeSpan.FromSeconds(services.Limits.HelloSeconds), new HelloTimedOut());
    }

    private void Identify(Hello hello)
    {
        _state = State.Identifying;
        _hello = hello;
        _helloTimeout?.Cancel();
        _helloTimeout = null;
        _ = Identification.RunAsync(services, hello, CancellationToken.None).PipeTo(_self, success: static found => found, failure: static cause => new IdentityFailed(cause));
    }

    private void Identified(Identified found)
    {
        _player = found.Record;
        _newToken = found.NewToken;
        _resumes = found.Resumes;
        connection.Player = _player.Id;
        _pending.StartAfter(_player.LastCommand);
        if (found.Problem is { } problem)
            Tell(problem);
        var requested = found.Hello.Room is { } room ? services.World.FindByName(room) : null;
        if (found.Hello.Room is { } named && requested is null)
            Tell(new Problem(Codes.NoSuchRoom, $"There is no room called {named}."));
        _join.Begin(found, requested);
        _state = State.Joining;
        Join();
    }

    private void Join(bool anew = true) => _join.Ask(Node, _self, _player!, anew);

    private void RetryJoin()
    {
        if (services.Time.GetElapsedTime(_join.AskedSince).TotalSeconds < services.Limits.JoinSeconds)
            _join.Retry(Node, _self);
        else
            End(CloseCode.TryAgainLater, Codes.Unavailable, "Your room is out of reach just now; try again soon.");
    }

    /// <summary>
    /// The room has lost its memory, or may have: it continues elsewhere, or from what the store has. The view stays, so that its stream continues as well.
    /// </summary>
    private void Rejoin()
    {
        _state = State.Joining;
        _join.AskToRejoin(Node, _self, _player!, TakeSnapshot());
    }

    private PlayerSnapshot TakeSnapshot()
    {
        if ((_viewsBefore ?? Node.Views).LastSeen(Room, _player!.Id) is not { } seen)
            return new PlayerSnapshot(_player.Position, _player.FacingRadians, _player.Health, default);
        // The last direction holds until the client sends another, if the room had received it. If not, it is sent again.
        var direction = _lastMove is { HoldTicks: 0 } move && move.Sequence == seen.LastProcessedInput ? move.Direction : Vector.Zero;
        return new PlayerSnapshot(
            new Vector(seen.XMilli / 1000.0, seen.YMilli / 1000.0), seen.FacingMilli / 1000.0, seen.Health, new Motion(direction, seen.LastProcessedInput, 0));
    }

    private void Joined(Joined joined, IActorRef room)
    {
        if (joined.Room != Room)
        {
            // A room that the session had given up has admitted the player after all. The player is elsewhere, and must not leave a second body there.
            room.Tell(new LeaveRoom(joined.You.Id, connection.Id), _self);
            return;
        }
        if (_state != State.Joining || joined.Attempt != _join.Attempt)
            return;
        _state = State.InRoom;
        (_room, _epoch) = (room, joined.Epoch);
        if (services.World.FindRoom(Room) is not { } definition)
        {
            // Another node has other content, and has admitted the player to a room that cannot be shown here.
            End(CloseCode.TryAgainLater, Codes.Unavailable, "Your room cannot be shown here just now; try again soon.");
            return;
        }
        _sent = 0;
        _player = joined.You;
        // The hello is no longer needed: a player in a room is known by more than that.
        _hello = null;
        _joinsRefused = 0;
        _timesMoved = 0;
        if (joined.Notices is { Count: > 0 } notices)
            (_notices ??= []).AddRange(notices);
        _pending.StartAfter(joined.You.LastCommand);
        var seen = _join.Snapshot;
        _join.Entered();
        // At every join: the ActorSystem may be a new one, whose gateway knows nobody yet.
        Node.Players.Entered(joined.You.Id, joined.You.Name, Room, connection.Id);
        if (seen is not null)
            Resume(seen);
        else
            EnterRoom(joined, definition);
        foreach (var notice in _notices ?? [])
            Tell(new PlayerNotified(_player, notice));
        _notices = null;
    }

    private void EnterRoom(Joined joined, RoomDefinition definition)
    {
        connection.Zone = definition.Zone;
        var first = !_welcomed;
        // The travel to the requested room takes a command number of its own, which the client must not use.
        var travel = joined.You.LastCommand + 1;
        if (first)
        {
            _welcomed = true;
            var resumed = !_resumes || !joined.WasIn ? Resumption.None : joined.Missed is null ? Resumption.Body : Resumption.Events;
            Tell(new Welcome(_join.Destination is null ? joined.You : joined.You with { LastCommand = travel }, _newToken, resumed));
        }
        _announced = Room;
        Tell(new Entered(Room, definition, joined.You, first, services.Resume.Issue(joined.You.Id, Room), joined.Missed?.FirstEvent ?? joined.NextEvent));
        if (joined.Missed is { } missed)
            RoomView.ShowMissed(missed, connection.Encoding, definition, connection);
        EnterView(joined.NextEvent);
        SendPending();
        if (_join.Destination is { } requested)
        {
            _join.Destination = null;
            Asked(new ClientAsked(new Travel(requested), travel, default));
        }
        while (_deferred?.TryDequeue(out var early) == true)
            Receive(early, ActorRefs.Nobody);
        _deferred = null;
    }

    /// <summary>The new session has seen nothing of what the previous one was sent.</summary>
    private void IntroduceAgain()
    {
        Tell(new Welcome(_player!, null));
        if (_viewed is not { } room || services.World.FindRoom(room) is not { } definition)
            return;
        Tell(new Entered(room, definition, _player!, First: false, services.Resume.Issue(_player!.Id, room)));
        UpdateView();
    }

    /// <summary>The view shows nothing more until it is asked to. Unsent states of the old room are no longer of any use.</summary>
    private void ShowReloaded(RoomId room)
    {
        if (services.World.FindRoom(room) is not { } definition)
            return;
        connection.Zone = definition.Zone;
        connection.Outbox.ForgetState();
        Tell(new RoomReloaded(room, definition, services.Resume.Issue(_player!.Id, room)));
        _viewedAs = connection.Encoding;
        Node.Views.ShowAgain(room, connection, _viewedAs);
    }

    /// <summary>Back in the same room: the client gets nothing, because it noticed nothing.</summary>
    private void Resume(PlayerSnapshot seen)
    {
        if (_lastMove is { HoldTicks: 0 } move && move.Sequence != seen.Motion.LastProcessedInput)
            SendInput(move);
        SendPending();
    }

    private void Refused(JoinRefused refused)
    {
        if (_state != State.Joining || refused.Attempt != _join.Attempt)
            return;
        _join.Answered();
        if (refused.Why.Code == Codes.RoomFull && services.World.FindRoom(Room) is { Overflow: true })
        {
            _join.TryNextInstance();
            Join(anew: false);
            return;
        }
        if (refused.Why.Code == Codes.NoSuchRoom && _join.TryFirstInstance())
        {
            Tell(new Problem(Codes.NoSuchRoom, refused.Why.Text));
            Join(anew: false);
            return;
        }
        if (refused.Why.Code == Codes.NoSuchPlayer && !_welcomed && ++_forgotten <= MaxForgotten)
        {
            // The player came back too late: it owned nothing that would have been stored, or was deleted while it was joining.
            Identify(_hello! with { Resume = null });
            return;
        }
        if (refused.Why.Code == Codes.Unavailable && ++_joinsRefused < 20)
        {
            After(TimeSpan.FromMilliseconds(250), new RefusedJoinRetry());
            return;
        }
        End(CloseCode.TryAgainLater, refused.Why.Code, refused.Why.Text);
    }

    private void Moved(MovedTo moved)
    {
        // A repeated join is answered twice, and a room that was given up may answer late. A departure answers no join, and an older node does not say which.
        var isStale = moved.Attempt > 0 ? moved.Attempt != _join.Attempt : moved.Room == Room && moved.Transfer is null;
        if (_state is not (State.InRoom or State.Joining) || isStale)
            return;
        if (++_timesMoved > MaxMoves)
        {
            End(CloseCode.TryAgainLater, Codes.Unavailable, "Your room is out of reach just now; try again soon.");
            return;
        }
        if (moved.Why is { } why)
            (_notices ??= []).Add(why);
        LeaveView(moved.UntilEvent > 0 ? moved.UntilEvent : null);
        _join.Move(moved);
        _state = State.Joining;
        Join();
    }

    private void NameClaimed(NameClaimed claimed)
    {
        if (_global.Claimed(Node, claimed, _player!, Room) is not { } renamed)
            return;
        Node.Players.Left(renamed.Id, _player!.Name, connection.Id);
        _player = renamed;
        Node.Players.Entered(renamed.Id, renamed.Name, Room, connection.Id);
    }
}
