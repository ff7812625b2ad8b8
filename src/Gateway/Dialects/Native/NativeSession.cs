using System.Text.Json;
using Actors.Gateway.Codecs;
using Actors.Gateway.Transports;
using Actors.World;

namespace Actors.Gateway.Dialects.Native;

internal sealed class NativeSession(IClient client, NativeMessages messages, NativeEncoding encoding, string? tokenOfRequest) : IDialectSession
{
    private const int Version = 1;

    public IRoomEncoding Encoding => encoding;

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
            case "input" when message.Number("x") is { } x && message.Number("y") is { } y && message.Whole("seq") is { } sequence:
                client.Input(new Move(new Vector(x, y), sequence));
                break;
            case "face" when message.Number("angle") is { } angle:
                client.Input(new Face(angle));
                break;
            case "attack":
                client.Input(new Attack(message.Text("target"), message.Number("angle")));
                break;
            case "fire":
                client.Input(new Fire(message.Number("angle")));
                break;
            case "command" when message.Text("line") is { } line && message.Whole("id") is > 0 and var id:
                client.AskLine(line, id);
                break;
            case "ping" when message.Number("sentAt") is { } sentAt:
                client.Send(messages.Pong(sentAt));
                break;
            case "resync":
                client.Resync();
                break;
            case "ack":
                break;
            case "hello":
                Greet(message);
                break;
            default:
                client.Malformed("Unknown type, or a field is missing.");
                break;
        }
    }

    public void Tell(Notice notice)
    {
        switch (notice)
        {
            case Welcome welcome:
                client.Send(messages.Welcome(welcome));
                break;
            case Entered entered:
                client.Send(messages.Room(entered.Room, entered.Definition, entered.ResumeToken));
                break;
            case Answer answer:
                client.Send(messages.Result(answer.Id, answer.Reply));
                break;
            case WhoAnswer who:
                client.Send(messages.Who(who.Id, who.Players));
                break;
            case WhisperHeard heard:
                client.Send(messages.Event(null, "whispered", $"{heard.FromName} whispers to you: {heard.Text}", heard.From, heard.FromName, heard.Text));
                break;
            case Problem problem:
                client.Send(messages.Error(problem.Code, problem.Text));
                break;
            case Goodbye goodbye:
                client.Send(messages.Goodbye(goodbye.Code, goodbye.Reason));
                break;
        }
    }

    private void Greet(JsonElement hello)
    {
        if (hello.Whole("version") is { } version && version != Version)
        {
            client.Send(messages.Goodbye("version", $"This server speaks version {Version}."));
            client.Close(CloseCode.PolicyViolation, "version");
            return;
        }
        client.Start(new Hello(hello.Text("name"), hello.Text("token") ?? tokenOfRequest, hello.Text("room"), hello.Text("resume"), hello.Whole("fromEvent")));
    }
}
