using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using Actors.Tools.Latency;
using Actors.Tools.Load;

namespace Actors.Tools.Tests;

public sealed class LoadTests
{
    [Theory]
    [InlineData("arena")]
    [InlineData("mud")]
    [InlineData("native")]
    [InlineData("native-msgpack")]
    [InlineData("socketio")]
    [InlineData("packets")]
    [InlineData("datagram")]
    public async Task Clients_of_the_real_server_stay_with_answered_pings_and_no_errors(string dialect)
    {
        var data = Directory.CreateTempSubdirectory("actors-load-");
        await using var server = await ServerProcess.StartAsync(
            Path.Combine(data.FullName, "world.db"), ["--Actors:SocketIO:Protocol:PingInterval=00:00:01", "--Actors:SocketIO:Protocol:PingTimeout=00:00:10", .. LoadUntil.AnyRate]);
        // Long enough that a client which does not answer the heartbeat of Socket.IO is dropped.
        var stats = dialect == "socketio" ? await RunAsync(dialect, server.PortOf("socketio"), seconds: 12, until: IsServed)
            : await RunAsync(dialect, dialect == "datagram" ? server.PortOf("datagram") : server.WebSocketPort, until: IsServed);
        LoadUntil.AssertServed(stats);
        Assert.Equal((5, 0, 0), (stats.Connected, stats.Open, stats.Reconnects));
        Assert.True(IsServed(stats) && stats.Bytes > stats.Frames, stats.ToText(1));
        Assert.Equal(dialect != "mud", stats.Gap.Count > 0);

        bool IsServed(LoadStats now) => now.Connected == 5 && now.RoundTrip.Count >= 5 && now.Frames > 0 && (dialect == "mud" || now.Gap.Count > 0);
    }

    [Fact]
    public async Task A_bad_link_loses_no_datagram_session_and_no_reliable_message()
    {
        var data = Directory.CreateTempSubdirectory("actors-load-");
        // At the end a client only waits for its last acknowledgement, and asks for it every two seconds: not all of seven in a row are lost.
        await using var server = await ServerProcess.StartAsync(Path.Combine(data.FullName, "world.db"), ["--Actors:Datagram:Limits:SilenceSeconds=15", .. LoadUntil.AnyRate]);
        var target = new IPEndPoint(IPAddress.Loopback, server.PortOf("datagram"));
        await using var proxy = new UdpProxy(new IPEndPoint(IPAddress.Loopback, 0), target, new LinkConditions(100, 20, 0.05, 0, 3));
        var stats = await RunAsync(
            "datagram", proxy.Endpoint.Port, count: 40, seconds: 8, until: now => now.Connected == 40 && now.ReliableReceived >= 2 * 40 && now.RoundTrip.Count > 0 && proxy.Counters.Lost > 100);
        LoadUntil.AssertServed(stats);
        Assert.Equal((40, 0, 0), (stats.Connected, stats.Lost, stats.Reconnects));
        Assert.True(proxy.Counters.Lost > 100, $"{proxy.Counters}");
        // At least the world and the welcome of each.
        Assert.True(stats.ReliableReceived >= 2 * 40, stats.ToText(1));
        Assert.Equal(stats.Reliable.Sent, stats.Reliable.Acknowledged);
        Assert.True(stats.RoundTrip.Percentile(0) >= 200_000, stats.ToText(1));
        await UntilNothingIsLeftAsync(server.Http);
    }

    /// <summary>They have disconnected without notice: the server must release what it holds for them.</summary>
    private static async Task UntilNothingIsLeftAsync(Uri server)
    {
        using var http = new HttpClient();
        using var patience = new CancellationTokenSource(Eventually.Limit);
        string[] held = ["actors_datagram_sessions{} 0", "actors_datagram_pending{} 0", "actors_datagram_unacknowledged{} 0", "actors_gateway_connections{dialect=\"datagram\"} 0"];
        string[] lines;
        do
            lines = (await http.GetStringAsync(new Uri(server, "/metrics"), patience.Token)).Split('\n');
        while (!held.All(lines.Contains));
    }

    [Fact]
    public async Task A_silent_datagram_server_is_an_error_with_nobody_connected()
    {
        using var silent = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        silent.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        var stats = await RunAsync("datagram", ((IPEndPoint)silent.LocalEndPoint!).Port, seconds: 1);
        Assert.Equal((0, 0), (stats.Connected, stats.Lost));
        Assert.False(stats.Clean);
    }

    [Fact]
    public async Task A_missing_server_is_an_error_with_nobody_connected()
    {
        using var taken = new Socket(SocketType.Stream, ProtocolType.Tcp);
        taken.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        var stats = await RunAsync("arena", ((IPEndPoint)taken.LocalEndPoint!).Port);
        Assert.False(stats.Clean);
        Assert.Equal(0, stats.Connected);
        Assert.Contains("connect", stats.Errors);
    }

    [Theory]
    [InlineData("arena", "")]
    [InlineData("datagram", " (UDP)")]
    public async Task Load_reports_a_missing_server_and_how_to_start_one(string dialect, string transport)
    {
        using var taken = new Socket(AddressFamily.InterNetwork, dialect == "datagram" ? SocketType.Dgram : SocketType.Stream, ProtocolType.Unspecified);
        taken.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        var port = ((IPEndPoint)taken.LocalEndPoint!).Port;
        if (dialect == "datagram")
            taken.Dispose();
        var (exitCode, output, errors) = await ToolProcess.RunAsync("load", "--dialect", dialect, "--port", $"{port}", "--duration", "50");
        Assert.Equal(1, exitCode);
        Assert.Empty(output);
        Assert.StartsWith($"No server listens at 127.0.0.1:{port}{transport}: Connection refused. Start one in another terminal with 'dotnet run --project src/Gateway'", errors,
            StringComparison.Ordinal);
        Assert.Single(errors.TrimEnd().Split('\n'));
    }

