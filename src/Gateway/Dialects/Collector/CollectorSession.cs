using Actors.Gateway.Codecs;
using Actors.World;

namespace Actors.Gateway.Dialects.Collector;

/// <summary>These clients send one message, <c>move</c>, up to 60 times a second while a key is down, and know no error messages.</summary>
internal sealed class CollectorSession(IClient client, CollectorEncoding encoding, WorldRules rules) : IDialectSession
{
    /// <summary>Silence means that the key was released: longer than the time between two messages at the slowest repeat rate of keyboards, and short to the eye.</summary>
    private const double HoldSeconds = 0.15;

    private readonly int _holdTicks = (int)Math.Ceiling(HoldSeconds * 1000 / rules.TickMilliseconds);
    private volatile RoomDefinition? _room;
    private long _sequence;

    public IRoomEncoding Encoding => encoding;

    public void Received(ReadOnlySpan<byte> payload, bool isText)
    {
        using var document = JsonInput.Parse(payload);
        if (document is null || document.RootElement.Text("type") != "move"
            || document.RootElement.Number("dx") is not { } dx || document.RootElement.Number("dy") is not { } dy)
        {
            client.Malformed("Known is move with dx and dy.");
            return;
        }
        // The length of the vector is ignored: only the direction counts, and the room decides the speed.
        var direction = _room is { } room ? Projection.OntoScreen(room, CollectorDialect.FieldWidth, CollectorDialect.FieldHeight).DirectionToWorld(dx, dy) : Vector.Zero;
        client.Input(new Move(direction, ++_sequence, direction == Vector.Zero ? 0 : _holdTicks));
    }

    public void Tell(Notice notice)
    {
        switch (notice)
        {
            case Entered entered:
                _room = entered.Definition;
                break;
            case RoomReloaded reloaded:
                _room = reloaded.Definition;
                break;
            case PlayerNotified { Notice: var message }:
                // Clients that do not look at the type take every message for an update: this one has nobody in it, and the next one is right again.
                client.Send(new JsonText().Raw("{\"type\":\"notice\",\"code\":"u8).Text(message.Code).Raw(",\"message\":"u8).Text(message.Text)
                    .Raw(",\"players\":{},\"resources\":[]}"u8).ToMessage());
                break;
        }
        // The dialect has no other messages: a client sees a failure only by what does not happen.
    }
}
