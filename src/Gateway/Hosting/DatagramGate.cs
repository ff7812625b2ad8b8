using System.Net;
using Actors.Channels;
using Actors.Datagrams;
using Actors.Gateway.Connections;
using Actors.Gateway.Dialects;
using Actors.Gateway.Dialects.Datagram;
using Actors.World;

namespace Actors.Gateway.Hosting;

/// <summary>Opens connections for the transport's sessions.</summary>
/// <param name="room">The room of new players; null: content decides.</param>
internal sealed class DatagramGate(ConnectionRegistry connections, DatagramDialect dialect, RoomId? room, int maxConnections) : IDatagramAcceptor
{
    private static readonly Dictionary<string, string> NoQuery = [];

    public EncodedMessage Greeting => dialect.WorldInfo;

    public IChannelEvents? Accept(IClientChannel channel, IPEndPoint remote) => connections.Count >= maxConnections
        ? null
        : connections.Open(dialect, channel, new ConnectRequest("/", NoQuery, remote.Address.ToString()) { DefaultRoom = room });
}
