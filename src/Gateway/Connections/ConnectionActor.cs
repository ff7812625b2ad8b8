using Actors.Cluster;
using Actors.Gateway.Dialects;
using Actors.Gateway.Transports;
using Actors.Runtime;
using Actors.World;
using Microsoft.Extensions.Logging;

namespace Actors.Gateway.Connections;

/// <summary>
/// The session of one client: who it is, which room its body is in, and which of its commands are unanswered. Those are kept until
/// their answers come, and are sent again, in order and under their ids, to wherever the player is by then: rooms carry out an id once.
/// </summary>
internal sealed class ConnectionActor(Connection connection, GatewayServices services) : Actor<ConnectionMessage>
{
    private enum State
    {
        New,
        Identifying,
        Joining,
        InRoom,
        Closed,
    }

    private readonly Unanswered _unanswered = new(services.Limits.UnansweredCommands);
    private State _state;
    private PlayerRecord? _player;
    private bool _isFresh;
    private RoomId _room;
    private RoomId? _wishedRoom;
    private string? _cameFrom;
    private string? _newToken;
    private bool _welcomed;
    private RoomId? _viewed;
    private IRoomEncoding? _viewedAs;
    private LastSeen? _seen;
    private Ticket? _ticket;
    private Move? _lastMove;
    private int _joinsRefused;
    private DateTimeOffset _since;
    private long _attempt;
    private long _sent;
    private IScheduled? _helloTimeout;
    private IScheduled? _overdue;

    protected override void Started()
    {
        _since = Context.Time.GetUtcNow();
        var helloWithin = connection.Dialect.HelloWithin ?? TimeSpan.FromSeconds(services.Limits.HelloSeconds);
        _helloTimeout = Context.Schedule(helloWithin, new HelloTimedOut());
    }

    /// <summary>However it comes to stop, by a failure too: the body leaves and the client is told.</summary>
    protected override void Stopped()
    {
        if (_state == State.Closed)
            return;
        LeaveWorld();
        _state = State.Closed;
        connection.Close(CloseCode.InternalError, "Something went wrong on the server; connect again.");
    }

    protected override void Receive(ConnectionMessage message)
    {
        if (message is ClientGone)
        {
            // Also after the world has let go of it: the actor lives as long as its channel, and no longer.
            Gone();
            return;
        }
        if (_state == State.Closed)
        {
            if (message is ClientInput or ClientAsked)
                GatewayMetrics.Instance.Ignored(connection.Dialect.Name);
            return;
        }
        switch (message)
        {
            case ClientInput input:
                Input(input.Command);
                break;
            case ClientAsked asked:
                Asked(asked.Command, asked.Id);
                break;
            case ClientMistook mistook:
                Mistook(mistook);
                break;
            case Answered answered:
                Answered(answered);
                break;
            case ClientStarted started when _state == State.New:
                Identify(started.Hello);
                break;
            case Identified identified:
                Identified(identified);
                break;
            case IdentityFailed failed:
                Context.Logger.LogWarning(failed.Cause, "Connection {Connection} could not be identified", connection.Address);
                End(CloseCode.TryAgainLater, Codes.Unavailable, "The world's memory is out of reach just now; try again soon.");
                break;
            case Joined joined:
                Joined(joined);
                break;
            case JoinRefused refused:
                Refused(refused);
                break;
            case MovedTo moved:
                Moved(moved);
                break;
            case RoomLost lost when lost.Room == _room && _state == State.InRoom:
                ComeInAnew();
                break;
            case RoomLost lost when lost.Room == _room && _state == State.Joining && _welcomed:
                // What it asked may have gone to the owner of before.
                Join();
                break;
            case StillThere there when there.Room != _room && _state is State.InRoom or State.Joining:
                services.Cluster.Tell(there.Room, new LeaveRoom(there.Player, connection.Address));
                break;
            case JoinAgain when _state == State.Joining:
                Join();
                break;
            case NameClaimed claimed:
                NameClaimed(claimed);
                break;
            case NameClaimFailed failed:
                Context.Logger.LogWarning(failed.Cause, "A name could not be claimed for {Player}", _player?.Id);
                Tell(new Answer(failed.Id, failed.Asked, new Rejected(Codes.Unavailable, "The world's memory is out of reach just now; try again.")));
                break;
            case Whispered whispered:
                Tell(new WhisperHeard(whispered.From, whispered.FromName, whispered.Text));
                break;
            case SessionReplaced:
                End(CloseCode.PolicyViolation, Codes.Replaced, "You are connected from somewhere else now.");
                break;
            case ClientRecoded:
                LookAnew();
                break;
            case ClientBecame when _welcomed:
                Became();
                break;
            case ClientIntroduced introduced when introduced.Room == _viewed:
                Tell(new Introduced(introduced.Room));
                break;
            case ClientResync when _state == State.InRoom:
                services.Views.Resync(_room, connection);
                break;
            case ClientWarned warned:
                Tell(warned.Notice);
                break;
            case AnswerOverdue:
                Overdue();
                break;
            case HelloTimedOut when _state == State.New:
                End(CloseCode.PolicyViolation, Codes.BadMessage, "You have not said who you are in time.");
                break;
        }
    }

