using System.Text.Json;
using System.Threading.Channels;
using Actors.SocketIO;
using Microsoft.Extensions.Time.Testing;

namespace Actors.Transports.Tests.SocketIO;

public sealed class SocketIOEventTests
{
    [Theory]
    [InlineData("42[\"message\",1,\"2\",{\"3\":[true]}]", "42[\"message-back\",1,\"2\",{\"3\":[true]}]")]
    [InlineData("42[\"message\"]", "42[\"message-back\"]")]
    [InlineData("42[\"message\",1.50, 1e3 ,\"\\u00e9\",\"日本\"]", "42[\"message-back\",1.50,1e3,\"\\u00e9\",\"日本\"]")]
    [InlineData("42[\"message\",{\"_placeholder\":true,\"num\":0}]", "42[\"message-back\",{\"_placeholder\":true,\"num\":0}]")]
    public async Task Arguments_echo_byte_for_byte(string sent, string back)
    {
        await using var host = await StartEchoAsync();
        using var client = await EngineIOClient.JoinAsync(host.Port);
        await client.SendAsync(sent);
        Assert.Equal(back, await client.ReceiveAsync());
        var polling = await PollingClient.JoinAsync(host.Client);
        await polling.PollAsync();
        await polling.PostAsync(sent);
        Assert.Equal(back, await polling.PollAsync());
    }

    [Fact]
    public async Task Binary_arguments_go_both_ways_on_a_WebSocket()
    {
        await using var host = await StartEchoAsync();
        using var client = await EngineIOClient.JoinAsync(host.Port);
        await client.SendAsync("452-[\"message\",{\"_placeholder\":true,\"num\":0},{\"deep\":[{\"_placeholder\":true,\"num\":1}]}]");
        await client.SendAsync([1, 2, 3]);
        await client.SendAsync([4, 5, 6]);
        Assert.Equal("452-[\"message-back\",{\"_placeholder\":true,\"num\":0},{\"deep\":[{\"_placeholder\":true,\"num\":1}]}]", await client.ReceiveAsync());
        Assert.Equal("0x010203", await client.ReceiveAsync());
        Assert.Equal("0x040506", await client.ReceiveAsync());
    }

    [Fact]
    public async Task Binary_arguments_go_both_ways_by_polling()
    {
        await using var host = await StartEchoAsync();
        var client = await PollingClient.JoinAsync(host.Client);
        await client.PollAsync();
        await client.PostAsync("451-7[\"ack\",{\"_placeholder\":true,\"num\":0}]\u001ebAQIDBA==");
        Assert.Equal("461-7[{\"_placeholder\":true,\"num\":0}]\u001ebAQIDBA==", await client.PollAsync());
    }

    [Fact]
    public async Task A_handler_finds_the_bytes_of_a_binary_argument()
    {
        var found = Channel.CreateUnbounded<SocketIOArgs>();
        await using var host = await TestHost.StartSocketIOAsync(
            server => server.Namespace("/").OnConnection(socket => socket.On("data", (args, _) => found.Writer.TryWrite(args))));
        using var client = await EngineIOClient.JoinAsync(host.Port);
        await client.SendAsync("452-[\"data\",\"name\",{\"_placeholder\":true,\"num\":1},{\"in\":{\"_placeholder\":true,\"num\":0}}]");
        await client.SendAsync([1]);
        await client.SendAsync([2, 2]);
        var args = await found.Reader.ReadAsync().AsTask().Soon();
        Assert.Equal(3, args.Count);
        Assert.Equal(2, args.Attachments.Count);
        Assert.False(args.TryGetBinary(args[0], out _));
        Assert.True(args.TryGetBinary(args[1], out var second));
        Assert.Equal([2, 2], second.ToArray());
        Assert.True(args.TryGetBinary(args[2].GetProperty("in"), out var first));
        Assert.Equal([1], first.ToArray());

        // An object that only looks like a placeholder stays an object
        await client.SendAsync("42[\"data\",{\"_placeholder\":true,\"num\":0}]");
        args = await found.Reader.ReadAsync().AsTask().Soon();
        Assert.False(args.TryGetBinary(args[0], out _));
    }

