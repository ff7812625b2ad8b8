using System.Text.Json;
using System.Threading.Channels;
using Actors.SocketIO;
using Microsoft.Extensions.Time.Testing;

namespace Actors.Transports.Tests.SocketIO;

public sealed class SocketIOConnectTests
{
    [Theory]
    [InlineData("40", "40", "{}")]
    [InlineData("40{\"token\":\"123\"}", "40", "{\"token\":\"123\"}")]
    [InlineData("40/custom,", "40/custom,", "{}")]
    [InlineData("40/custom", "40/custom,", "{}")]
    [InlineData("40/custom?query=ignored,{\"token\":\"abc\"}", "40/custom,", "{\"token\":\"abc\"}")]
    public async Task A_joining_client_gets_its_id_and_then_the_emitted_event(string connect, string prefix, string auth)
    {
        await using var host = await TestHost.StartSocketIOAsync(server =>
        {
            foreach (var name in new[] { "/", "/custom" })
                server.Namespace(name).OnConnection(socket => socket.Emit("auth", socket.Auth));
        });
        var (client, handshake) = await EngineIOClient.OpenAsync(host.Port, EngineIOClient.SocketPath);
        using var _ = client;
        await client.SendAsync(connect);
        var answer = await client.ReceiveAsync();
        Assert.StartsWith(prefix + "{", answer, StringComparison.Ordinal);
        var sid = Assert.Single(JsonElement.Parse(answer.AsSpan(prefix.Length)).EnumerateObject());
        Assert.Equal("sid", sid.Name);
        Assert.NotEqual(handshake.GetProperty("sid").GetString(), sid.Value.GetString()); // that one is secret
        Assert.Equal(prefix.Replace("40", "42", StringComparison.Ordinal) + $"[\"auth\",{auth}]", await client.ReceiveAsync());
    }

    [Fact]
    public async Task A_polling_Socket_IO_2_client_gets_a_readable_error_and_is_closed()
    {
        await using var host = await TestHost.StartSocketIOAsync(static server => server.Namespace("/"));
        using var response = await host.Client.GetAsync("/socket.io/?EIO=3&transport=polling&t=abc");
        Assert.Equal(System.Net.HttpStatusCode.OK, response.StatusCode);
        var packets = OldPackets(await response.Content.ReadAsStringAsync()).ToArray();
        Assert.StartsWith("0{\"sid\":\"", packets[0], StringComparison.Ordinal);
        Assert.StartsWith("44\"This server speaks to clients of Socket.IO 3 and later", packets[1], StringComparison.Ordinal);
        Assert.Equal("1", packets[2]);
        Assert.Contains("Engine.IO 4", JsonElement.Parse(packets[1].AsSpan(2)).GetString(), StringComparison.Ordinal);
        // The server keeps nothing of that session.
        var sid = JsonElement.Parse(packets[0].AsSpan(1)).GetProperty("sid").GetString();
        using var again = await host.Client.GetAsync($"/socket.io/?EIO=3&transport=polling&sid={sid}");
        Assert.Equal(System.Net.HttpStatusCode.BadRequest, again.StatusCode);
    }

    [Fact]
    public async Task A_Socket_IO_2_client_on_a_WebSocket_gets_an_error_and_is_closed()
    {
        await using var host = await TestHost.StartSocketIOAsync(static server => server.Namespace("/"));
        using var socket = await WebSocketClient.ConnectAsync(host.Port, "/socket.io/?EIO=3&transport=websocket");
        var heard = new List<string>();
        while (await socket.ReceiveAsync() is { } message)
            heard.Add(message.Text);
        Assert.Equal(["0", "44", "1"], heard.Select(static packet => packet[..Math.Min(packet.Length, packet[0] == '4' ? 2 : 1)]));
        Assert.Equal(System.Net.WebSockets.WebSocketCloseStatus.NormalClosure, socket.CloseStatus);
    }

