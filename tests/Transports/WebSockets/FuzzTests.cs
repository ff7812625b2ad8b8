using System.Globalization;
using System.Net.Sockets;
using System.Text;
using Actors.Transports.Tests.WebSockets.Kit;

namespace Actors.Transports.Tests.WebSockets;

/// <summary>
/// Random and mutated input against the real listener. ACTORS_FUZZ_MESSAGES sets how many frames (20,000 without it),
/// ACTORS_FUZZ_SEED which ones; a failure prints the seed of the one connection that failed.
/// </summary>
public sealed class FuzzTests
{
    private const int MaxMessageBytes = 3000;
    private const int FramesAConnection = 20;

    [Fact]
    public async Task Fuzzed_clients_get_correct_answers_and_others_are_unaffected()
    {
        var connections = Setting("ACTORS_FUZZ_MESSAGES", 20_000) / FramesAConnection;
        var seed = Setting("ACTORS_FUZZ_SEED", 6455);
        await using var server = await Server.StartAsync(maxEchoBytes: MaxMessageBytes);
        using var stop = new CancellationTokenSource();
        var healthy = EchoUntilAsync(server, stop.Token);

        await Parallel.ForAsync(0, connections, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (i, _) =>
        {
            var ofThis = seed + i;
            try
            {
                await (i % 10 == 0 ? FuzzHandshakeAsync(server, new Random(ofThis)) : FuzzFramesAsync(server, new Random(ofThis)));
            }
            catch (Exception e)
            {
                throw new InvalidOperationException($"ACTORS_FUZZ_SEED={ofThis} fails", e);
            }
        });

        await stop.CancelAsync();
        Assert.True(await healthy > 0);
        await Eventually.Holds(() => server.Listener.State.Timeouts.Count == 0, "all have ended");
        Assert.Equal(0, server.Listener.State.Partials.HeldBytes);
        Assert.Empty(server.Errors);
    }

    private static int Setting(string name, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out var value) ? value : otherwise;

    private static async Task<int> EchoUntilAsync(Server server, CancellationToken stop)
    {
        using var client = await server.EchoClientAsync();
        var count = 0;
        for (; !stop.IsCancellationRequested; count++)
        {
            await client.SendAsync(Frame.Text($"healthy {count}"));
            await client.ExpectEchoAsync(Frame.Text($"healthy {count}"));
        }
        return count;
    }

    private static async Task FuzzFramesAsync(Server server, Random random)
    {
        var bytes = Enumerable.Range(0, FramesAConnection).SelectMany(_ => MutatedFrame(random)).ToArray();
        var oracle = new Oracle(MaxMessageBytes);
        oracle.Feed(bytes);

        using var client = await server.EchoClientAsync();
        for (var at = 0; at < bytes.Length;)
        {
            var length = Math.Min(bytes.Length - at, random.Next(1, 2000));
            await client.SendAsync(bytes.AsMemory(at, length));
            at += length;
        }
        foreach (var expected in oracle.Answers)
        {
            var frame = await client.ReadFrameAsync();
            Assert.Equal(expected.Opcode, frame.Opcode);
            if (expected.Opcode == Frame.CloseOpcode)
                Assert.Equal(expected.Code, frame.Code);
            else
                Assert.Equal(expected.Payload, frame.Payload);
        }
        if (oracle.IsClosed)
            Assert.True(await client.ReadEndAsync());
        if (random.Next(2) == 0)
            client.Reset();
    }

    private static async Task FuzzHandshakeAsync(Server server, Random random)
    {
        var bytes = Mutate(Encoding.Latin1.GetBytes(RawClient.Request("/echo?a=b", "Sec-WebSocket-Extensions: a; b=\"c\"")), random);
        using var client = await RawClient.ConnectAsync(server.EndPoint);
        await client.SendAsync(bytes);
        client.ShutdownSend();
        var answer = await client.DrainAsync();
        Assert.True(answer.Length == 0 || Encoding.Latin1.GetString(answer).StartsWith("HTTP/1.1 ", StringComparison.Ordinal));
        Assert.DoesNotContain("HTTP/1.1 500", Encoding.Latin1.GetString(answer));
    }

    /// <summary>Mostly valid, so that faults are met in all states.</summary>
    private static byte[] MutatedFrame(Random random)
    {
        var key = new byte[4];
        random.NextBytes(key);
        var frame = new Frame(Opcode(random), Payload(random)) { Key = key, Fin = random.Next(8) != 0 };
        if (frame.Opcode == Frame.CloseOpcode)
            frame = Frame.Close(random.Next(4) == 0 ? random.Next(65536) : 1000, "ok") with { Key = key };
        frame = random.Next(60) switch
        {
            0 => frame with { Rsv = (byte)(random.Next(8) << 4) },
            1 => frame with { Key = null },
            2 => frame with { LengthBytes = random.Next(2) == 0 ? 2 : 8 },
            3 => frame with { AnnouncedLength = (ulong)random.NextInt64() },
            4 => frame with { AnnouncedLength = (ulong)random.Next(4000) },
            _ => frame,
        };
        var bytes = frame.ToBytes();
        return random.Next(40) == 0 ? Mutate(bytes, random) : bytes;
    }

    private static byte Opcode(Random random) => random.Next(40) switch
    {
        0 => (byte)random.Next(16),
        1 => Frame.CloseOpcode,
        < 4 => Frame.Continuation,
        < 12 => Frame.PingOpcode,
        < 14 => Frame.PongOpcode,
        < 28 => Frame.TextOpcode,
        _ => Frame.BinaryOpcode,
    };

    private static byte[] Payload(Random random)
    {
        var text = new StringBuilder();
        for (var i = random.Next(random.Next(10) == 0 ? 600 : 30); i > 0; i--)
            text.Append(new Rune(random.Next(3) == 0 ? random.Next(0xE000, 0x110000) : random.Next(0x20, 0x7F)).ToString());
        var bytes = Encoding.UTF8.GetBytes(text.ToString());
        return random.Next(20) == 0 ? Mutate(bytes, random) : bytes;
    }

    private static byte[] Mutate(byte[] bytes, Random random)
    {
        var changed = bytes.ToList();
        for (var i = random.Next(1, 4); i > 0; i--)
        {
            var at = random.Next(changed.Count + 1);
            switch (random.Next(4))
            {
                case 0 when at < changed.Count:
                    changed[at] ^= (byte)(1 << random.Next(8));
                    break;
                case 1 when at < changed.Count:
                    changed.RemoveAt(at);
                    break;
                case 2:
                    changed.Insert(at, (byte)random.Next(256));
                    break;
                default:
                    changed.RemoveRange(at, Math.Min(changed.Count - at, random.Next(10)));
                    break;
            }
        }
        return [.. changed];
    }
}
