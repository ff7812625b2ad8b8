using Actors.Channels;
using Actors.Codecs.MessagePack;
using Actors.Gateway.Connections;
using Actors.Gateway.Dialects;
using Actors.Gateway.Dialects.Native;
using Actors.Gateway.Dialects.Native.Writing;
using Actors.Gateway.Hosting;
using Actors.Gateway.Tests.Abuse;
using Actors.Gateway.Tests.Dialects.Native;
using Actors.Hosting;
using Actors.Rooms;
using Actors.TestKit;
using Actors.World;
using Akka.Hosting;
using Microsoft.Extensions.Logging.Abstractions;

namespace Actors.Gateway.Tests.Dialects;

/// <summary>Real connections, views and rooms in virtual time, without sockets.</summary>
internal sealed class VirtualGateway : IAsyncDisposable
{
    private readonly SimulatedNode _node;
    private readonly Part _part;

    /// <param name="store">What is stored of an earlier world.</param>
    /// <param name="content">The gateway's own content, when it is not that of the rooms.</param>
    public VirtualGateway(WorldDefinition world, GatewayLimits? limits = null, MemoryWorldStore? store = null, WorldDefinition? content = null)
    {
        _part = new Part(limits ?? new GatewayLimits(), content is null ? null : new LiveWorld(content));
        _node = new SimulatedNode(world, store, gateway: _part);
    }

    public TimeProvider Time => _node.Time;

    /// <summary>The rooms behind it.</summary>
    public SimulatedNode Node => _node;

    public GatewayServices Services => _part.Services;

    public ConnectionRegistry Connections => _part.Connections;

    public Client Connect(IDialect dialect, string? token = null, string? room = null)
    {
        var query = new Dictionary<string, string>();
        if (token is not null)
            query["token"] = token;
        if (room is not null)
            query["room"] = room;
        return Connect(dialect, new ConnectRequest("/", query, null));
    }

    public Client Connect(IDialect dialect, ConnectRequest request)
    {
        var channel = new FakeChannel { IsFast = true };
        return new Client(channel, _part.Connections.Open(dialect, channel, request));
    }

    /// <summary>A client that is in, under its name; the messages that it was sent on the way are left to be read.</summary>
    public Client Enter(IDialect dialect, string name)
    {
        var client = Connect(dialect, new ConnectRequest("/", new Dictionary<string, string> { ["name"] = name }, null));
        Advance(1);
        return client;
    }

    /// <summary>The same in the native protocol.</summary>
    /// <param name="format">json or msgpack.</param>
    public Client EnterNative(string format, string name)
    {
        var client = Connect(new NativeDialect(Services.Content, Time, format == "json" ? NativeFormat.Json : NativeFormat.MessagePack));
        client.Send(NativeNodes.Encode(format, $$"""{"type":"hello","version":1,"name":"{{name}}"}"""));
        Advance(1);
        return client;
    }

    public void Advance(double seconds) => _node.Advance(seconds);

    public ValueTask DisposeAsync() => _node.DisposeAsync();

    /// <summary>The gateway's own part, for connections that are made with the node that they are on, and outlive its ActorSystems.</summary>
    private sealed class Part(GatewayLimits limits, LiveWorld? content) : IGatewayPart
    {
        private GatewayPart? _part;
        private byte _token;

        public GatewayServices Services { get; private set; } = null!;

        public ConnectionRegistry Connections { get; private set; } = null!;

        public void Configure(AkkaConfigurationBuilder builder, NodeContext node, NodeParts parts) => (_part ??= Make(node)).Configure(builder, node, parts);

        private GatewayPart Make(NodeContext node)
        {
            var world = content ?? node.Content;
            var guests = new Guests(node.Store, world, bytes => bytes.Fill(++_token));
            Services = new GatewayServices(world, node.Store, guests, limits, node.Clock, NullLogger.Instance)
            {
                Resume = new ResumeTokens(new byte[ResumeTokens.KeyBytes], node.Clock, TimeSpan.FromHours(1)),
            };
            Connections = new ConnectionRegistry(Services, gateway: 7);
            return new GatewayPart(Connections, Services);
        }
    }

    internal sealed class Client(FakeChannel channel, IChannelEvents events)
    {
        public IReadOnlyList<CloseCode> Closings => channel.Closings;

        /// <summary>All that it was sent since the last call: binary messages as JSON, and datagrams in hexadecimal.</summary>
        public List<string> Told()
        {
            var told = channel.Taken.Select(Read).ToList();
            channel.Taken.Clear();
            return told;
        }

        /// <summary>The same messages as they were sent.</summary>
        public List<EncodedMessage> Messages()
        {
            var told = channel.Taken.ToList();
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
            return MessagePackValue.TryRead(ref reader, out var value) && reader.AtEnd ? value.ToString() : Convert.ToHexString(message.Payload.Span);
        }
    }
}
