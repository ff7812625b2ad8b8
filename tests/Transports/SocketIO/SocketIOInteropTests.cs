using System.Threading.Channels;
using Actors.SocketIO;

namespace Actors.Transports.Tests.SocketIO;

/// <summary>The real client of npm, <c>socket.io-client</c>, in all its ways to connect.</summary>
public sealed class SocketIOInteropTests
{
    [Theory]
    [InlineData("polling")]
    [InlineData("websocket")]
    [InlineData("upgrade")]
    public async Task The_reference_client_works_in_every_transport_mode(string mode)
    {
        var left = Channel.CreateUnbounded<(string, DisconnectReason)>();
        await using var host = await TestHost.StartSocketIOAsync(
            server =>
            {
                server.Namespace("/").OnConnection(socket => OnConnection(socket, left.Writer));
                server.Namespace("/custom").OnConnection(socket => OnConnection(socket, left.Writer));
                server.Namespace("/closed").OnConnecting(_ => SocketIOAdmission.Refused("Not today", new { until = "tomorrow" }));
            },
            options => options.PingInterval = TimeSpan.FromMilliseconds(200));

        Assert.Equal("ok\n", await NodeScripts.RunAsync("socketio-interop.mjs", $"http://127.0.0.1:{host.Port}", mode));

        Assert.Equal(("/custom", DisconnectReason.ServerNamespaceDisconnect), await left.Reader.ReadAsync().AsTask().Soon());
        Assert.Equal(("/", DisconnectReason.ClientNamespaceDisconnect), await left.Reader.ReadAsync().AsTask().Soon());
    }

    private static void OnConnection(SocketIOSocket socket, ChannelWriter<(string, DisconnectReason)> left)
    {
        socket.Emit("auth", socket.Auth);
        socket.On("message", (args, _) => socket.Emit("message-back", args));
        socket.On("message-with-ack", (args, ack) => ack.Reply(args));
        socket.On("ask me", (_, _) => _ = AskAsync(socket));
        socket.On("leave", (_, _) => socket.Disconnect());
        socket.OnDisconnect(reason => left.TryWrite((socket.Namespace.Name, reason)));
    }

    private static async Task AskAsync(SocketIOSocket socket)
    {
        var reply = await socket.EmitWithAckAsync("ask", TimeSpan.FromSeconds(20), "why", new byte[] { 1, 2, 3, 4 });
        reply.Args.TryGetBinary(reply.Args[1], out var bytes);
        socket.Emit("asked", reply.Status.ToString(), reply.Args[0], bytes);
    }
}
