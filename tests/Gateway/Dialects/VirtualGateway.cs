using Actors.Gateway.Codecs.MessagePack;
using Actors.Gateway.Connections;
using Actors.Gateway.Dialects;
using Actors.Gateway.Tests.Abuse;
using Actors.Gateway.Transports;
using Actors.Gateway.Views;
using Actors.TestKit;
using Actors.World;
using Microsoft.Extensions.Logging.Abstractions;

namespace Actors.Gateway.Tests.Dialects;

/// <summary>Real connections, views and rooms in virtual time, without sockets.</summary>
internal sealed class VirtualGateway : IAsyncDisposable
{
    private readonly SimulatedNode _node;
    private readonly ConnectionRegistry _connections;
    private byte _token;

    public VirtualGateway(WorldDefinition world)
    {
        _node = new SimulatedNode(world);
        var guests = new Guests(_node.Store, world, bytes => bytes.Fill(++_token));
        var limits = new GatewayLimits();
        var views = new RoomViews(_node.Cluster, _node.Runtime, world, limits);
        _connections = new ConnectionRegistry(new GatewayServices(_node.Cluster, _node.Runtime, world, _node.Store, guests, new Presence(), views, limits, NullLogger.Instance)
        {
            Resume = new ResumeTokens(new byte[ResumeTokens.KeyBytes], _node.Runtime.Time, TimeSpan.FromHours(1)),
        });
        _node.Cluster.Attach(_connections);
    }

    public TimeProvider Time => _node.Runtime.Time;

    public Client Connect(IDialect dialect, string? token = null)
    {
        var query = new Dictionary<string, string>();
        if (token is not null)
            query["token"] = token;
        var channel = new FakeChannel { IsFast = true };
        return new Client(channel, _connections.Open(dialect, channel, new ConnectRequest("/", query, null)));
    }

    public void Advance(double seconds) => _node.Advance(seconds);

    public ValueTask DisposeAsync() => _node.DisposeAsync();

    internal sealed class Client(FakeChannel channel, IChannelEvents events)
    {
        public IReadOnlyList<CloseCode> Closings => channel.Closings;

        /// <summary>All that it was told since it was last asked, binary messages as JSON.</summary>
        public List<string> Told()
        {
            var told = channel.Taken.Select(Read).ToList();
            channel.Taken.Clear();
            return told;
        }

        public void Send(byte[] message) => events.Received(message, isText: false);

        public void Break() => events.Closed(CloseCode.Abnormal, "");

        private static string Read(EncodedMessage message)
        {
            if (message.IsText)
                return System.Text.Encoding.UTF8.GetString(message.Payload.Span);
            var reader = new MessagePackReader(message.Payload.Span);
            Assert.True(MessagePackValue.TryRead(ref reader, out var value) && reader.AtEnd);
            return value.ToString();
        }
    }
}
