using Actors.Channels;
using Actors.Codecs.MessagePack;
using Actors.Rooms;
using Actors.World;

namespace Actors.Gateway.Dialects.Datagram;

/// <summary>
/// A game of walking and shooting in MessagePack over UDP, on a field of 38 x 18 whose centre is 0,0. Clients send a direction that holds
/// until they send another, and get the players that have moved and the bullets that fly.
/// </summary>
public sealed class DatagramDialect : IDialect
{
    /// <summary>In the dialect's own units.</summary>
    public const double FieldWidth = 38;
    /// <summary>In the dialect's own units.</summary>
    public const double FieldHeight = 18;

    private readonly DatagramMessages _messages;
    private readonly DatagramEncoding _encoding;

    /// <param name="format">How bytes are written: old clients know only MessagePack's text family.</param>
    public DatagramDialect(TimeProvider time, MessagePackFormat format = MessagePackFormat.Current)
    {
        _messages = new DatagramMessages(format);
        _encoding = new DatagramEncoding(_messages, time);
        WorldInfo = _messages.WorldInfo();
    }

    /// <inheritdoc/>
    public string Name => "datagram";

    /// <summary>The first message that a client is sent.</summary>
    public EncodedMessage WorldInfo { get; }

    /// <inheritdoc/>
    public IDialectSession Open(IClient client, ConnectRequest request) => new DatagramSession(client, _encoding, _messages);

    /// <inheritdoc/>
    public Hello? HelloOf(ConnectRequest request) => new(null, null, null);

    /// <summary>The dialect has no text.</summary>
    public EncodedMessage? Encode(WorldMessage message) => null;

    internal static Projection ProjectionOf(RoomDefinition room) => new(FieldWidth / room.Width, FieldHeight / room.Height, 0, 0);
}
