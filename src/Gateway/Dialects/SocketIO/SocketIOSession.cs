using System.Text.Json;
using Actors.Gateway.Codecs;
using Actors.Rooms;
using Actors.World;

namespace Actors.Gateway.Dialects.SocketIO;

/// <summary>
/// One client's events and their answers. A client need not wait for an answer before it sends the next event: events after a journey wait here until the journey is
/// decided, because they are meant for where the client will be then.
/// </summary>
internal sealed class SocketIOSession(
    IClient client, SocketIOEncoding encoding, LiveWorld content, string? requestedRoom, Action<Entered> remember, bool isRecovered = false) : IDialectSession
{
    /// <summary>Events that wait for a journey, or for the client to be in the world at all. Further ones are refused.</summary>
    private const int MaxWaiting = 32;

    private readonly Lock _gate = new();
    private readonly Dictionary<long, Asked> _unanswered = [];
    private readonly Queue<Asked> _waiting = new();
    private bool _waits = true;
    private long _lastId;
    private long _lastInput;

    /// <summary>The room that was entered last; the room where the next command will be executed, which may be ahead of it, or unknown; and the journey that leads there.</summary>
    private string? _room;
    private string? _here;
    private Asked? _arriving;

    public IRoomEncoding Encoding => encoding;

    public void Received(ReadOnlySpan<byte> payload, bool isText)
    {
        using var document = JsonInput.Parse(payload);
        if (document is null)
        {
            const string TooDeep = "The argument of an event is one object, no deeper than 15 levels.";
            Refuse(payload, isText, new Rejected(Codes.BadMessage, TooDeep));
            client.Malformed(TooDeep);
            return;
        }
        var message = document.RootElement;
        var ack = message.Integer("ack");
        var data = message.Object("data");
        switch (message.Text("event"))
        {
            case "player_action" when data?.Text("action") is { Length: > 0 } action:
                InTurn(PlayerAction.Read(action, data.Value, ack, ++_lastInput));
                break;
            case "join_room" when data?.Text("room_id") is { } room:
                InTurn(new Asked(AskedKind.Join, ack, room, ActionArguments.WayTo(room)));
                break;
            case "leave_room" when data?.Text("room_id") is { } room:
                InTurn(new Asked(AskedKind.Leave, ack, room, new Travel(new RoomId(content.Current.DefaultRoom))));
                break;
            case "ping":
                var sentAt = data?.Number("sentAt");
                client.Send(ack is { } number ? SocketIOMessages.PongAnswer(number, sentAt) : SocketIOMessages.Pong(sentAt));
                break;
            default:
                const string Known = "Known are player_action with an action, join_room and leave_room with a room_id, and ping; each with one object.";
                if (ack is { } waiting)
                    client.Send(SocketIOMessages.Refusal(waiting, Codes.BadMessage, Known));
                client.Malformed(Known);
                break;
        }
    }

    public bool Refuse(ReadOnlySpan<byte> payload, bool isText, Rejected why)
    {
        if (JsonInput.NumberOf(payload, "ack"u8) is not { } ack)
            return false;
        client.Send(SocketIOMessages.Refusal((long)ack, why.Code, why.Text));
        return true;
    }

    public void Tell(Notice notice)
    {
        switch (notice)
        {
            case Welcome welcome:
                lock (_gate)
                    _lastId = welcome.You.LastCommand;
                client.Send(SocketIOMessages.Welcome(welcome.You, welcome.Token, isRecovered && welcome.Resumed != Resumption.None));
                break;
            case Entered entered:
                remember(entered);
                lock (_gate)
                    Enter_NeedsLock(entered);
                break;
            case Answer answer:
                lock (_gate)
                    Answered_NeedsLock(answer.Id, answer.Reply);
                break;
            case WhoAnswer who:
                lock (_gate)
                {
                    if (_unanswered.Remove(who.Id, out var asked))
                        client.Send(SocketIOMessages.Result(asked.Ack, ActionResults.Of(who))!);
                }
                break;
            case RoomsAnswer rooms:
                lock (_gate)
                {
                    if (_unanswered.Remove(rooms.Id, out var asked))
                        client.Send(SocketIOMessages.Result(asked.Ack, ActionResults.Of(rooms))!);
                }
                break;
            case WhisperHeard heard:
                client.Send(SocketIOMessages.Spoken("whisper", heard.From, heard.FromName, heard.Text));
                break;
            case PlayerNotified { Notice: var message }:
                client.Send(SocketIOMessages.Noticed(message.Code, message.Text));
                break;
            case Problem problem:
                client.Send(SocketIOMessages.Error(problem.Code, problem.Text));
                break;
            case Goodbye goodbye:
                client.Send(SocketIOMessages.Error(goodbye.Code, goodbye.Reason));
                break;
        }
    }

    private void InTurn(Asked asked)
    {
        lock (_gate)
        {
            if (!_waits)
                CarryOut_NeedsLock(asked);
            else if (_waiting.Count < MaxWaiting)
                _waiting.Enqueue(asked);
            else
                Refuse(asked, Codes.RateLimited, "Too much at once: wait until you are there.");
        }
    }

    private void GoOn_NeedsLock()
    {
        _waits = false;
        while (!_waits && _waiting.TryDequeue(out var next))
            CarryOut_NeedsLock(next);
    }

    /// <summary>Whether it is a room of the content, or one that rules may have opened; not a copy of a room.</summary>
    private bool MayExist(string room) => (new RoomId(room), content.Current) is var (id, world) && world.CanExist(id) && (id.IsOpened || world.Rooms.ContainsKey(room));

    private void CarryOut_NeedsLock(Asked asked)
    {
        if (asked.Kind == AskedKind.Join && !MayExist(asked.Room!))
            Refuse(asked, Codes.NoSuchRoom, "There is no room of that name.");
        else if (asked.Kind != AskedKind.Join && asked.Room is { } named && _here is not null && new RoomId(named).Definition != _here)
            Refuse(asked, Codes.NotIn, $"You are not in that room, you are in {_here}.");
        else if (asked.Kind == AskedKind.Leave && asked.Destination == _here)
            Refuse(asked, Codes.NoSuchExit, $"{_here} is where everybody is who is nowhere else: join another room, or disconnect.");
        else if (asked.Command is Move { Direction: var to } && (Math.Abs(to.X) > 1 || Math.Abs(to.Y) > 1))
            Refuse(asked, Codes.BadArgument, "A direction has components from -1 to 1.");
        else if (asked.Command is Move move)
        {
            client.Input(move);
            Done(asked, null);
        }
        else
            Ask_NeedsLock(asked);
    }

    /// <summary>Under the lock, because ids must reach the connection in their order.</summary>
    private void Ask_NeedsLock(Asked asked)
    {
        _unanswered[++_lastId] = asked;
        _waits = asked.IsJourney;
        client.Ask(asked.Command, _lastId);
    }

    private void Answered_NeedsLock(long id, Reply reply)
    {
        if (!_unanswered.Remove(id, out var asked))
        {
            // No event has asked for it.
            if (reply is Rejected why)
                client.Send(SocketIOMessages.Error(why.Code, why.Text));
            return;
        }
        if (reply is Rejected refusal)
            Refuse(asked, refusal.Code, refusal.Text);
        else if (asked.Kind == AskedKind.Act)
            Done(asked, ActionResults.Of(reply));
        else if (asked.Destination == _room)
            Arrived(asked);
        else
            _arriving = asked;
        if (!asked.IsJourney)
            return;
        if (reply is not Rejected)
            _here = asked.Destination;
        GoOn_NeedsLock();
    }

    private void Enter_NeedsLock(Entered entered)
    {
        var before = _room;
        _room = _here = entered.Room.Definition;
        if (entered.First)
            Begin_NeedsLock();
        else if (_arriving is { } asked)
        {
            _arriving = null;
            Arrived(asked);
        }
        else if (!_unanswered.Values.Any(asked => asked.Destination == _room))
        {
            client.Send(SocketIOMessages.Left(before!));
            client.Send(SocketIOMessages.Joined(_room));
        }
    }

    /// <summary>If the client came back in another room than it requested, its connection takes it there, under the number in the welcome.</summary>
    private void Begin_NeedsLock()
    {
        if (requestedRoom is not null && new RoomId(requestedRoom).Definition is var requested && requested != _room && content.Current.Rooms.ContainsKey(requested))
            _unanswered[_lastId] = new Asked(AskedKind.Join, null, requested, new Travel(new RoomId(requested)));
        else
            GoOn_NeedsLock();
    }

    private void Arrived(Asked asked)
    {
        client.Send(asked.Kind == AskedKind.Leave ? SocketIOMessages.Left(asked.Room!) : SocketIOMessages.Joined(asked.Room!));
        if (asked.Ack is { } ack)
            client.Send(SocketIOMessages.Arrival(ack, asked.Room!));
    }

    private void Done(Asked asked, Action<Utf8JsonWriter>? result)
    {
        if (SocketIOMessages.Result(asked.Ack, result) is { } message)
            client.Send(message);
    }

    private void Refuse(Asked asked, string code, string text)
    {
        client.Send(SocketIOMessages.Error(code, text));
        if (asked.Ack is { } ack)
            client.Send(SocketIOMessages.Refusal(ack, code, text));
    }
}
