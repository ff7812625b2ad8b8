using Actors.Channels;
using Actors.Rooms;
using Actors.World;

namespace Actors.Gateway.Dialects.Packets;

/// <summary>
/// A top-down game as MessagePack in binary frames: clients send the direction in which they walk, look and strike, and get a row of numbers for every player at each tick.
/// Nothing is sent before the client's start message.
/// </summary>
public sealed class PacketsDialect : IDialect
{
    /// <summary>Units across a room, on either axis.</summary>
    public const double FieldSize = 1000;

    /// <summary>The WebSocket subprotocol that chooses it.</summary>
    public const string Subprotocol = "packets";

    /// <exception cref="ArgumentException">The options are wrong; the message comes from <see cref="PacketsOptionsCheck"/>.</exception>
    public PacketsDialect(LiveWorld content, PacketsOptions options)
    {
        if (PacketsOptionsCheck.Errors(options, nameof(options)) is [var wrong, ..])
            throw new ArgumentException(wrong, nameof(options));
        HelloWithin = TimeSpan.FromSeconds(options.StartSeconds);
        Codes = new PacketsCodes(options);
        Items = new PacketsItems(content);
        Encoding = new PacketsEncoding(Codes, Items, content);
        Pong = Messages().Pong();
    }

    /// <inheritdoc/>
    public string Name => "packets";

    /// <inheritdoc/>
    public TimeSpan? HelloWithin { get; }

    internal PacketsCodes Codes { get; }

    internal PacketsItems Items { get; }

    internal IRoomEncoding Encoding { get; }

    internal EncodedMessage Pong { get; }

    /// <inheritdoc/>
    public IDialectSession Open(IClient client, ConnectRequest request) => new PacketsSession(client, this, request);

    /// <inheritdoc/>
    public Hello? HelloOf(ConnectRequest request) => null;

    /// <inheritdoc/>
    public EncodedMessage? Encode(WorldMessage message) => message switch
    {
        Shouted shouted => Messages().Chat(shouted.From, shouted.Text),
        SaidToAll said => Messages().Chat(said.From, said.Text),
        _ => null,
    };

    internal PacketsMessages Messages() => new(Codes, Items);
}
