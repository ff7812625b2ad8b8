using Actors.Gateway.Codecs;
using Actors.World;

namespace Actors.Gateway.Dialects.Collector;

/// <summary>These clients send one message, <c>move</c>, up to 60 times a second while a key is down, and know no errors.</summary>
internal sealed class CollectorSession(IClient client, CollectorEncoding encoding, WorldRules rules) : IDialectSession
{
    /// <summary>A key that was let go is known by the silence: longer than between two messages at the slowest repetition of keyboards, short to the eye.</summary>
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
        // How far they wish to go is nothing to the server: the direction counts, the speed is the room's.
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
                // Clients that do not ask for the type take all messages for updates: this one has nobody in it, and the next is right.
                client.Send(new JsonText().Raw("{\"type\":\"notice\",\"code\":"u8).Text(message.Code).Raw(",\"message\":"u8).Text(message.Text)
                    .Raw(",\"players\":{},\"resources\":[]}"u8).ToMessage());
                break;
        }
        // The dialect has no words for anything else: what goes wrong shows in what does not happen.
    }
}
