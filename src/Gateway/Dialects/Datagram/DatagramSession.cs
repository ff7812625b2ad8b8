using Actors.Datagrams;
using Actors.World;

namespace Actors.Gateway.Dialects.Datagram;

/// <summary>These clients send a direction, which holds until they send another, and shots. They know no error messages.</summary>
internal sealed class DatagramSession(IClient client, DatagramEncoding encoding, DatagramMessages messages) : IDialectSession
{
    private volatile RoomDefinition? _definition;
    private RoomId? _room;
    private int _newestInput = -1;
    private long _sequence;

    public IRoomEncoding Encoding => encoding;

    public void Received(ReadOnlySpan<byte> payload, bool isText)
    {
        if (!DatagramHeader.TryParse(payload, out var header))
        {
            client.Malformed("Not a datagram.");
            return;
        }
        switch (header.Id)
        {
            case PacketIds.PlayerInput:
                Input(header);
                break;
            case PacketIds.PlayerFire:
                client.Input(new Fire());
                break;
            default:
                client.Malformed("Unknown packet; known are PLAYER_INPUT 20 and PLAYER_FIRE 21.");
                break;
        }
    }

    public void Tell(Notice notice)
    {
        // The dialect has no other messages: a client sees a failure only by what does not happen.
        if (notice is RoomReloaded reloaded)
            _definition = reloaded.Definition;
        if (notice is not Entered entered)
            return;
        if (entered.First)
            client.Send(messages.Welcome(entered.You, DatagramDialect.ProjectionOf(entered.Definition)));
        else if (_room is { } left && left != entered.Room)
            Leave(left, entered.You.Id);
        _room = entered.Room;
        _definition = entered.Definition;
    }

    private void Input(DatagramHeader header)
    {
        var reader = header.Payload();
        if (!reader.TryReadArrayHeader(out var count) || count != 2 || !reader.TryReadDouble(out var dx) || !reader.TryReadDouble(out var dy)
            || !double.IsFinite(dx) || !double.IsFinite(dy))
        {
            client.Malformed("PLAYER_INPUT is [dx, dy].");
            return;
        }
        // An older input that arrives late no longer counts. Old clients number all their inputs 0, and each of those counts.
        if (header.Sequence != 0)
        {
            if (_newestInput >= 0 && Sequences.Ahead(header.Sequence, _newestInput) < 0)
                return;
            _newestInput = header.Sequence;
        }
        if (_definition is { } room)
            client.Input(new Move(DatagramDialect.ProjectionOf(room).DirectionToWorld(dx, dy), ++_sequence));
    }

    /// <summary>The protocol has no packet for a change of room: for this client the players of the old room have left.</summary>
    private void Leave(RoomId room, PlayerId you)
    {
        var others = encoding.ShownIn(room).Where(player => player.Id != you).Select(static player => player.Id).ToArray();
        if (others.Length > 0)
            client.Send(messages.Left(others));
    }
}