    [Fact]
    public async Task Emitted_arguments_become_JSON_and_bytes_become_attachments()
    {
        await using var host = await TestHost.StartSocketIOAsync(server => server.Namespace("/").OnConnection(socket =>
        {
            socket.Emit("none");
            socket.Emit("some", 1, "two", 3.5, true, null, new { FirstName = "Ann", Tags = new[] { "a" } });
            socket.Emit("bytes", new byte[] { 1 }, "and", new ReadOnlyMemory<byte>([2, 3]));
            socket.Emit("unicode", "é日本🎮<>&'");
        }));
        using var client = await EngineIOClient.JoinAsync(host.Port);
        Assert.Equal("42[\"none\"]", await client.ReceiveAsync());
        Assert.Equal("42[\"some\",1,\"two\",3.5,true,null,{\"firstName\":\"Ann\",\"tags\":[\"a\"]}]", await client.ReceiveAsync());
        Assert.Equal("452-[\"bytes\",{\"_placeholder\":true,\"num\":0},\"and\",{\"_placeholder\":true,\"num\":1}]", await client.ReceiveAsync());
        Assert.Equal("0x01", await client.ReceiveAsync());
        Assert.Equal("0x0203", await client.ReceiveAsync());
        var unicode = JsonElement.Parse((await client.ReceiveAsync()).AsSpan(2));
        Assert.Equal("é日本🎮<>&'", unicode[1].GetString());
    }

    [Fact]
    public async Task OnAny_runs_first_and_named_handlers_run_in_order()
    {
        var called = Channel.CreateUnbounded<string>();
        await using var host = await TestHost.StartSocketIOAsync(server => server.Namespace("/").OnConnection(socket =>
        {
            socket.On("a", (_, _) => called.Writer.TryWrite("first a"));
            socket.On("a", (_, _) => called.Writer.TryWrite("second a"));
            socket.OnAny((name, args, _) => called.Writer.TryWrite($"any {name} {args.Count}"));
        }));
        using var client = await EngineIOClient.JoinAsync(host.Port);
        await client.SendAsync("42[\"a\",1,2]");
        await client.SendAsync("42[\"b\"]");
        await client.SendAsync("42[7,\"a number may be a name\"]");
        foreach (var expected in new[] { "any a 2", "first a", "second a", "any b 0", "any 7 1" })
            Assert.Equal(expected, await called.Reader.ReadAsync().AsTask().Soon());
    }

    [Fact]
    public async Task An_acknowledgement_is_sent_once_and_only_on_request()
    {
        await using var host = await TestHost.StartSocketIOAsync(server => server.Namespace("/").OnConnection(socket =>
            socket.On("ask", (_, ack) =>
            {
                ack.Reply("yes", ack.IsRequested);
                ack.Reply("and again");
                socket.Emit("asked", ack.IsRequested);
            })));
        using var client = await EngineIOClient.JoinAsync(host.Port);
        await client.SendAsync("42456[\"ask\"]");
        Assert.Equal("43456[\"yes\",true]", await client.ReceiveAsync());
        Assert.Equal("42[\"asked\",true]", await client.ReceiveAsync());
        await client.SendAsync("42[\"ask\"]");
        Assert.Equal("42[\"asked\",false]", await client.ReceiveAsync());
        await client.SendAsync("420[\"ask\"]");
        Assert.Equal("430[\"yes\",true]", await client.ReceiveAsync());
    }

    [Fact]
    public async Task EmitWithAck_returns_the_clients_answer()
    {
        var (host, socket, client) = await StartAskingAsync();
        await using var _1 = host;
        using var _2 = client;
        var first = socket.EmitWithAckAsync("ask", TimeSpan.FromSeconds(30), 1);
        var second = socket.EmitWithAckAsync("ask", TimeSpan.FromSeconds(30), new byte[] { 9 });
        Assert.Equal("420[\"ask\",1]", await client.ReceiveAsync());
        Assert.Equal("451-1[\"ask\",{\"_placeholder\":true,\"num\":0}]", await client.ReceiveAsync());
        Assert.Equal("0x09", await client.ReceiveAsync());
        await client.SendAsync("461-1[{\"_placeholder\":true,\"num\":0}]");
        await client.SendAsync([1, 2]);
        await client.SendAsync("430[\"ok\",true]");
        await client.SendAsync("430[\"twice\"]"); // dropped, as are answers to nothing
        await client.SendAsync("4399[\"to nothing\"]");
        var reply = await second.Soon();
        Assert.Equal(SocketIOReplyStatus.Received, reply.Status);
        Assert.True(reply.Args.TryGetBinary(reply.Args[0], out var bytes));
        Assert.Equal([1, 2], bytes.ToArray());
        reply = await first.Soon();
        Assert.Equal("ok", reply.Args[0].GetString());
        Assert.True(socket.IsConnected);
    }

