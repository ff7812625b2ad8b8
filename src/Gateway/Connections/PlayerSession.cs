using Actors.Channels;
using Actors.Gateway.Dialects;
using Actors.Gateway.Presence;
using Actors.Gateway.Views;
using Actors.Rooms;
using Actors.Storage;
using Actors.Telemetry;
using Actors.World;
using Akka.Actor;
using Microsoft.Extensions.Logging;

namespace Actors.Gateway.Connections;

/// <summary>
/// The session of one client: who it is, which room its body is in, and which of its commands are unanswered. Those are kept until
/// their answers come, and are sent again, in order and under their ids, to wherever the player is by then: rooms carry out an id once.
/// Lives as long as the socket. Its actor is another one when the node's ActorSystem was made anew: then it goes on as when its room has closed.
/// </summary>
internal sealed class PlayerSession(Connection connection, GatewayServices services)
{
    private enum State
    {
        New,
        Identifying,
        Joining,
        InRoom,
        Closed,
    }

    /// <summary>From room to room without getting in: nodes whose contents differ may send a player to each other.</summary>
    private const int MostMoves = 16;

    private const int MaxForgotten = 3;

    private static readonly Rejected TooMany = new(Codes.RateLimited, "Too many commands wait for their answers.");

    private readonly Unanswered _unanswered = new(services.Limits.UnansweredCommands);
    private readonly RoomJoin _join = new(connection, services);
    private readonly GlobalCommands _global = new(connection, services);
    private GatewayNode? _node;
    private RoomViews? _viewsBefore;
    private IActorRef _self = ActorRefs.Nobody;
    private State _state;
    private PlayerRecord? _player;
    private Hello? _hello;
    private Queue<object>? _early;
    private string? _newToken;
    private bool _resumes;
    private int _forgotten;
    private bool _welcomed;
    private IActorRef _room = ActorRefs.Nobody;
    private long _epoch;
    private RoomId? _told;
    private RoomId? _viewed;
    private IRoomEncoding? _viewedAs;
    private Move? _lastMove;
    private List<Remark>? _remarks;
    private int _joinsRefused;
    private int _timesMoved;
    private long _sent;
    private ICancelable? _helloTimeout;
    private ICancelable? _overdue;

    /// <summary>Where its present actor lives. Set before that begins.</summary>
    public GatewayNode Node
    {
        get => _node ?? throw new InvalidOperationException("The connection has no actor yet.");
        set => (_viewsBefore, _node) = (_node?.Views, value);
    }

    /// <summary>Its channel has closed, and the world knows: its actor is of no use any more.</summary>
    public bool IsGone { get; private set; }

    /// <summary>The first turn of its actor.</summary>
    public void Begin(IActorRef self)
    {
        var goesOn = !_self.IsNobody();
        _self = self;
        if (goesOn)
        {
            GoOnInNewSystem();
            return;
        }
        AwaitHello();
    }

    /// <summary>However its actor comes to stop, by a failure too: the body leaves and the client is told.</summary>
    public void ActorStopped(IActorRef actor)
    {
        if (_state == State.Closed || !actor.Equals(_self))
            return;
        LeaveWorld(cutOff: true);
        _state = State.Closed;
        connection.Close(CloseCode.InternalError, "Something went wrong on the server; connect again.");
    }