    [Fact]
    public async Task A_client_that_offers_subprotocols_gets_the_first()
    {
        await using var host = await TestHost.StartSocketIOAsync(static server => server.Namespace("/"));
        using var socket = await WebSocketClient.ConnectAsync(host.Port, "/socket.io/?EIO=4&transport=websocket", static options =>
        {
            options.AddSubProtocol("game.v2");
            options.AddSubProtocol("game.v1");
        });
        Assert.Equal("game.v2", socket.Subprotocol);
    }

    /// <summary>Packets with their lengths as that revision counts them.</summary>
    private static IEnumerable<string> OldPackets(string payload)
    {
        while (payload.Length > 0)
        {
            var colon = payload.IndexOf(':', StringComparison.Ordinal);
            var length = int.Parse(payload.AsSpan(0, colon));
            yield return payload.Substring(colon + 1, length);
            payload = payload[(colon + 1 + length)..];
        }
    }

    [Fact]
    public async Task One_poll_returns_the_id_and_event()
    {
        await using var host = await TestHost.StartSocketIOAsync(server => server.Namespace("/").OnConnection(socket => socket.Emit("auth", socket.Auth)));
        var client = await PollingClient.JoinAsync(host.Client);
        Assert.Matches("^40\\{\"sid\":\"[^\"]{24}\"\\}\u001e42\\[\"auth\",\\{\\}\\]$", await client.PollAsync());
    }

