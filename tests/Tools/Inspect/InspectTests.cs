using System.Net;
using System.Net.Sockets;
using Actors.Tools.Echo;
using Actors.Tools.Inspect;
using Actors.Tools.Latency;
using Actors.Tools.Load;

namespace Actors.Tools.Tests.Inspect;

/// <summary>The proxy between real ends.</summary>
public sealed class InspectTests
{
    private static readonly IPEndPoint Free = new(IPAddress.Loopback, 0);
    private static readonly LinkConditions Perfect = new(0, 0, 0, 0, 1);

    [Theory]
    [InlineData("native", "{\"type\":\"hello\",\"version\":1}", "{\"type\":\"keyframe\"")]
    [InlineData("mud", "{\"type\":\"command\",\"command\":\"look\"}", "{\"type\":\"update\",\"event\":\"room_description\"")]
    public async Task The_proxy_is_transparent_to_clients_and_shows_both_directions(string dialect, string said, string heard)
    {
        var data = Directory.CreateTempSubdirectory("actors-inspect-");
        await using var server = await ServerProcess.StartAsync(Path.Combine(data.FullName, "world.db"), LoadUntil.AnyRate);
        var transcript = new Transcript();
        var stats = new LoadStats();
        await using (var proxy = new TcpProxy(Free, new IPEndPoint(IPAddress.Loopback, server.WebSocketPort), Perfect, tap: new StreamTap(transcript.Printer)))
        {
            var options = new LoadOptions(LoadDialect.All[dialect], "127.0.0.1", proxy.Endpoint.Port, 3, 1, 10, TimeSpan.FromSeconds(3), 1);
            await LoadUntil.EnoughAsync(options, stats, _ => Enumerable.Range(1, 3).All(client => transcript.Lines.Any(line => Is(client, line) && line.Contains(heard, StringComparison.Ordinal))));
        }
        LoadUntil.AssertServed(stats);
        var lines = transcript.Lines;
        for (var client = 1; client <= 3; client++)
        {
            var own = lines.Where(line => Is(client, line)).ToArray();
            Assert.StartsWith($"#{client} -- open 127.0.0.1:", own[0], StringComparison.Ordinal);
            Assert.Contains(own, line => line.Contains("<- http HTTP/1.1 101", StringComparison.Ordinal));
            Assert.Contains(own, line => line.Contains(" -> text FM ", StringComparison.Ordinal) && line.EndsWith(said, StringComparison.Ordinal));
            Assert.Contains(own, line => line.Contains(" <- text F ", StringComparison.Ordinal) && line.Contains(heard, StringComparison.Ordinal));
            Assert.Contains(own, line => line.Contains(" -> close FM 2 1000", StringComparison.Ordinal));
            Assert.EndsWith("closed", own[^1], StringComparison.Ordinal);
        }
        // Every message that the clients counted is a line.
        Assert.Equal(stats.Frames, lines.Count(line => line.Contains(" <- text F ", StringComparison.Ordinal)));

        static bool Is(int client, string line) => line.StartsWith($"#{client} ", StringComparison.Ordinal);
    }

    [Fact]
    public async Task Datagrams_pass_unchanged_and_are_shown_by_their_names()
    {
        await using var server = new EchoServer(Free);
        var transcript = new Transcript();
        await using var proxy = new UdpProxy(Free, server.Endpoint, Perfect, tap: new DatagramTap(transcript.Printer));
        using var client = new UdpClient(AddressFamily.InterNetwork);
        client.Connect(proxy.Endpoint);
        using var patience = new CancellationTokenSource(Eventually.Limit);
        var input = Convert.FromHexString("94140500c403920100");
        await client.SendAsync(input, patience.Token);
        Assert.Equal(input, (await client.ReceiveAsync(patience.Token)).Buffer);
        Assert.Equal($"#1 -- open {client.Client.LocalEndPoint}", transcript.Lines[0]);
        Assert.Equal(["#1 -> PLAYER_INPUT 9 seq 5 [1, 0]", "#1 <- PLAYER_INPUT 9 seq 5 [1, 0]"], transcript.Lines[1..]);
    }
}