    public void Receive(object message, IActorRef sender)
    {
        if (message is ClientInput)
            connection.InputTaken();
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
            (message as ClientAsked)?.Trace.Abandon();
            return;
        }
        switch (message)
        {
            case ClientInput input:
                Input(input.Command);
                break;
            case ClientAsked asked:
                Asked(asked);
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
            case Identified identified when _state == State.Identifying:
                Identified(identified);
                break;
            case IdentityRefused refused:
                End(CloseCode.PolicyViolation, refused.Code, refused.Text);
                break;
            case IdentityFailed failed:
                ConnectionLog.NotIdentified(services.Logger, StoreHealth.Says(failed.Cause) ? LogLevel.Debug : LogLevel.Warning, failed.Cause, connection.Id);
                End(CloseCode.TryAgainLater, Codes.Unavailable, "The world's memory is out of reach just now; try again soon.");
                break;
            case Joined joined:
                Joined(joined, sender);
                break;
            case JoinRefused refused:
                Refused(refused);
                break;
            case MovedTo moved:
                Moved(moved);
                break;
            case RoomLost lost when lost.Room == Room && lost.Epoch >= _epoch && _state == State.InRoom:
                ComeInAnew();
                break;
            case ActRefused refused when refused.Attempt == _join.Attempt && _state == State.InRoom:
                ActRefused(refused);
                break;
            case SessionProbe probe when probe.Room != Room || _state is State.New or State.Identifying:
                sender.Tell(new LeaveRoom(probe.Player, connection.Id), _self);
                break;
            case JoinAgain when _state == State.Joining:
                Join(anew: false);
                break;
            case JoinRetry retry when _state == State.Joining && retry.Attempt == _join.Attempt:
                RetryJoin();
                break;
            case PlayersListed listed:
                _global.Listed(listed);
                break;
            case WhisperOutcome outcome:
                _global.Whispered(outcome);
                break;
            case NameClaimed claimed:
                NameClaimed(claimed);
                break;
            case NameClaimFailed failed:
                _global.ClaimFailed(failed, _player!);
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
            case ClientBecame when _state == State.New:
                AwaitHello();
                break;
            case FirstWordOverdue when _state == State.New && connection.TryDecide():
                Identify(connection.WithDefaultRoom(connection.TakeHello()!));
                break;
            case ClientIntroduced introduced when introduced.Room == _viewed:
                Tell(new Introduced(introduced.Room));
                break;
            case ClientResync when _state == State.InRoom:
                Node.Views.Resync(Room, connection);
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

    private RoomId Room => _join.Room;

    /// <summary>The actor before this one has ended with its ActorSystem, and with it whatever was on its way.</summary>
    private void GoOnInNewSystem()
    {
        (_viewed, _viewedAs, _overdue) = (null, null, null);
        _room = ActorRefs.Nobody;
        _join.Answered();
        _global.AnswersLost();
        switch (_state)
        {
            case State.New:
                AwaitHello();
                break;
            case State.Identifying:
                Identify(_hello!);
                break;
            // Between two rooms it has left the one, and comes into the other as it would have.
            case State.Joining when _told != Room:
                Join();
                break;
            case State.Joining or State.InRoom:
                // The view's stream has ended as well: it is shown the room anew, without a word of having been away.
                ComeInAnew();
                EnterView(_viewsBefore?.NextEvent(Room));
                break;
        }
        _viewsBefore = null;
    }

    private void AwaitHello()
    {
        _helloTimeout?.Cancel();
        _helloTimeout = connection.UndecidedFor is { } undecided
            ? After(undecided, new FirstWordOverdue())
            : After(connection.Dialect.HelloWithin ?? TimeSpan.FromSeconds(services.Limits.HelloSeconds), new HelloTimedOut());
    }

    private void Identify(Hello hello)
    {
        _state = State.Identifying;
        _hello = hello;
        _helloTimeout?.Cancel();
        _ = Identification.RunAsync(services, hello, CancellationToken.None).PipeTo(_self, success: static found => found, failure: static cause => new IdentityFailed(cause));
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
        var wished = found.Hello.Room is { } room ? services.World.FindByName(room) : null;
        if (found.Hello.Room is { } named && wished is null)
            Tell(new Problem(Codes.NoSuchRoom, $"There is no room called {named}."));
        _join.Begin(found, wished);
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
    /// The room has lost its memory, or perhaps has: it goes on elsewhere, or from what the store has. The view stays, so that its stream goes on as well.
    /// </summary>
    private void ComeInAnew()
    {
        _state = State.Joining;
        _join.AskAnew(Node, _self, _player!, Seen());
    }

    private LastSeen Seen()
    {
        if ((_viewsBefore ?? Node.Views).LastSeen(Room, _player!.Id) is not { } seen)
            return new LastSeen(_player.Position, _player.FacingRadians, _player.Health, default);
        // What it last wished holds until it wishes something else, as far as the room had heard of it; what the room had not heard is sent again.
        var wish = _lastMove is { HoldTicks: 0 } move && move.Sequence == seen.LastProcessedInput ? move.Direction : Vector.Zero;
        return new LastSeen(
            new Vector(seen.XMilli / 1000.0, seen.YMilli / 1000.0), seen.FacingMilli / 1000.0, seen.Health, new Motion(wish, seen.LastProcessedInput, 0));
    }

    private void Joined(Joined joined, IActorRef room)
    {
        if (_state != State.Joining || joined.Room != Room || joined.Attempt != _join.Attempt)
            return;
        _state = State.InRoom;
        (_room, _epoch) = (room, joined.Epoch);
        if (services.World.FindRoom(Room) is null)
        {
            // Another node has other content, and lets it into a room that cannot be shown here.
            End(CloseCode.TryAgainLater, Codes.Unavailable, "Your room cannot be shown here just now; try again soon.");
            return;
        }
        _sent = 0;
        _player = joined.You;
        // It has served: whoever is in is known by more than what it said.
        _hello = null;
        _joinsRefused = 0;
        _timesMoved = 0;
        if (joined.Remarks is { Count: > 0 } remarks)
            (_remarks ??= []).AddRange(remarks);
        _unanswered.StartAfter(joined.You.LastCommand);
        var seen = _join.Seen;
        _join.Entered();
        // Each time: the ActorSystem may be another by now, and its gateway knows nobody yet.
        Node.Players.Entered(joined.You.Id, joined.You.Name, Room, connection.Id);
        if (seen is not null)
            GoOn(seen);
        else
            ComeIn(joined);
        foreach (var remark in _remarks ?? [])
            Tell(new Remarked(_player, remark));
        _remarks = null;
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
            Tell(new Welcome(_join.Wished is null ? joined.You : joined.You with { LastCommand = travel }, _newToken, resumed));
        }
        _told = Room;
        Tell(new Entered(Room, definition, joined.You, first, services.Resume.Issue(joined.You.Id, Room), joined.Missed?.FirstEvent ?? joined.NextEvent));
        if (joined.Missed is { } missed)
            RoomView.ShowMissed(missed, connection.Encoding, definition, connection);
        EnterView(joined.NextEvent);
        SendUnanswered();
        if (_join.Wished is { } wished)
        {
            _join.Wished = null;
            Asked(new ClientAsked(new Travel(wished), travel, default));
        }
        while (_early?.TryDequeue(out var early) == true)
            Receive(early, ActorRefs.Nobody);
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
            SendInput(move);
        SendUnanswered();
    }

    private void SendUnanswered()
    {
        foreach (var waiting in _unanswered.All)
            SendAct(waiting.Id, waiting.Command, waiting.Trace);
    }

    private void ActRefused(ActRefused refused)
    {
        if (refused.Why is null)
            ComeInAnew();
        else
            Answered(new Answered(refused.CommandId, refused.Why, refused.Attempt));
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
            // It came back too late: it had nothing that would have been kept, or was given up while it was on its way in.
            Identify(_hello! with { Resume = null });
            return;
        }
        if (refused.Why.Code == Codes.Unavailable && ++_joinsRefused < 20)
        {
            After(TimeSpan.FromMilliseconds(250), new JoinAgain());
            return;
        }
        End(CloseCode.TryAgainLater, refused.Why.Code, refused.Why.Text);
    }