    [Fact]
    public async Task EmitWithAck_reports_timeout_disconnect_and_overflow()
    {
        var time = new FakeTimeProvider();
        var (host, socket, client) = await StartAskingAsync(options => options.MaxPendingAcks = 2, time);
        await using var _1 = host;
        using var _2 = client;
        var short_ = socket.EmitWithAckAsync("ask", TimeSpan.FromSeconds(1));
        var long_ = socket.EmitWithAckAsync("ask", TimeSpan.FromSeconds(10));
        Assert.Equal(SocketIOReplyStatus.TooManyPending, (await socket.EmitWithAckAsync("ask", TimeSpan.FromSeconds(1))).Status);
        time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(SocketIOReplyStatus.TimedOut, (await short_.Soon()).Status);
        await client.CloseAsync();
        Assert.Equal(SocketIOReplyStatus.Disconnected, (await long_.Soon()).Status);
        Assert.Equal(SocketIOReplyStatus.Disconnected, (await socket.EmitWithAckAsync("ask", TimeSpan.FromSeconds(1))).Status);
    }

    [Fact]
    public async Task A_socket_rejects_foreign_packets_and_reserved_names()
    {
        var (host, socket, client) = await StartAskingAsync();
        await using var _1 = host;
        using var _2 = client;
        Assert.Throws<ArgumentException>(() => socket.Send(SocketIOPacket.Encode("event", "1"u8, "/other")));
        Assert.Throws<ArgumentException>(() => socket.Emit("disconnect"));
        Assert.Throws<ArgumentException>(() => socket.On("connect", (_, _) => { }));
    }

    [Fact]
    public async Task A_handler_that_throws_ends_its_own_session_and_no_other()
    {
        await using var host = await TestHost.StartSocketIOAsync(server => server.Namespace("/").OnConnection(socket =>
        {
            socket.On("bug", (_, _) => throw new InvalidOperationException("a bug"));
            socket.On("message", (args, _) => socket.Emit("message-back", args));
        }));
        using var unlucky = await EngineIOClient.JoinAsync(host.Port);
        using var other = await EngineIOClient.JoinAsync(host.Port);
        await unlucky.SendAsync("42[\"bug\"]");
        Assert.Equal("close 1011", await unlucky.ReceiveAsync());
        await other.SendAsync("42[\"message\",1]");
        Assert.Equal("42[\"message-back\",1]", await other.ReceiveAsync());
        Assert.Contains("a bug", Assert.Single(host.TakeErrors()), StringComparison.Ordinal);
    }

    private static Task<TestHost> StartEchoAsync() => TestHost.StartSocketIOAsync(server => server.Namespace("/").OnConnection(socket =>
    {
        socket.On("message", (args, _) => socket.Emit("message-back", args));
        socket.On("ack", (args, ack) => ack.Reply(args));
    }));

    private static async Task<(TestHost Host, SocketIOSocket Socket, EngineIOClient Client)> StartAskingAsync(
        Action<SocketIOOptions>? configure = null, TimeProvider? time = null)
    {
        var connected = new TaskCompletionSource<SocketIOSocket>();
        var host = await TestHost.StartSocketIOAsync(server => server.Namespace("/").OnConnection(connected.SetResult), options =>
        {
            options.ConnectPause = TimeSpan.Zero;
            configure?.Invoke(options);
        }, time);
        var client = await EngineIOClient.JoinAsync(host.Port);
        return (host, await connected.Task.Soon(), client);
    }
}
