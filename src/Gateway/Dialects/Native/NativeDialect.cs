using Actors.Cluster;
using Actors.Gateway.Codecs;
using Actors.Gateway.Transports;
using Actors.World;

namespace Actors.Gateway.Dialects.Native;

/// <summary><c>actors.v1.json</c>: the whole world for new clients. docs/protocol.md shows every message.</summary>
public sealed class NativeDialect(WorldDefinition world, TimeProvider time) : IDialect
{
    public const string Subprotocol = "actors.v1.json";

    private readonly NativeMessages _messages = new(world, time);
    private readonly NativeEncoding _encoding = new(new NativeMessages(world, time));

    public string Name => "native";

    public IDialectSession Open(IClient client, ConnectRequest request) => new NativeSession(client, _messages, _encoding, request["token"]);

    public Hello? HelloOf(ConnectRequest request) => null;

    public EncodedMessage? Encode(WorldMessage message) => message switch
    {
        Shouted shouted => _messages.Event(null, "shouted", $"{shouted.FromName} shouts: {shouted.Text}", shouted.From, shouted.FromName, shouted.Text),
        SaidToAll said => _messages.Event(null, "global", $"{said.FromName} says to all: {said.Text}", said.From, said.FromName, said.Text),
        _ => null,
    };
}