    private void Identify(Hello hello)
    {
        _state = State.Identifying;
        _helloTimeout?.Dispose();
        Context.RunAsync(
            cancellation => Identification.RunAsync(services, hello, cancellation),
            static found => (ConnectionMessage)found,
            static cause => new IdentityFailed(cause));
    }

    private void Identified(Identified found)
    {
        _player = found.Record;
        _isFresh = found.IsFresh;
        _newToken = found.NewToken;
        connection.Player = _player.Id;
        _unanswered.StartAfter(_player.LastCommand);
        if (found.Problem is { } problem)
            Tell(problem);
        var wished = found.Hello.Room is { } room ? new RoomId(room) : (RoomId?)null;
        if (wished is { } named && services.World.FindRoom(named) is null)
        {
            Tell(new Problem(Codes.NoSuchRoom, $"There is no room called {named}."));
            wished = null;
        }
        if (_isFresh)
            _room = wished ?? _player.Room;
        else
        {
            _room = _player.Room;
            // Who is at home elsewhere walks there by way of its own room, which alone may let it go.
            _wishedRoom = wished is { } elsewhere && elsewhere.Definition != _room.Definition ? elsewhere : null;
        }
        _state = State.Joining;
        Join();
    }

    private void Join()
    {
        var fresh = _isFresh ? _player! with { Room = _room, Position = services.World.FindRoom(_room)!.Spawn } : null;
        services.Cluster.Tell(_room, new JoinRoom(_player!.Id, fresh, connection.Address, _since, ++_attempt, _cameFrom, _ticket, _seen));
        WatchForAnswer();
    }

    /// <summary>
    /// The room has lost its memory, or perhaps has: it goes on elsewhere, or from what the store has. The view stays, so that its stream goes on as well.
    /// </summary>
    private void ComeInAnew()
    {
        _seen = Seen();
        _state = State.Joining;
        Join();
    }

    private LastSeen Seen()
    {
        if (services.Views.LastSeen(_room, _player!.Id) is not { } seen)
            return new LastSeen(_player.Position, _player.FacingRadians, _player.Health, default);
        // What it last wished holds until it wishes something else, as far as the room had heard of it; what the room had not heard is sent again.
        var wish = _lastMove is { HoldTicks: 0 } move && move.Sequence == seen.LastProcessedInput ? move.Direction : Vector.Zero;
        return new LastSeen(
            new Vector(seen.XMilli / 1000.0, seen.YMilli / 1000.0), seen.FacingMilli / 1000.0, seen.Health, new Motion(wish, seen.LastProcessedInput, 0));
    }

    private void Joined(Joined joined)
    {
        if (_state != State.Joining || joined.Room != _room || joined.Attempt != _attempt)
            return;
        _state = State.InRoom;
        _ticket = null;
        _sent = 0;
        _player = joined.You;
        _joinsRefused = 0;
        _unanswered.StartAfter(joined.You.LastCommand);
        if (_seen is { } seen)
        {
            _seen = null;
            GoOn(seen);
            return;
        }
        var definition = services.World.FindRoom(_room)!;
        connection.Zone = definition.Zone;
        var first = !_welcomed;
        if (first)
        {
            _welcomed = true;
            Tell(new Welcome(_player, _newToken));
        }
        Tell(new Entered(_room, definition, _player, first));
        EnterView();
        services.Cluster.Publish(new PresenceChanged(_player.Id, _player.Name, _room, connection.Address));
        SendUnanswered();
        if (_wishedRoom is { } wished)
        {
            _wishedRoom = null;
            Asked(new Travel(wished), null);
        }
    }

