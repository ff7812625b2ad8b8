using Actors.Channels;
using Actors.Gateway.Dialects.Native.Writing;
using Actors.Rooms;
using Actors.World;

namespace Actors.Gateway.Dialects.Native;

/// <summary><c>actors.v1.json</c> or <c>actors.v1.msgpack</c>: the whole world for new clients. docs/protocol.md shows every message.</summary>
public sealed class NativeDialect : IDialect
{
    internal const int Version = 1;

    private readonly NativeMessages _messages;
    private readonly NativeEncodings _encodings;

    /// <summary>Each format has its own dialect object.</summary>
    public NativeDialect(LiveWorld content, TimeProvider time, NativeFormat format, AreaOptions? areas = null)
    {
        Format = format;
        _messages = new NativeMessages(content, time, format);
        _encodings = new NativeEncodings(_messages, areas ?? new AreaOptions());
    }

    /// <summary>How its messages are written.</summary>
    public NativeFormat Format { get; }

    /// <inheritdoc/>
    public string Name => Format.Name;

    /// <inheritdoc/>
    public IDialectSession Open(IClient client, ConnectRequest request) => new NativeSession(client, _messages, _encodings, request["token"]);

    /// <inheritdoc/>
    public Hello? HelloOf(ConnectRequest request) => null;

    /// <inheritdoc/>
    public EncodedMessage? Encode(WorldMessage message) => message switch
    {
        Shouted shouted => _messages.Event(null, "shouted", $"{shouted.FromName} shouts: {shouted.Text}", shouted.From, shouted.FromName, shouted.Text),
        SaidToAll said => _messages.Event(null, "global", $"{said.FromName} says to all: {said.Text}", said.From, said.FromName, said.Text),
        _ => null,
    };
}