    [Fact]
    public async Task Load_at_the_wrong_port_reports_that_nobody_was_let_in()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        var (exitCode, _, errors) = await ToolProcess.RunAsync("load", "--port", $"{port}", "--duration", "1", "--count", "2");
        Assert.Equal(1, exitCode);
        Assert.Equal($"Nobody was let in as arena at 127.0.0.1:{port} in 1 s. Is there a server, and is that its port for arena? Say where yours is with --host and --port.", errors.TrimEnd());
    }

    [Fact]
    public async Task A_server_that_never_reads_counts_as_a_send_timeout()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        using var end = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        var stats = new LoadStats();
        var loud = LoadDialect.All["arena"] with { Move = static (_, _, _) => new byte[1 << 20] };
        var options = new LoadOptions(loud, "127.0.0.1", ((IPEndPoint)listener.LocalEndpoint).Port, 1, 1, 1000, TimeSpan.FromSeconds(60), 1)
        {
            SendPatience = TimeSpan.FromSeconds(1),
        };
        var run = LoadRun.RunAsync(options, stats, end.Token);
        using var first = await AcceptAsync(listener, end.Token);
        using var second = await AcceptAsync(listener, end.Token); // it comes again
        await end.CancelAsync();
        await run;
        Assert.True(stats.Errors.TryGetValue("send_timeout", out var count) && count >= 1, stats.ToText(1));
        Assert.True(stats.Lost >= 1);
    }

    /// <summary>Agrees to speak WebSocket, and then never reads.</summary>
    private static async Task<Socket> AcceptAsync(TcpListener listener, CancellationToken end)
    {
        var socket = await listener.AcceptSocketAsync(end);
        var head = new StringBuilder();
        var buffer = new byte[4096];
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
            head.Append(Encoding.ASCII.GetString(buffer, 0, await socket.ReceiveAsync(buffer, end)));
        var key = head.ToString().Split("\r\n").Single(line => line.StartsWith("Sec-WebSocket-Key:", StringComparison.OrdinalIgnoreCase))[18..].Trim();
        var accept = Convert.ToBase64String(SHA1.HashData(Encoding.ASCII.GetBytes(key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11")));
        var answer = $"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: {accept}\r\n\r\n";
        await socket.SendAsync(Encoding.ASCII.GetBytes(answer), end);
        return socket;
    }

    [Theory]
    [InlineData("""{"a":{"type":"no"},"type":"state","players":[]}""", "state", null)]
    [InlineData("""{"type":"error","message":"m","code":"rate_limited"}""", "error", "rate_limited")]
    [InlineData("[1]", null, null)]
    [InlineData("{\"type\":", null, null)]
    public void Type_and_code_are_those_of_the_outermost_object(string json, string? type, string? code) =>
        Assert.Equal(new MessageHead(type, code), MessageHead.Read(Encoding.UTF8.GetBytes(json)));

    [Theory]
    [InlineData("""["world_update",{"code":"no"}]""", "world_update", null)]
    [InlineData("""["error",{"message":{"code":"no"},"code":"rate_limited"}]""", "error", "rate_limited")]
    [InlineData("""["error"]""", "error", null)]
    [InlineData("""{"type":"state"}""", null, null)]
    [InlineData("[\"erro", null, null)]
    public void An_events_type_is_its_name(string json, string? type, string? code) =>
        Assert.Equal(new MessageHead(type, code), MessageHead.ReadEvent(global::System.Text.Encoding.UTF8.GetBytes(json)));

    [Theory]
    [InlineData(new byte[] { 0x92, 0xa2, (byte)'3', (byte)'3', 0x91, 0x90 }, "33")]
    [InlineData(new byte[] { 0x92, 0xa1, (byte)'6' }, "6")]
    [InlineData(new byte[] { 0x92, 0xa2, (byte)'3' }, null)]
    [InlineData(new byte[] { 0x92, 33, 0x90 }, null)]
    [InlineData(new byte[0], null)]
    public void The_type_of_a_packet_is_its_code(byte[] message, string? type) => Assert.Equal(new MessageHead(type, null), PacketsLoad.Read(message));

    [Fact]
    public void Clients_send_an_angle_to_walk_and_nil_to_stop()
    {
        Assert.Equal([0x92, 0xa2, (byte)'3', (byte)'3', 0x91, 0xcb, 0xbf, 0xf9, 0x21, 0xfb, 0x54, 0x44, 0x2d, 0x18], PacketsLoad.Move(0, -1));
        Assert.Equal([0x92, 0xa2, (byte)'3', (byte)'3', 0x91, 0xc0], PacketsLoad.Move(0, 0));
    }

    private static async Task<LoadStats> RunAsync(string dialect, int port, int count = 5, double seconds = 3, Func<LoadStats, bool>? until = null)
    {
        var stats = new LoadStats();
        await LoadUntil.EnoughAsync(new LoadOptions(LoadDialect.All[dialect], "127.0.0.1", port, count, 1, 10, TimeSpan.FromSeconds(seconds), 1), stats, until);
        return stats;
    }
}