    /// <summary>The new session has seen nothing of what the one before it was told.</summary>
    private void Became()
    {
        Tell(new Welcome(_player!, null));
        if (_viewed is not { } room)
            return;
        Tell(new Entered(room, services.World.FindRoom(room)!, _player!, First: false));
        LookAnew();
    }

    /// <summary>In again where it was: the client is told nothing, for it has seen nothing.</summary>
    private void GoOn(LastSeen seen)
    {
        if (_lastMove is { HoldTicks: 0 } move && move.Sequence != seen.Motion.LastProcessedInput)
            services.Cluster.Tell(_room, new Act(_player!.Id, connection.Address, _attempt, 0, 0, move));
        SendUnanswered();
    }

    private void SendUnanswered()
    {
        foreach (var waiting in _unanswered.All)
            SendAct(waiting.Id, waiting.Command);
    }

    private void Refused(JoinRefused refused)
    {
        if (_state != State.Joining || refused.Room != _room)
            return;
        if (refused.Why.Code == Codes.RoomFull && services.World.FindRoom(_room) is { Overflow: true })
        {
            _room = _room.WithInstance(_room.Instance + 1);
            Join();
            return;
        }
        if (refused.Why.Code == Codes.Unavailable && ++_joinsRefused < 20)
        {
            Context.Schedule(TimeSpan.FromMilliseconds(250), new JoinAgain());
            return;
        }
        End(CloseCode.TryAgainLater, refused.Why.Code, refused.Why.Text);
    }

    private void Moved(MovedTo moved)
    {
        if (_state is not (State.InRoom or State.Joining))
            return;
        LeaveView();
        _seen = null;
        _isFresh = false;
        _room = moved.Room;
        _cameFrom = moved.From;
        _ticket = moved.Ticket;
        _state = State.Joining;
        Join();
    }

    private void Input(Command command)
    {
        if (command is Move move)
            _lastMove = move;
        if (_state == State.InRoom)
            services.Cluster.Tell(_room, new Act(_player!.Id, connection.Address, _attempt, 0, 0, command));
        else
            GatewayMetrics.Instance.Ignored(connection.Dialect.Name);
    }

    private void Asked(Command command, long? id)
    {
        if (_player is null)
        {
            Tell(new Answer(id ?? 0, command, new Rejected(Codes.NotIn, "You are not in the world yet.")));
            return;
        }
        switch (_unanswered.TryAdd(command, id, out var number))
        {
            case AskOutcome.TooMany:
                Mistook(new ClientMistook(new Rejected(Codes.RateLimited, "Too many commands wait for their answers."), id));
                return;
            case AskOutcome.AlreadyAsked:
                return;
        }
        if (_state == State.InRoom)
            SendAct(number, command);
    }

    private void Mistook(ClientMistook mistook)
    {
        var id = mistook.Id ?? 0;
        if (_unanswered.IsEmpty)
            Tell(new Answer(id, null, mistook.Why));
        else if (!_unanswered.TryAddAnswered(id, mistook.Why))
            connection.GiveUp("unanswered", "Far too many commands wait for their answers.");
    }

    private void SendAct(long id, Command command)
    {
        services.Cluster.Tell(_room, new Act(_player!.Id, connection.Address, _attempt, ++_sent, id, command));
        WatchForAnswer();
    }

    private void Answered(Answered answered)
    {
        // What was asked under a join of before is asked again under the next, all of it, and answered then.
        if (answered.Attempt != _attempt || !_unanswered.TryTake(answered.CommandId, out var command))
            return;
        if (answered.Reply is BeyondRoom beyond)
            Beyond(answered.CommandId, beyond.Command);
        else
            Tell(new Answer(answered.CommandId, command, answered.Reply));
        foreach (var (id, why) in _unanswered.TakeMistakes())
            Tell(new Answer(id, null, why));
    }

