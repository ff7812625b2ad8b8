using System.Text.Json;
using Actors.Channels;
using Actors.Gateway.Codecs;
using Actors.World;

namespace Actors.Gateway.Dialects.Arena;

internal sealed class ArenaSession(IClient client, ArenaEncoding encoding, IDialect? binary, ConnectRequest request) : IDialectSession
{
    private IDialect? _binary = binary;

    public IRoomEncoding Encoding => encoding;

    public void Received(ReadOnlySpan<byte> payload, bool isText)
    {
        // The first message decides; JSON in a binary frame is JSON.
        if (_binary is { } other)
        {
            if (!isText && payload is not [(byte)'{', ..])
            {
                client.Become(other, request).Received(payload, isText);
                return;
            }
            _binary = null;
            client.Settle();
        }
        if (ArenaInput.TryRead(payload, out var plain))
        {
            Move(plain);
            return;
        }
        using var document = JsonInput.Parse(payload);
        if (document is null)
        {
            client.Malformed("Not a JSON object.");
            return;
        }
        var message = document.RootElement;
        switch (message.Text("type"))
        {
            case "input" when message.Object("input") is { } input:
                Input(input);
                break;
            case "ping":
                Pong(message);
                break;
            default:
                client.Malformed("Unknown type; known are input and ping.");
                break;
        }
    }

    public void Tell(Notice notice)
    {
        switch (notice)
        {
            case Entered { First: true } entered:
                client.Send(Connected(entered.You));
                break;
            case Problem problem:
                client.Send(Said("error"u8, problem.Code, problem.Text));
                break;
            case PlayerNotified { Notice: var message }:
                client.Send(Said("notice"u8, message.Code, message.Text));
                break;
            case Welcome { Token: { } token }:
                _token = token;
                break;
            case Goodbye goodbye:
                client.Send(Said("error"u8, goodbye.Code, goodbye.Reason));
                break;
        }
    }

    private string? _token;

    private void Input(JsonElement input)
    {
        if (input.Integer("sequenceNumber") is not { } sequence
            || input.Object("movement") is not { } movement
            || movement.Number("x") is not { } x
            || movement.Number("y") is not { } y)
        {
            client.Malformed("input needs sequenceNumber and movement {x, y}.");
            return;
        }
        Move(new ArenaInput(sequence, new Vector(x, y)));
    }

    private void Move(ArenaInput input)
    {
        // As these clients' own server does: a movement out of range is ignored, and so is its number.
        if (Math.Abs(input.Movement.X) <= 1 && Math.Abs(input.Movement.Y) <= 1)
            client.Input(new Move(input.Movement, input.Sequence));
    }

    private void Pong(JsonElement message)
    {
        var pong = new JsonText().Raw("{\"type\":\"pong\",\"sentAt\":"u8);
        if (message.Field("sentAt", out var sentAt) && sentAt.ValueKind is JsonValueKind.Number or JsonValueKind.String)
            pong.Raw(System.Text.Encoding.UTF8.GetBytes(sentAt.GetRawText()));
        else
            pong.Raw("null"u8);
        client.Send(pong.Raw("}"u8).ToMessage());
    }

    private static EncodedMessage Said(ReadOnlySpan<byte> type, string code, string message) => new JsonText()
        .Raw("{\"type\":\""u8).Raw(type).Raw("\",\"code\":"u8).Text(code).Raw(",\"message\":"u8).Text(message).Raw("}"u8).ToMessage();

    private EncodedMessage Connected(PlayerRecord you)
    {
        var text = new JsonText().Raw("{\"type\":\"connected\",\"clientId\":\""u8).Number(you.Id.Value)
            .Raw("\",\"player\":{\"id\":\""u8).Number(you.Id.Value)
            .Raw("\",\"name\":"u8).Text(you.Name)
            .Raw(",\"position\":{\"x\":"u8).Double(Math.Round(you.Position.X, 3)).Raw(",\"y\":"u8).Double(Math.Round(you.Position.Y, 3))
            .Raw("},\"velocity\":{\"x\":0,\"y\":0},\"lastProcessedInput\":0}"u8);
        if (_token is { } token)
            text.Raw(",\"token\":"u8).Text(token);
        return text.Raw("}"u8).ToMessage();
    }
}
