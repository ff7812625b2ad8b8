using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using Actors.System.Tests;
using Actors.Tools.Load;

namespace Actors.Tools.Tests;

public sealed class LoadTests
{
    [Theory]
    [InlineData("arena")]
    [InlineData("mud")]
    [InlineData("native")]
    public async Task Clients_of_the_real_server_stay_hear_their_pings_answered_and_meet_no_error(string dialect)
    {
        var data = Directory.CreateTempSubdirectory("actors-load-");
        await using var server = await ServerProcess.StartAsync(Path.Combine(data.FullName, "world.db"));
        var stats = await RunAsync(dialect, server.WebSocketPort);
        Assert.True(stats.Clean, stats.ToText(1));
        Assert.Equal((5, 0, 0), (stats.Connected, stats.Open, stats.Reconnects));
        Assert.True(stats.RoundTrip.Count > 0 && stats.Frames > 0 && stats.Bytes > stats.Frames, stats.ToText(1));
        Assert.Equal(dialect != "mud", stats.Gap.Count > 0);
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_an_error_and_nobody_connected()
    {
        using var taken = new Socket(SocketType.Stream, ProtocolType.Tcp);
        taken.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        var stats = await RunAsync("arena", ((IPEndPoint)taken.LocalEndPoint!).Port);
        Assert.False(stats.Clean);
        Assert.Equal(0, stats.Connected);
        Assert.Contains("connect", stats.Errors);
    }

    [Fact]
    public async Task A_server_that_takes_nothing_is_given_up_and_counted()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        using var end = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        var stats = new LoadStats();
        var loud = LoadDialect.All["arena"] with { Move = static (_, _, _) => new string('x', 1 << 20) };
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

    private static async Task<LoadStats> RunAsync(string dialect, int port)
    {
        var stats = new LoadStats();
        await LoadRun.RunAsync(new LoadOptions(LoadDialect.All[dialect], "127.0.0.1", port, 5, 1, 10, TimeSpan.FromSeconds(3), 1), stats, default);
        return stats;
    }
}
