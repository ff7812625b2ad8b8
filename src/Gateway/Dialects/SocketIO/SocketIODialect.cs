using Actors.Gateway.Transports;
using Actors.Rooms;
using Actors.World;

namespace Actors.Gateway.Dialects.SocketIO;

/// <summary>
/// The world as events of Socket.IO's default namespace. A message to a client is a whole packet; what comes from one is brought as a JSON object of an
/// event's name, its first argument and the number of the answer that it waits for: <see cref="SocketIOClient"/> makes it.
/// </summary>
public sealed class SocketIODialect(WorldDefinition world, TimeProvider time) : IDialect
{
    private readonly SocketIOEncoding _encoding = new();

    public string Name => "socketio";

    public IDialectSession Open(IClient client, ConnectRequest request)
    {
        client.Send(SocketIOMessages.Connected);
        return new SocketIOSession(client, _encoding, world, request["room"]);
    }

    public Hello? HelloOf(ConnectRequest request) => new(request["name"], request["token"], request["room"]);

    public EncodedMessage? Encode(WorldMessage message) => message switch
    {
        WorldTicked ticked => SocketIOMessages.Ticked(ticked, time.GetUtcNow()),
        Shouted shouted => SocketIOMessages.Spoken("shout", shouted.From, shouted.FromName, shouted.Text),
        SaidToAll said => SocketIOMessages.Spoken("global", said.From, said.FromName, said.Text),
        _ => null,
    };
}
