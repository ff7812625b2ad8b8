using System.Text.Json;
using Actors.Gateway.Codecs;
using Actors.World;

namespace Actors.Gateway.Dialects.Mud;

internal sealed class MudSession(IClient client, MudMessages messages, MudMessages toTerminals, MudEncoding text, MudEncoding textAndState) : IDialectSession
{
    private volatile bool _wantsState;
    private volatile MudMessages _messages = messages;
    private bool _hasAsked;

    public IRoomEncoding Encoding => _wantsState ? textAndState : text;

    public void Received(ReadOnlySpan<byte> payload, bool isText)
    {
        using var document = JsonInput.Parse(payload);
        if (document is null)
        {
            client.Malformed("Not a JSON object.");
            return;
        }
        var message = document.RootElement;
        switch (message.Text("type"))
        {
            case "ping":
                client.Send(_messages.Pong);
                break;
            case "subscribe" when message.Text("stream") == "state":
                _wantsState = true;
                client.UpdateEncoding();
                break;
            case "unsubscribe" when message.Text("stream") == "state":
                _wantsState = false;
                client.UpdateEncoding();
                break;
            case "input" when message.Object("input") is { } input && input.Object("movement") is { } movement
                && movement.Number("x") is { } x && movement.Number("y") is { } y:
                client.Input(new Move(new Vector(x, y), input.Integer("sequenceNumber") ?? 0));
                break;
            case "command" or null:
                Command(message);
                break;
            default:
                client.Malformed("Unknown type; known are command, ping, subscribe and input.");
                break;
        }
    }

    public void Tell(Notice notice)
    {
        switch (notice)
        {
            case Welcome welcome:
                client.Send(_messages.Welcome(welcome.You, welcome.Token));
                break;
            case Answer { Reply: Rejected why }:
                client.Send(_messages.Error(why.Code, why.Text));
                break;
            case Answer { Reply: Described described }:
                client.Send(_messages.Description(described.Room));
                break;
            case Answer { Reply: InventoryShown shown }:
                client.Send(_messages.Inventory(shown));
                break;
            case Answer { Reply: Done { Text: { } line } }:
                client.Send(_messages.Message(line));
                break;
            case RoomsAnswer rooms:
                client.Send(_messages.Rooms(rooms.Rooms));
                break;
            case WhoAnswer who:
                client.Send(_messages.Who(who.Players));
                break;
            case WhisperHeard heard:
                client.Send(_messages.Action(heard.FromName, "whispers", heard.Text, $"{heard.FromName} whispers to you: {heard.Text}"));
                break;
            case PlayerNotified notified:
                client.Send(_messages.Message(notified.Notice.Text));
                break;
            case Problem problem:
                client.Send(_messages.Error(problem.Code, problem.Text));
                break;
            case Goodbye goodbye:
                client.Send(_messages.Error(goodbye.Code, goodbye.Reason));
                break;
        }
    }

    /// <summary>The three forms of a command: a typed line, an action with its fields beside it, or with them in <c>data</c>.</summary>
    private void Command(JsonElement message)
    {
        // Terminals send lines and nothing else, and get answers of the types that they know.
        if (!_hasAsked && message.Text("type") is not null && message.EnumerateObject().Count() == 2 && message.Text("command") is not null)
            _messages = toTerminals;
        _hasAsked = true;
        if (message.Text("command") is { } line)
        {
            client.AskLine(line);
            return;
        }
        if (message.Text("action") is not { } action)
        {
            client.Malformed("A command needs a command line or an action.");
            return;
        }
        if (action != "join" && ActionArguments.Invocation(action, message) is { } invocation)
        {
            client.Ask(invocation);
            return;
        }
        var data = message.Object("data") ?? message;
        var rest = ActionArguments.Argument(data, action) ?? ActionArguments.Argument(message, action);
        if (action == "join")
            Join(data, message);
        else
            client.AskLine(rest is null ? action : $"{action} {rest}");
    }

    /// <summary>A player is in the world by connecting. To join only means to look around, in the named room if there is one.</summary>
    private void Join(JsonElement data, JsonElement message)
    {
        if ((data.Text("room_id") ?? message.Text("room_id") ?? data.Text("room")) is { } room)
            client.Ask(ActionArguments.WayTo(room));
        client.Ask(new Look());
    }
}