    private void Moved(MovedTo moved)
    {
        // Told twice, because it asked twice.
        var isKnown = moved.Room == Room && moved.Ticket is null;
        if (_state is not (State.InRoom or State.Joining) || isKnown)
            return;
        if (++_timesMoved > MostMoves)
        {
            End(CloseCode.TryAgainLater, Codes.Unavailable, "Your room is out of reach just now; try again soon.");
            return;
        }
        if (moved.Why is { } why)
            (_remarks ??= []).Add(why);
        LeaveView(moved.UntilEvent > 0 ? moved.UntilEvent : null);
        _join.Move(moved);
        _state = State.Joining;
        Join();
    }

    private void Input(Command command)
    {
        if (command is Move move)
            _lastMove = move;
        if (_state == State.InRoom)
            SendInput(command);
        else
            GatewayMetrics.Instance.Ignored(connection.Dialect.Name);
    }

    private void Asked(ClientAsked asked)
    {
        var (command, id, trace) = asked;
        if (command is Travel travel)
            command = new Travel(services.World.FindByName(travel.To.Value) ?? travel.To);
        if (IsEarly(asked with { Command = command }, id))
            return;
        if (_player is null)
        {
            connection.Answer(new Answer(id ?? 0, command, new Rejected(Codes.NotIn, "You are not in the world yet.")), trace);
            return;
        }
        switch (_unanswered.TryAdd(command, id, out var number, trace))
        {
            case AskOutcome.TooMany:
                trace.Outcome(TooMany);
                trace.Dispose();
                Mistook(new ClientMistook(TooMany, id));
                return;
            case AskOutcome.AlreadyAsked:
                trace.Abandon();
                return;
        }
        if (_state == State.InRoom)
            SendAct(number, command, trace);
    }