    /// <summary>What concerns more than a room; the room has let it pass.</summary>
    private void Beyond(long id, Command command)
    {
        var you = _player!;
        switch (command)
        {
            case Who:
                Tell(new WhoAnswer(id, services.Presence.List(limit: 200)));
                break;
            case Whisper whisper when services.Presence.Find(whisper.To) is { } to:
                services.Cluster.Tell(to.Connection, new Whispered(you.Id, you.Name, whisper.Text));
                Tell(new Answer(id, command, new Done($"You whisper to {to.Name}: {whisper.Text}")));
                break;
            case Whisper whisper:
                Tell(new Answer(id, command, new Rejected(Codes.NoSuchPlayer, $"There is nobody called {whisper.To} in the world.")));
                break;
            case Shout shout:
                services.Cluster.Publish(new Shouted(you.Id, you.Name, connection.Zone!.Value, shout.Text));
                Tell(new Answer(id, command, new Done($"You shout: {shout.Text}")));
                break;
            case Global global:
                services.Cluster.Publish(new SaidToAll(you.Id, you.Name, global.Text));
                Tell(new Answer(id, command, new Done($"You say to all: {global.Text}")));
                break;
            case TakeName name:
                var record = you with { Room = _room };
                Context.RunAsync(
                    cancellation => services.Store.ClaimNameAsync(record, name.Name, cancellation),
                    outcome => (ConnectionMessage)new NameClaimed(id, command, name.Name, outcome),
                    cause => new NameClaimFailed(id, command, cause));
                break;
        }
    }

    private void NameClaimed(NameClaimed claimed)
    {
        if (claimed.Outcome == Storage.ClaimOutcome.Taken)
        {
            Tell(new Answer(claimed.Id, claimed.Asked, new Rejected(Codes.NameTaken, $"Somebody else is called {claimed.Name}.")));
            return;
        }
        _player = _player! with { Name = claimed.Name, Named = true };
        services.Cluster.Tell(_room, new RenamePlayer(_player.Id, claimed.Name));
        services.Cluster.Publish(new PresenceChanged(_player.Id, claimed.Name, _room, connection.Address));
        Tell(new Answer(claimed.Id, claimed.Asked, new Done($"You are called {claimed.Name} from now on.")));
    }

    /// <summary>One timer for whatever is asked of the room: when an answer is overdue the room is asked anew who is in it.</summary>
    private void WatchForAnswer() =>
        _overdue ??= Context.Schedule(TimeSpan.FromSeconds(services.Limits.AnswerSeconds), new AnswerOverdue());

    private void Overdue()
    {
        _overdue = null;
        if (_state == State.InRoom && _unanswered.IsEmpty)
            return;
        if (_state == State.InRoom)
            ComeInAnew();
        else if (_state == State.Joining)
            Join();
    }

    private void EnterView()
    {
        _viewed = _room;
        _viewedAs = connection.Encoding;
        services.Views.Subscribe(_room, connection, _viewedAs);
    }

    /// <summary>The client may have changed its mind, and back, since this was sent.</summary>
    private void LookAnew()
    {
        if (_viewed is null || ReferenceEquals(_viewedAs, connection.Encoding))
            return;
        LeaveView();
        EnterView();
    }

    private void LeaveView()
    {
        if (_viewed is { } room)
            services.Views.Unsubscribe(room, connection);
        _viewed = null;
    }

    private void Tell(Notice notice) => connection.Session.Tell(notice);

    private void End(CloseCode code, string why, string reason)
    {
        Tell(new Goodbye(why, reason));
        connection.Close(code, reason);
        if (why != Codes.Replaced)
            LeaveWorld();
        else
            LeaveView();
        _state = State.Closed;
    }

    private void Gone()
    {
        LeaveWorld();
        _state = State.Closed;
        Context.Stop();
    }

    private void LeaveWorld()
    {
        if (_player is null || _state is not (State.InRoom or State.Joining))
            return;
        LeaveView();
        services.Cluster.Tell(_room, new LeaveRoom(_player.Id, connection.Address));
        services.Cluster.Publish(new PresenceChanged(_player.Id, _player.Name, null, connection.Address));
    }
}
