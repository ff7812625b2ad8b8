using Actors.Channels;
using Actors.Gateway.Codecs;
using Actors.Gateway.Dialects.Native.Reading;
using Actors.Gateway.Dialects.Native.Writing;
using Actors.World;

namespace Actors.Gateway.Dialects.Native;

internal sealed class NativeSession(IClient client, NativeMessages messages, NativeEncodings encodings, string? tokenOfRequest) : IDialectSession
{
    private static readonly Rejected WrongArguments = new(Codes.BadArgument, "The args of a command are one map of at most 15 levels, of texts, numbers, flags, lists and maps by text.");

    private volatile IRoomEncoding _encoding = encodings.Keyframes;
    private bool _greeted;

    public IRoomEncoding Encoding => _encoding;

    public void Received(ReadOnlySpan<byte> payload, bool isText)
    {
        var isJson = messages.Format == NativeFormat.Json;
        ClientMessage message = default;
        if ((isText && !isJson) || !(isJson ? JsonMessageReader.TryRead(payload, out message) : PackMessageReader.TryRead(payload, out message)))
        {
            var request = RequestId.Of(payload, isText, messages.Format);
            if (request is { } refused && isJson && JsonInput.Has(payload, "verb"u8))
                client.Send(messages.Result(refused, WrongArguments));
            else
                client.Malformed(isJson ? "Not a JSON object of at most 16 levels." : "Not a MessagePack map.", request);
            return;
        }
        switch (message.Type)
        {
            case "input" when message.X is { } x && message.Y is { } y && ClientMessage.ToInteger(message.Sequence) is { } sequence:
                client.Input(new Move(new Vector(x, y), sequence));
                break;
            case "face" when message.Angle is { } angle:
                client.Input(new Face(angle));
                break;
            case "attack":
                client.Input(new Attack(message.Target, message.Angle));
                break;
            case "fire":
                client.Input(new Fire(message.Angle));
                break;
            case "command" when message.Line is { } line && ClientMessage.ToInteger(message.Id) is > 0 and var id:
                client.AskLine(line, id);
                break;
            case "command" when message.Verb is { } verb && ClientMessage.ToInteger(message.Id) is > 0 and var id:
                if (message.Arguments is { } arguments)
                    client.Ask(new Invoke(verb, arguments), id);
                else
                    client.Send(messages.Result(id, WrongArguments));
                break;
            case "ping" when message.SentAt is { } sentAt:
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
                client.Malformed("Unknown type, or a field is missing or of another kind.", RequestId.Of(payload, isText, messages.Format));
                break;
        }
    }

    public bool Refuse(ReadOnlySpan<byte> payload, bool isText, Rejected why)
    {
        if (RequestId.Of(payload, isText, messages.Format) is not { } id)
            return false;
        client.Send(messages.Result(id, why));
        return true;
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
            case RoomReloaded reloaded:
                client.Send(messages.Room(reloaded.Room, reloaded.Definition, reloaded.ResumeToken));
                break;
            case Answer answer:
                client.Send(messages.Result(answer.Id, answer.Reply));
                break;
            case WhoAnswer who:
                client.Send(messages.Who(who.Id, who.Players));
                break;
            case RoomsAnswer rooms:
                client.Send(messages.Rooms(rooms.Id, rooms.Rooms));
                break;
            case WhisperHeard heard:
                client.Send(messages.Event(null, "whispered", $"{heard.FromName} whispers to you: {heard.Text}", heard.From, heard.FromName, heard.Text));
                break;
            case PlayerNotified notified:
                client.Send(messages.Notice(notified.You, notified.Notice));
                break;
            case Problem problem:
                client.Send(messages.Error(problem.Code, problem.Text));
                break;
            case Goodbye goodbye:
                client.Send(messages.Goodbye(goodbye.Code, goodbye.Reason));
                break;
        }
    }

    private void Greet(in ClientMessage hello)
    {
        if (ClientMessage.ToInteger(hello.Version) is { } version && version != NativeDialect.Version)
        {
            client.Send(messages.Goodbye("version", $"This server speaks version {NativeDialect.Version}."));
            client.Close(CloseCode.PolicyViolation, "version");
            return;
        }
        // Only the first hello counts: it identifies the client and names its capabilities.
        if (!_greeted)
            _encoding = hello.Area ? encodings.Areas : hello.Deltas ? encodings.Deltas : encodings.Keyframes;
        _greeted = true;
        client.Start(new Hello(hello.Name, hello.Token ?? tokenOfRequest, hello.Room, hello.Resume, ClientMessage.ToInteger(hello.FromEvent)));
    }
}