    /// <summary>Puts aside what a client asks that did not wait until it was in, as many as may be unanswered: it is in soon. What comes behind those is refused: it must not overtake them.</summary>
    private bool IsEarly(object message, long? id)
    {
        if (_welcomed || _state == State.New)
            return false;
        if ((_early ??= []).Count < services.Limits.UnansweredCommands)
        {
            _early.Enqueue(message);
            return true;
        }
        (message as ClientAsked)?.Trace.Abandon();
        RefuseAtOnce(id, TooMany);
        return true;
    }

    private void Mistook(ClientMistook mistook)
    {
        if (IsEarly(mistook, mistook.Id))
            return;
        if (_unanswered.IsEmpty)
            Tell(new Answer(mistook.Id ?? 0, null, mistook.Why));
        else if (!_unanswered.TryAddAnswered(mistook.Id ?? 0, mistook.Why))
            RefuseAtOnce(mistook.Id, mistook.Why);
    }

    /// <summary>So much waits that there is no place in the order of the answers. One with an id needs none; of what has no id nobody could tell what it answers.</summary>
    private void RefuseAtOnce(long? id, Rejected why)
    {
        if (id is { } request)
            Tell(new Answer(request, null, why));
        else
            connection.Drop(why.Text);
    }

    private void SendAct(long id, Command command, CommandSpan trace)
    {
        Send(new Act(_player!.Id, connection.Id, _join.Attempt, ++_sent, id, command, trace.TraceParent));
        _overdue ??= After(TimeSpan.FromSeconds(services.Limits.AnswerSeconds), new AnswerOverdue());
    }

    private void SendInput(Command command) => Send(new Act(_player!.Id, connection.Id, _join.Attempt, 0, 0, command));

    /// <summary>Straight to the room's activation that it is in.</summary>
    private void Send(RoomMessage message) => Node.Inputs.Send(_room, Room, _epoch, message, _self);

    private void Answered(Answered answered)
    {
        // What was asked under a join of before is asked again under the next, all of it, and answered then.
        if (answered.Attempt != _join.Attempt || !_unanswered.TryAnswer(answered.CommandId, answered.Reply))
            return;
        foreach (var (id, command, trace, reply) in _unanswered.TakeAnswered())
        {
            if (reply is BeyondRoom beyond)
                _global.CarryOut(Node, _self, id, beyond.Command, trace, _player!, Room);
            else
                connection.Answer(new Answer(id, command, reply), trace);
        }
    }

