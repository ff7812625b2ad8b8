using System.Globalization;
using Actors.Cluster;
using Actors.Cluster.Links;
using Actors.Cluster.Links.Tcp;
using Actors.Tests;
using Actors.World;
using Microsoft.Extensions.Logging.Abstractions;

namespace Actors.Bench.Micro.Links;

/// <summary>
/// CPU of this process for what crosses a line, both ends of which are in it: a command that waits for the one before it, commands sent together, and
/// frames of 25 players who all move.
/// </summary>
internal static class LinkCost
{
    private const int Players = 25;

    public static async Task RunAsync()
    {
        // The first time is the compiler's.
        await MeasureAsync("warm-up", static _ => new ClusterLinkOptions());
        await MeasureAsync("plain", static _ => new ClusterLinkOptions());
        var files = Directory.CreateTempSubdirectory("actors-links-");
        try
        {
            using var authority = new TestAuthority(files.FullName, "authority");
            await MeasureAsync("TLS", node =>
            {
                var (certificate, key) = authority.Sign(node);
                return new ClusterLinkOptions { Tls = new() { Certificate = certificate, Key = key, Authority = authority.Authority } };
            });
        }
        finally
        {
            files.Delete(recursive: true);
        }
    }

    private static async Task MeasureAsync(string name, Func<string, ClusterLinkOptions> options)
    {
        await using var a = new TcpLinks("a", options("a"), TimeProvider.System, NullLogger.Instance);
        await using var b = new TcpLinks("b", options("b"), TimeProvider.System, NullLogger.Instance);
        var (sender, receiver) = (new Counter(), new Counter());
        await a.StartAsync(sender, default);
        await b.StartAsync(receiver, default);
        a.SetSelf(1);
        b.SetSelf(1);
        a.SetPeers([new LinkPeer("b", 1, b.Address)]);
        b.SetPeers([new LinkPeer("a", 1, a.Address)]);
        await sender.Up;
        await receiver.Up;
        var say = new ToRoom(new RoomId("plaza"), new Act(new PlayerId(1), new ConnectionAddress("a", 1), 1, 1, 7, new Say("hello there, how are you")));
        await CountAsync(2000, 1, _ => say);
        var alone = await CountAsync(20_000, 1, _ => say);
        await CountAsync(20_000, 1000, _ => say);
        var together = await CountAsync(200_000, 1000, _ => say);
        await CountAsync(1000, 1, Frame);
        var frame = await CountAsync(10_000, 1, Frame);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name,-8} command alone {alone:0.0} us, among a thousand {together:0.0} us, frame of {Players} moving players {frame:0.0} us"));

        async Task<double> CountAsync(int count, int together, Func<int, LinkMessage> message)
        {
            var before = Environment.CpuUsage.TotalTime;
            for (var i = 0; i < count; i += together)
            {
                var come = receiver.ExpectAsync(together);
                for (var j = 0; j < together; j++)
                {
                    if (!a.Send("b", message(i + j)))
                        throw new InvalidOperationException("The line went down.");
                }
                await come;
            }
            return (Environment.CpuUsage.TotalTime - before).TotalMicroseconds / count;
        }
    }

    private static FrameOf Frame(int sequence) => new(1, new RoomFrame
    {
        Room = new RoomId("plaza"),
        Sequence = sequence,
        Tick = sequence,
        Players = [.. Enumerable.Range(0, Players).Select(player => View(player, sequence))],
        Creatures = [],
        Items = [],
        Nodes = [],
        Projectiles = [],
        Events = [],
    });

    private static PlayerView View(int player, int sequence) => new()
    {
        Id = new PlayerId(player + 1),
        Name = $"player-{player}",
        XMilli = 12_345 + player + sequence,
        YMilli = 54_321 - player - sequence,
        VelocityXMilli = 2500,
        VelocityYMilli = -2500,
        FacingMilli = 785,
        Health = 100,
        MaxHealth = 100,
        Score = 12,
        Resources = default,
        LastProcessedInput = sequence,
    };

    private sealed class Counter : ILinkHandler
    {
        private readonly TaskCompletionSource _up = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private TaskCompletionSource _all = new();
        private int _missing;

        public Task Up => _up.Task;

        public Task ExpectAsync(int count)
        {
            _all = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            Volatile.Write(ref _missing, count);
            return _all.Task;
        }

        public void LinkUp(string node) => _up.TrySetResult();

        public void LinkDown(string node) => _all.TrySetException(new IOException("The line went down."));

        public void Received(string node, LinkMessage message)
        {
            if (Interlocked.Decrement(ref _missing) == 0)
                _all.TrySetResult();
        }
    }
}
