using Actors.Cluster;
using Actors.Gateway.Dialects;
using Actors.Gateway.Transports;
using Actors.Gateway.Views;
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
    private Entrance _entrance = null!;
    private BeyondRooms _beyond = null!;
    private Hello? _hello;
    private Queue<ConnectionMessage>? _early;
    private string? _newToken;
    private bool _resumes;
    private bool _welcomed;
    private RoomId? _viewed;
    private IRoomEncoding? _viewedAs;
    private Move? _lastMove;
    private int _joinsRefused;
    private long _sent;
    private IScheduled? _helloTimeout;
    private IScheduled? _overdue;

    protected override void Started()
    {
        _entrance = new Entrance(connection, services, Context.Time.GetUtcNow());
        _beyond = new BeyondRooms(connection, services, Context);
        var helloWithin = connection.Dialect.HelloWithin ?? TimeSpan.FromSeconds(services.Limits.HelloSeconds);
        _helloTimeout = Context.Schedule(helloWithin, new HelloTimedOut());
    }

    /// <summary>However it comes to stop, by a failure too: the body leaves and the client is told.</summary>
    protected override void Stopped()
    {
        if (_state == State.Closed)
            return;
        LeaveWorld(cutOff: true);
        _state = State.Closed;
        connection.Close(CloseCode.InternalError, "Something went wrong on the server; connect again.");
    }

    protected override void Receive(ConnectionMessage message)
    {
        if (message is ClientGone gone)
        {
            // Also after the world has let go of it: the actor lives as long as its channel, and no longer.
            Gone(gone.Code);
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
            case IdentityRefused refused:
                End(CloseCode.PolicyViolation, refused.Code, refused.Text);
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
            case RoomLost lost when lost.Room == Room && _state == State.InRoom:
                ComeInAnew();
                break;
            case RoomLost lost when lost.Room == Room && _state == State.Joining && _welcomed:
                // What it asked may have gone to the owner of before.
                Join();
                break;
            case StillThere there when there.Room != Room && _state is State.InRoom or State.Joining:
                services.Cluster.Tell(there.Room, new LeaveRoom(there.Player, connection.Address));
                break;
            case JoinAgain when _state == State.Joining:
                Join();
                break;
            case NameClaimed claimed:
                _player = _beyond.Claimed(claimed, _player!, Room) ?? _player;
                break;
            case NameClaimFailed failed:
                _beyond.ClaimFailed(failed, _player!);
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
                services.Views.Resync(Room, connection);
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

    private RoomId Room => _entrance.Room;

    private void Identify(Hello hello)
    {
        _state = State.Identifying;
        _hello = hello;
        _helloTimeout?.Dispose();
        Context.RunAsync(
            cancellation => Identification.RunAsync(services, hello, cancellation),
            static found => found,
            static cause => new IdentityFailed(cause));
    }

    private void Identified(Identified found)
    {
        _player = found.Record;
        _newToken = found.NewToken;
        _resumes = found.Resumes;
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
        _entrance.Begin(found, wished);
        _state = State.Joining;
        Join();
    }

    private void Join()
    {
        _entrance.Ask(_player!);
        WatchForAnswer();
    }

    /// <summary>
    /// The room has lost its memory, or perhaps has: it goes on elsewhere, or from what the store has. The view stays, so that its stream goes on as well.
    /// </summary>
    private void ComeInAnew()
    {
        _state = State.Joining;
        _entrance.AskAnew(_player!, Seen());
        WatchForAnswer();
    }

    private LastSeen Seen()
    {
        if (services.Views.LastSeen(Room, _player!.Id) is not { } seen)
            return new LastSeen(_player.Position, _player.FacingRadians, _player.Health, default);
        // What it last wished holds until it wishes something else, as far as the room had heard of it; what the room had not heard is sent again.
        var wish = _lastMove is { HoldTicks: 0 } move && move.Sequence == seen.LastProcessedInput ? move.Direction : Vector.Zero;
        return new LastSeen(
            new Vector(seen.XMilli / 1000.0, seen.YMilli / 1000.0), seen.FacingMilli / 1000.0, seen.Health, new Motion(wish, seen.LastProcessedInput, 0));
    }

    private void Joined(Joined joined)
    {
        if (_state != State.Joining || joined.Room != Room || joined.Attempt != _entrance.Attempt)
            return;
        _state = State.InRoom;
        _sent = 0;
        _player = joined.You;
        _joinsRefused = 0;
        _unanswered.StartAfter(joined.You.LastCommand);
        var seen = _entrance.Seen;
        _entrance.Entered();
        if (seen is not null)
            GoOn(seen);
        else
            ComeIn(joined);
    }

    private void ComeIn(Joined joined)
    {
        var definition = services.World.FindRoom(Room)!;
        connection.Zone = definition.Zone;
        var first = !_welcomed;
        // The way to the room that it wished for takes a number of its own, which the client is not to use.
        var travel = joined.You.LastCommand + 1;
        if (first)
        {
            _welcomed = true;
            var resumed = !_resumes || !joined.WasIn ? Resumption.None : joined.Missed is null ? Resumption.Body : Resumption.Events;
            Tell(new Welcome(_entrance.Wished is null ? joined.You : joined.You with { LastCommand = travel }, _newToken, resumed));
        }
        Tell(new Entered(Room, definition, joined.You, first, services.Resume.Issue(joined.You.Id, Room)));
        if (joined.Missed is { } missed)
            RoomView.ShowMissed(missed, connection.Encoding, definition, connection);
        EnterView(joined.Missed?.NextEvent);
        _entrance.StopHolding();
        services.Cluster.Publish(new PresenceChanged(joined.You.Id, joined.You.Name, Room, connection.Address));
        SendUnanswered();
        if (_entrance.Wished is { } wished)
        {
            _entrance.Wished = null;
            Asked(new Travel(wished), travel);
        }
        while (_early?.TryDequeue(out var early) == true)
            Receive(early);
        _early = null;
    }

    /// <summary>The new session has seen nothing of what the one before it was told.</summary>
    private void Became()
    {
        Tell(new Welcome(_player!, null));
        if (_viewed is not { } room)
            return;
        Tell(new Entered(room, services.World.FindRoom(room)!, _player!, First: false, services.Resume.Issue(_player!.Id, room)));
        LookAnew();
    }

    /// <summary>In again where it was: the client is told nothing, for it has seen nothing.</summary>
    private void GoOn(LastSeen seen)
    {
        if (_lastMove is { HoldTicks: 0 } move && move.Sequence != seen.Motion.LastProcessedInput)
            services.Cluster.Tell(Room, new Act(_player!.Id, connection.Address, _entrance.Attempt, 0, 0, move));
        SendUnanswered();
    }

    private void SendUnanswered()
    {
        foreach (var waiting in _unanswered.All)
            SendAct(waiting.Id, waiting.Command);
    }

    private void Refused(JoinRefused refused)
    {
        if (_state != State.Joining || refused.Room != Room)
            return;
        if (refused.Why.Code == Codes.RoomFull && services.World.FindRoom(Room) is { Overflow: true })
        {
            _entrance.TryNextInstance();
            Join();
            return;
        }
        if (refused.Why.Code == Codes.NoSuchPlayer && _resumes && !_welcomed)
        {
            // It came back too late, and it had nothing that would have been kept.
            _entrance.StopHolding();
            Identify(_hello! with { Resume = null });
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
        _entrance.Move(moved);
        _state = State.Joining;
        Join();
    }

    private void Input(Command command)
    {
        if (command is Move move)
            _lastMove = move;
        if (_state == State.InRoom)
            services.Cluster.Tell(Room, new Act(_player!.Id, connection.Address, _entrance.Attempt, 0, 0, command));
        else
            GatewayMetrics.Instance.Ignored(connection.Dialect.Name);
    }

    private void Asked(Command command, long? id)
    {
        if (IsEarly(new ClientAsked(command, id)))
            return;
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

    /// <summary>Puts aside what a client asks that did not wait until it was in, as many as may be unanswered: it is in soon.</summary>
    private bool IsEarly(ConnectionMessage message)
    {
        if (_welcomed || _state == State.New || (_early ??= []).Count >= services.Limits.UnansweredCommands)
            return false;
        _early.Enqueue(message);
        return true;
    }

    private void Mistook(ClientMistook mistook)
    {
        if (IsEarly(mistook))
            return;
        var id = mistook.Id ?? 0;
        if (_unanswered.IsEmpty)
            Tell(new Answer(id, null, mistook.Why));
        else if (!_unanswered.TryAddAnswered(id, mistook.Why))
            connection.GiveUp("unanswered", "Far too many commands wait for their answers.");
    }

    private void SendAct(long id, Command command)
    {
        services.Cluster.Tell(Room, new Act(_player!.Id, connection.Address, _entrance.Attempt, ++_sent, id, command));
        WatchForAnswer();
    }

    private void Answered(Answered answered)
    {
        // What was asked under a join of before is asked again under the next, all of it, and answered then.
        if (answered.Attempt != _entrance.Attempt || !_unanswered.TryTake(answered.CommandId, out var command))
            return;
        if (answered.Reply is BeyondRoom beyond)
            _beyond.CarryOut(answered.CommandId, beyond.Command, _player!, Room);
        else
            Tell(new Answer(answered.CommandId, command, answered.Reply));
        foreach (var (id, why) in _unanswered.TakeMistakes())
            Tell(new Answer(id, null, why));
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

    private void EnterView(long? fromEvent = null)
    {
        _viewed = Room;
        _viewedAs = connection.Encoding;
        services.Views.Subscribe(Room, connection, _viewedAs, fromEvent);
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
        connection.Outbox.SilenceWorld();
        Tell(new Goodbye(why, reason));
        connection.Close(code, reason);
        if (why == Codes.Replaced)
            LeaveView();
        else
            LeaveWorld(cutOff: false);
        _state = State.Closed;
    }

    private void Gone(CloseCode code)
    {
        LeaveWorld(cutOff: IsCutOff(code));
        _state = State.Closed;
        Context.Stop();
    }

    /// <summary>Whether it may come back: it neither said goodbye nor was sent away.</summary>
    private static bool IsCutOff(CloseCode code) =>
        code is not (CloseCode.Normal or CloseCode.GoingAway or CloseCode.NoStatus or CloseCode.PolicyViolation or CloseCode.ProtocolError
            or CloseCode.InvalidPayload or CloseCode.UnsupportedData or CloseCode.MessageTooBig);

    private void LeaveWorld(bool cutOff)
    {
        _entrance.StopHolding();
        if (_player is null || _state is not (State.InRoom or State.Joining))
            return;
        LeaveView();
        services.Cluster.Tell(Room, new LeaveRoom(_player.Id, connection.Address, cutOff));
        services.Cluster.Publish(new PresenceChanged(_player.Id, _player.Name, null, connection.Address));
    }
}