    /// <summary>One timer for whatever is asked of the room: when an answer is overdue it comes in anew, and asks again.</summary>
    private void Overdue()
    {
        _overdue = null;
        if (_state == State.InRoom && !_unanswered.IsEmpty)
            ComeInAnew();
    }

    private void EnterView(long? fromEvent)
    {
        _viewed = Room;
        _viewedAs = connection.Encoding;
        Node.Views.Subscribe(Room, connection, _viewedAs, _epoch, fromEvent);
    }

    /// <summary>The client may have changed its mind, and back, since this was sent.</summary>
    private void LookAnew()
    {
        if (_viewed is null || ReferenceEquals(_viewedAs, connection.Encoding))
            return;
        _viewedAs = connection.Encoding;
        Node.Views.Recode(_viewed.Value, connection, _viewedAs);
    }

    /// <param name="untilEvent">What happened before that is still to be heard, as the others hear it.</param>
    private void LeaveView(long? untilEvent = null)
    {
        if (_viewed is { } room)
            Node.Views.Unsubscribe(room, connection, _epoch, untilEvent);
        _viewed = null;
    }

    private void Tell(Notice notice) => connection.Session.Tell(notice);

    private void End(CloseCode code, string why, string reason)
    {
        connection.Outbox.SilenceWorld();
        Tell(new Goodbye(why, reason));
        connection.Close(code, reason);
        if (why == Codes.Replaced)
        {
            LeaveView();
            // Only this connection's part in the world ends: the player stays by the one that has replaced it.
            if (_welcomed)
                Node.Players.Left(_player!.Id, _player.Name, connection.Id);
        }
        else
            LeaveWorld(cutOff: false);
        _state = State.Closed;
    }

    private void Gone(CloseCode code)
    {
        LeaveWorld(cutOff: IsCutOff(code));
        _state = State.Closed;
        _helloTimeout?.Cancel();
        _overdue?.Cancel();
        AbandonTraces();
        IsGone = true;
    }

    /// <summary>What was asked and will not be answered here; asked again by another connection, it is another trace.</summary>
    private void AbandonTraces()
    {
        foreach (var waiting in _unanswered.All)
            waiting.Trace.Abandon();
        foreach (var early in _early?.OfType<ClientAsked>() ?? [])
            early.Trace.Abandon();
        _global.AbandonTraces();
    }

    /// <summary>Whether it may come back: it neither said goodbye nor was sent away.</summary>
    public static bool IsCutOff(CloseCode code) =>
        code is not (CloseCode.Normal or CloseCode.GoingAway or CloseCode.NoStatus or CloseCode.PolicyViolation or CloseCode.ProtocolError
            or CloseCode.InvalidPayload or CloseCode.UnsupportedData or CloseCode.MessageTooBig);

    private void LeaveWorld(bool cutOff)
    {
        _join.Answered();
        if (_player is null || _state is not (State.InRoom or State.Joining))
            return;
        LeaveView();
        var leave = new LeaveRoom(_player.Id, connection.Id, cutOff);
        if (_state == State.InRoom)
            Send(leave);
        else
            Node.Actors.Rooms.Tell(new RoomEnvelope(Room, leave), _self);
        if (_welcomed)
            Node.Players.Left(_player.Id, _player.Name, connection.Id);
    }

    private void NameClaimed(NameClaimed claimed)
    {
        if (_global.Claimed(Node, claimed, _player!, Room) is not { } renamed)
            return;
        Node.Players.Left(renamed.Id, _player!.Name, connection.Id);
        _player = renamed;
        Node.Players.Entered(renamed.Id, renamed.Name, Room, connection.Id);
    }

    private ICancelable After(TimeSpan delay, object message) => Node.System.Scheduler.ScheduleTellOnceCancelable(delay, _self, message, _self);
}