    [Fact]
    public async Task An_unknown_namespace_is_refused_and_the_session_continues()
    {
        await using var host = await TestHost.StartSocketIOAsync(server => server.Namespace("/"));
        var (client, _) = await EngineIOClient.OpenAsync(host.Port, EngineIOClient.SocketPath);
        using var _1 = client;
        await client.SendAsync("40/random");
        Assert.Equal("44/random,{\"message\":\"Invalid namespace\"}", await client.ReceiveAsync());
        await client.SendAsync("40");
        Assert.StartsWith("40{", await client.ReceiveAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_namespace_may_refuse_and_say_why()
    {
        await using var host = await TestHost.StartSocketIOAsync(server => server.Namespace("/").OnConnecting(request =>
            request.Auth.TryGetProperty("token", out var token) && token.ValueEquals("right"u8)
                ? SocketIOAdmission.Accepted
                : SocketIOAdmission.Refused("Not authorized", new { Code = 7, RetryAfter = "never" })));
        var (client, _) = await EngineIOClient.OpenAsync(host.Port, EngineIOClient.SocketPath);
        using var _1 = client;
        await client.SendAsync("40{\"token\":\"wrong\"}");
        Assert.Equal("44{\"message\":\"Not authorized\",\"data\":{\"code\":7,\"retryAfter\":\"never\"}}", await client.ReceiveAsync());
        await client.SendAsync("40{\"token\":\"right\"}");
        Assert.StartsWith("40{", await client.ReceiveAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Packets_wait_while_a_namespace_decides_about_a_join()
    {
        var decision = new TaskCompletionSource<SocketIOAdmission>();
        await using var host = await TestHost.StartSocketIOAsync(server => server.Namespace("/")
            .OnConnecting(async (_, _) => await decision.Task)
            .OnConnection(socket => socket.On("hello", (args, _) => socket.Emit("back", args))));
        var (client, _) = await EngineIOClient.OpenAsync(host.Port, EngineIOClient.SocketPath);
        using var _1 = client;
        await client.SendAsync("40");
        await client.SendAsync("42[\"hello\",1]");
        decision.SetResult(SocketIOAdmission.Accepted);
        Assert.StartsWith("40{", await client.ReceiveAsync(), StringComparison.Ordinal);
        Assert.Equal("42[\"back\",1]", await client.ReceiveAsync());
    }

    [Fact]
    public async Task A_join_that_is_not_decided_in_time_is_refused()
    {
        var time = new FakeTimeProvider();
        var asked = new TaskCompletionSource();
        await using var host = await TestHost.StartSocketIOAsync(
            server =>
            {
                server.Namespace("/");
                server.Namespace("/slow").OnConnecting(async (_, cancellation) =>
                {
                    asked.SetResult();
                    await Task.Delay(Timeout.Infinite, cancellation);
                    return SocketIOAdmission.Accepted;
                });
            },
            options => options.ConnectTimeout = TimeSpan.FromSeconds(5),
            time);
        var client = await PollingClient.JoinAsync(host.Client);
        Assert.StartsWith("40{", await client.PollAsync(), StringComparison.Ordinal);
        var join = client.PostAsync("40/slow,");
        await asked.Task.Soon();
        time.Advance(TimeSpan.FromSeconds(5));
        await join.Soon();
        Assert.Equal("44/slow,{\"message\":\"Timeout\"}", await client.PollAsync());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_client_that_joins_nothing_in_time_is_closed(bool afterARefusal)
    {
        var time = new FakeTimeProvider();
        await using var host = await TestHost.StartSocketIOAsync(
            server => server.Namespace("/"),
            options => (options.PingInterval, options.PingTimeout) = (TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(5)),
            time);
        var (client, _) = await EngineIOClient.OpenAsync(host.Port, EngineIOClient.SocketPath);
        using var _1 = client;
        if (afterARefusal)
        {
            await client.SendAsync("40/random");
            Assert.StartsWith("44", await client.ReceiveAsync(), StringComparison.Ordinal);
        }
        using var joined = await EngineIOClient.JoinAsync(host.Port);
        time.Advance(TimeSpan.FromSeconds(45));
        Assert.Equal("close 1008", await client.ReceiveAsync());
        await joined.SendAsync("40/random");
        Assert.StartsWith("44", await joined.ReceiveAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Several_namespaces_share_one_session_and_each_has_its_own_socket()
    {
        var left = Channel.CreateUnbounded<(string Namespace, DisconnectReason Reason)>();
        await using var host = await TestHost.StartSocketIOAsync(server =>
        {
            foreach (var name in new[] { "/", "/custom" })
            {
                server.Namespace(name).OnConnection(socket =>
                {
                    socket.On("message", (args, _) => socket.Emit("message-back", args));
                    socket.OnDisconnect(reason => left.Writer.TryWrite((name, reason)));
                });
            }
        });
        using var client = await EngineIOClient.JoinAsync(host.Port);
        await client.SendAsync("40/custom");
        Assert.StartsWith("40/custom,{", await client.ReceiveAsync(), StringComparison.Ordinal);
        await client.SendAsync("42/custom,[\"message\",1]");
        Assert.Equal("42/custom,[\"message-back\",1]", await client.ReceiveAsync());
        await client.SendAsync("41/custom,");
        await client.SendAsync("42[\"message\",\"to the main one\"]");
        Assert.Equal("42[\"message-back\",\"to the main one\"]", await client.ReceiveAsync());
        Assert.Equal(("/custom", DisconnectReason.ClientNamespaceDisconnect), await left.Reader.ReadAsync().AsTask().Soon());

        await client.SendAsync("40/custom,");
        Assert.StartsWith("40/custom,{", await client.ReceiveAsync(), StringComparison.Ordinal);
        await client.CloseAsync();
        var ends = new[] { await left.Reader.ReadAsync().AsTask().Soon(), await left.Reader.ReadAsync().AsTask().Soon() };
        Assert.Equal([("/", DisconnectReason.TransportClose), ("/custom", DisconnectReason.TransportClose)], ends.Order());
    }

    [Fact]
    public async Task A_client_that_leaves_its_last_namespace_keeps_its_session()
    {
        await using var host = await TestHost.StartSocketIOAsync(server => server.Namespace("/"));
        using var client = await EngineIOClient.JoinAsync(host.Port);
        await client.SendAsync("41");
        await client.SendAsync("40");
        Assert.StartsWith("40{", await client.ReceiveAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_disconnected_socket_is_notified_and_its_late_packets_are_dropped()
    {
        var left = new TaskCompletionSource<DisconnectReason>();
        var late = 0;
        await using var host = await TestHost.StartSocketIOAsync(server =>
        {
            server.Namespace("/").OnConnection(socket => socket.On("message", (args, _) => socket.Emit("message-back", args)));
            server.Namespace("/custom").OnConnection(socket =>
            {
                socket.OnDisconnect(left.SetResult);
                socket.On("leave", (_, _) => socket.Disconnect());
                socket.On("late", (_, _) => Interlocked.Increment(ref late));
            });
        });
        using var client = await EngineIOClient.JoinAsync(host.Port);
        await client.SendAsync("40/custom,");
        await client.SendAsync("42/custom,[\"leave\"]");
        await client.SendAsync("42/custom,[\"late\"]");
        await client.SendAsync("41/custom,");
        await client.SendAsync("42[\"message\",1]");
        Assert.StartsWith("40/custom,{", await client.ReceiveAsync(), StringComparison.Ordinal);
        Assert.Equal("41/custom,", await client.ReceiveAsync());
        Assert.Equal("42[\"message-back\",1]", await client.ReceiveAsync());
        Assert.Equal(DisconnectReason.ServerNamespaceDisconnect, await left.Task.Soon());
        Assert.Equal(0, late);
    }

    [Fact]
    public async Task Disconnect_with_close_ends_the_whole_session()
    {
        var left = Channel.CreateUnbounded<DisconnectReason>();
        await using var host = await TestHost.StartSocketIOAsync(server =>
        {
            foreach (var name in new[] { "/", "/custom" })
                server.Namespace(name).OnConnection(socket =>
                {
                    socket.OnDisconnect(reason => left.Writer.TryWrite(reason));
                    socket.On("close", (_, _) => socket.Disconnect(close: true));
                });
        });
        using var client = await EngineIOClient.JoinAsync(host.Port);
        await client.SendAsync("40/custom,");
        Assert.StartsWith("40/custom,{", await client.ReceiveAsync(), StringComparison.Ordinal);
        await client.SendAsync("42[\"close\"]");
        Assert.Equal("41", await client.ReceiveAsync());
        Assert.Equal("close 1000", await client.ReceiveAsync());
        var ends = new[] { await left.Reader.ReadAsync().AsTask().Soon(), await left.Reader.ReadAsync().AsTask().Soon() };
        Assert.Equal([DisconnectReason.ServerNamespaceDisconnect, DisconnectReason.ForcedClose], ends.Order());
    }

    [Fact]
    public async Task A_namespace_lists_its_sockets()
    {
        SocketIONamespace? ns = null;
        // A socket is listed after the answer to its connect was sent: nothing that is sent to all may come before that.
        var listed = Channel.CreateUnbounded<SocketIOSocket>();
        await using var host = await TestHost.StartSocketIOAsync(server => ns = server.Namespace("/").OnConnection(socket =>
        {
            socket.OnDisconnect(_ => socket.State = "left");
            listed.Writer.TryWrite(socket);
        }));
        using var first = await EngineIOClient.JoinAsync(host.Port);
        using var second = await EngineIOClient.JoinAsync(host.Port);
        HashSet<SocketIOSocket> both = [await listed.Reader.ReadAsync().AsTask().Soon(), await listed.Reader.ReadAsync().AsTask().Soon()];
        Assert.Equal(both, ns!.Sockets.ToHashSet());
        var packet = SocketIOPacket.Encode("world_update", "{\"tick\":1}"u8);
        foreach (var socket in ns.Sockets)
            socket.Send(packet);
        Assert.Equal("42[\"world_update\",{\"tick\":1}]", await first.ReceiveAsync());
        Assert.Equal("42[\"world_update\",{\"tick\":1}]", await second.ReceiveAsync());
        await first.SendAsync("41");
        await first.SendAsync("40/random");
        Assert.StartsWith("44", await first.ReceiveAsync(), StringComparison.Ordinal);
        Assert.Single(ns.Sockets);
    }

    [Theory]
    [InlineData("")]
    [InlineData("custom")]
    [InlineData("/a,b")]
    [InlineData("/a?b")]
    public async Task An_invalid_namespace_name_is_rejected(string name) =>
        await Assert.ThrowsAsync<ArgumentException>(() => TestHost.StartSocketIOAsync(server => server.Namespace(name)));

    [Fact]
    public async Task Namespaces_cannot_be_added_after_the_start()
    {
        SocketIOServer? server = null;
        await using var host = await TestHost.StartSocketIOAsync(named => server = named);
        Assert.Throws<InvalidOperationException>(() => server!.Namespace("/late"));
    }
}
