using Actors.Channels;
using Actors.Gateway.Dialects;
using Actors.Gateway.Presence;
using Actors.Gateway.Views;
using Actors.Rooms;
using Actors.Storage;
using Actors.Telemetry;
using Actors.World;
using Akka.Actor;

namespace Actors.Gateway.Connections;

/// <summary>
/// The session of one client: its identity, the room of its body, and its pending commands. Commands stay pending until they are answered, and are sent again, in order and
/// under the same ids, to wherever the player is by then: a room executes each id once. The session lives as long as the socket. When the node restarts its ActorSystem,
/// the session gets another actor and continues as it does when its room has ended.
/// </summary>
internal sealed partial class PlayerSession(Connection connection, GatewayServices services)
{
    private enum State
    {
        New,
        Identifying,
        Joining,
        InRoom,
        Closed,
    }

    /// <summary>Moves from room to room without being admitted: nodes with different content may send a player to each other.</summary>
    private const int MaxMoves = 16;

    private const int MaxForgotten = 3;

    private static readonly Rejected TooMany = new(Codes.RateLimited, "Too many commands wait for their answers.");

    private readonly PendingCommands _pending = new(services.Limits.UnansweredCommands);
    private readonly RoomJoin _join = new(connection, services);
    private readonly GlobalCommands _global = new(connection, services);
    private GatewayNode? _node;
    private RoomViews? _viewsBefore;
    private IActorRef _self = ActorRefs.Nobody;
    private State _state;
    private PlayerRecord? _player;
    private Hello? _hello;
    private Queue<object>? _deferred;
    private string? _newToken;
    private bool _resumes;
    private int _forgotten;
    private bool _welcomed;
    private IActorRef _room = ActorRefs.Nobody;
    private long _epoch;
    private RoomId? _announced;
    private RoomId? _viewed;
    private IRoomEncoding? _viewedAs;
    private Move? _lastMove;
    private List<PlayerNotice>? _notices;
    private int _joinsRefused;
    private int _timesMoved;
    private long _sent;
    private ICancelable? _helloTimeout;
    private ICancelable? _overdue;

    /// <summary>Where the session's present actor lives. Set before that actor begins.</summary>
    public GatewayNode Node
    {
        get => _node ?? throw new InvalidOperationException("The connection has no actor yet.");
        set => (_viewsBefore, _node) = (_node?.Views, value);
    }

    /// <summary>The channel has closed and the world has been notified: the actor is no longer needed.</summary>
    public bool IsClosed { get; private set; }

    /// <summary>The first turn of its actor.</summary>
    public void Begin(IActorRef self)
    {
        var goesOn = !_self.IsNobody();
        _self = self;
        if (goesOn)
        {
            ResumeInNewSystem();
            return;
        }
        AwaitHello();
    }

    /// <summary>The actor has stopped, perhaps by a failure: the body leaves and the client is disconnected.</summary>
    public void ActorStopped(IActorRef actor)
    {
        if (_state == State.Closed || !actor.Equals(_self))
            return;
        LeaveWorld(cutOff: true);
        _state = State.Closed;
        AbandonTraces();
        connection.Close(CloseCode.InternalError, "Something went wrong on the server; connect again.");
    }

    public void Receive(object message, IActorRef sender)
    {
        if (message is ClientInput)
            connection.InputTaken();
        if (message is ClientGone gone)
        {
            // Handled even after the session has left the world: the actor lives exactly as long as its channel.
            OnClosed(gone.Code);
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
            case ParseFailed failed:
                AnswerFailed(failed);
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
                Rejoin();
                break;
            case CommandRefused refused when refused.Attempt == _join.Attempt && _state == State.InRoom:
                CommandRefused(refused);
                break;
            case SessionProbe probe when probe.Room != Room || _state is State.New or State.Identifying:
                sender.Tell(new LeaveRoom(probe.Player, connection.Id), _self);
                break;
            case RefusedJoinRetry when _state == State.Joining:
                Join(anew: false);
                break;
            case UnansweredJoinRetry retry when _state == State.Joining && retry.Attempt == _join.Attempt:
                RetryJoin();
                break;
            case PlayersListed listed:
                _global.Listed(listed);
                break;
            case RoomsListed listed:
                _global.Listed(listed);
                break;
            case RoomsNotListed failed:
                _global.ListFailed(failed);
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
            case EncodingChanged:
                UpdateView();
                break;
            case DialectChanged when _welcomed:
                IntroduceAgain();
                break;
            case DialectChanged when _state == State.New:
                AwaitHello();
                break;
            case DialectTimedOut when _state == State.New && connection.TryDecide():
                Identify(connection.WithDefaultRoom(connection.TakeHello()!));
                break;
            case ViewShown shown when shown.Room == _viewed:
                Tell(new RoomShown(shown.Room));
                break;
            case RoomDefinitionChanged changed when changed.Room == _viewed:
                ShowReloaded(changed.Room);
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

    /// <summary>The previous actor has stopped with its ActorSystem, and everything that was on its way is lost.</summary>
    private void ResumeInNewSystem()
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
            // Between two rooms: the player has left the first, and joins the second as it would have.
            case State.Joining when _announced != Room:
                Join();
                break;
            case State.Joining or State.InRoom:
                // The view's stream has ended as well. The client is shown the room again without noticing.
                Rejoin();
                if (services.World.FindRoom(Room) is not null)
                    EnterView(_viewsBefore?.NextEvent(Room));
                break;
        }
        _viewsBefore = null;
    }

    /// <summary>Sends directly to the room's activation that the player is in.</summary>
    private void Send(RoomMessage message) => Node.Inputs.Send(_room, Room, _epoch, message, _self);

    private void EnterView(long? fromEvent)
    {
        _viewed = Room;
        _viewedAs = connection.Encoding;
        Node.Views.Subscribe(Room, connection, _viewedAs, _epoch, fromEvent);
    }

    /// <summary>The client may have changed its encoding, and back again, since this was sent.</summary>
    private void UpdateView()
    {
        if (_viewed is null || ReferenceEquals(_viewedAs, connection.Encoding))
            return;
        _viewedAs = connection.Encoding;
        Node.Views.ChangeEncoding(_viewed.Value, connection, _viewedAs);
    }

    /// <param name="untilEvent">Earlier events are still to be delivered, as to the others.</param>
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
            // Only this connection leaves: the player stays with the one that has replaced it.
            if (_welcomed)
                Node.Players.Left(_player!.Id, _player.Name, connection.Id);
        }
        else
            LeaveWorld(cutOff: false);
        _state = State.Closed;
    }

    private void OnClosed(CloseCode code)
    {
        LeaveWorld(cutOff: IsCutOff(code));
        _state = State.Closed;
        _helloTimeout?.Cancel();
        _overdue?.Cancel();
        AbandonTraces();
        IsClosed = true;
    }

    /// <summary>Pending commands will not be answered here. If another connection sends them again, each begins another trace.</summary>
    private void AbandonTraces()
    {
        _pending.AbandonTraces();
        foreach (var early in _deferred?.OfType<ClientAsked>() ?? [])
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

    private ICancelable After(TimeSpan delay, object message) => Node.System.Scheduler.ScheduleTellOnceCancelable(delay, _self, message, _self);
}
