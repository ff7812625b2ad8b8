using System.Diagnostics;
using System.Globalization;
using System.Text;
using Actors.Gateway.Tests.Dialects;
using Actors.Gateway.Tests.Dialects.Native;
using Xunit;
using Xunit.Abstractions;

namespace Actors.Gateway.Tests.Abuse;

/// <summary>Nonsense in every dialect: its senders are answered or closed, and the others in their room notice nothing.</summary>
[Collection(nameof(AloneOnTheMachine))]
public sealed class GatewayFuzzTests(ITestOutputHelper output)
{
    private static readonly string[] Samples =
    [
        """{"type":"input","input":{"sequenceNumber":1,"movement":{"x":1,"y":0}}}""",
        """{"type":"ping","sentAt":12345.5}""",
        """{"type":"command","action":"say","data":{"message":"hello"}}""",
        """{"type":"command","command":"whisper ann hello there"}""",
        """{"type":"command","action":"move","direction":"north"}""",
        """{"type":"subscribe","stream":"state"}""",
        """{"type":"hello","version":1,"name":"fuzz","room":"plaza"}""",
        """{"type":"hello","version":1,"room":"plaza","wishes":{"deltas":true,"area":7}}""",
        """{"type":"input","seq":3,"x":0.5,"y":-0.5}""",
        """{"type":"command","id":4,"line":"take lantern"}""",
        """{"type":"attack","target":"rat","angle":1.5}""",
        """{"type":"resync"}""",
        """{"type":"move","dx":5,"dy":0}""",
    ];

    private static readonly string[] Splinters =
    [
        "NaN", "Infinity", "1e999", "-9223372036854775809", "\"\\ud800\"", "{\"\\ud800\":1}", "\"\\u0000\\u001b[2J\"", "null", "[]", "{}",
        "[[[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]]]", "9007199254740993", "\"\u202e\"", "\\", "\"", "1e-400", "-0", "true",
    ];

    private sealed record Flood(Func<Task<GatewayClient>> Connect, Func<Random, (byte[] Bytes, bool IsText)> Message);

    private static int Messages =>
        int.TryParse(Environment.GetEnvironmentVariable("ACTORS_FUZZ_MESSAGES"), CultureInfo.InvariantCulture, out var count) ? count : 20_000;

    [Fact]
    public Task Random_and_mutated_messages_harm_no_other_client() => FloodAsync(static gateway =>
    [
        _ => new(() => gateway.ArenaAsync(), Text), _ => new(() => gateway.MudAsync(), Text), _ => new(() => gateway.CollectorAsync(), Text),
        random => random.Next(2) == 0 ? new(gateway.NativeAsync, Text) : new(() => gateway.NativeAsync("actors.v1.msgpack"), Packed),
    ]);

    [Fact]
    public Task Random_packets_harm_no_other_client() => FloodAsync(static gateway =>
    [
        _ => new(() => gateway.PacketsAsync(), static random => (PacketNoise.Next(random), false)),
        _ => new(() => gateway.ArenaAsync(), static random => (PacketNoise.Next(random), false)),
    ]);

    private async Task FloodAsync(Func<TestGateway, Func<Random, Flood>[]> floods)
    {
        var seed = Environment.GetEnvironmentVariable("ACTORS_FUZZ_SEED") is { } given ? int.Parse(given, CultureInfo.InvariantCulture)
            : System.Security.Cryptography.RandomNumberGenerator.GetInt32(int.MaxValue - 1000);
        output.WriteLine($"ACTORS_FUZZ_SEED={seed}");
        await using var gateway = await TestGateway.StartAsync(new GatewayLimits { MessagesPerSecond = 100_000, MessageBurst = 100_000 });
        await using var healthy = await HealthyClient.JoinAsync(gateway);
        var started = Stopwatch.GetTimestamp();
        var dialects = floods(gateway);

        // Repeats until the other client has enough states to say something of one in a hundred.
        var enough = healthy.AtLeastAsync(200);
        var (connections, sent) = (0, 0);
        do
        {
            var round = sent;
            connections += (await Task.WhenAll(dialects.Select((dialect, i) => FloodAsync(dialect, healthy, new Random(seed + i + round), (Messages + dialects.Length - 1) / dialects.Length)))).Sum();
            sent += Messages;
        }
        while (!enough.IsCompleted);

        var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        output.WriteLine($"{sent} messages in {seconds:f1} s over {connections} connections; {await healthy.AssertServedAsync()}");
        Assert.Empty(gateway.Errors);
        using var after = await gateway.ArenaAsync();
        await after.ExpectAsync("\"state\"");
    }

    /// <returns>How many connections it took.</returns>
    private static async Task<int> FloodAsync(Func<Random, Flood> dialect, HealthyClient healthy, Random random, int messages)
    {
        var connections = 0;
        while (messages > 0)
        {
            var (connect, message) = dialect(random);
            using var client = await connect();
            connections++;
            var reading = client.ReadToEndAsync();
            try
            {
                // Not all in one connection, so that the states after a good start are covered as well.
                for (var i = random.Next(50, 400); i > 0 && messages > 0 && client.IsOpen; i--, messages--)
                {
                    var (bytes, isText) = message(random);
                    await client.SendAsync(bytes, isText);
                }
            }
            catch (System.Net.WebSockets.WebSocketException)
            {
                // Closed by the server; the next connection goes on.
            }
            await client.FinishAsync();
            await reading;
            // The flooding clients are in this process, too: the test measures the server's patience, not how few cores there are.
            await healthy.AtLeastAsync(healthy.States + 1);
        }
        return connections;
    }

    private static (byte[] Bytes, bool IsText) Text(Random random)
    {
        var bytes = Message(random);
        return (bytes, random.Next(20) != 0 && IsUtf8(bytes));
    }

    /// <summary>MessagePack with some of its bytes changed, cut off or inserted; now and then no MessagePack at all.</summary>
    private static (byte[] Bytes, bool IsText) Packed(Random random)
    {
        if (random.Next(20) == 0)
            return Text(random);
        var bytes = NativeNodes.Pack(Samples[random.Next(Samples.Length)]).ToList();
        for (var i = random.Next(4); i > 0 && bytes.Count > 0; i--)
        {
            var at = random.Next(bytes.Count);
            switch (random.Next(3))
            {
                case 0:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 1:
                    bytes.RemoveRange(at, Math.Min(bytes.Count - at, random.Next(1, 6)));
                    break;
                default:
                    bytes.InsertRange(at, [(byte)random.Next(0xc0, 0xe0), (byte)random.Next(256), (byte)random.Next(256)]);
                    break;
            }
        }
        return ([.. bytes], false);
    }

    private static byte[] Message(Random random)
    {
        if (random.Next(10) == 0)
        {
            var noise = new byte[random.Next(200)];
            random.NextBytes(noise);
            return noise;
        }
        var text = new StringBuilder(Samples[random.Next(Samples.Length)]);
        for (var i = random.Next(4); i > 0; i--)
        {
            var at = random.Next(text.Length);
            switch (random.Next(4))
            {
                case 0:
                    text.Insert(at, Splinters[random.Next(Splinters.Length)]);
                    break;
                case 1:
                    text.Remove(at, Math.Min(text.Length - at - 1, random.Next(1, 8)));
                    break;
                case 2:
                    text[at] = (char)random.Next(1, 0x250);
                    break;
                default:
                    ReplaceValue(text, Splinters[random.Next(Splinters.Length)]);
                    break;
            }
        }
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    /// <summary>Changes one value and keeps the rest of the message, so that it gets past the parser.</summary>
    private static void ReplaceValue(StringBuilder text, string with)
    {
        var whole = text.ToString();
        var colon = whole.LastIndexOf(':');
        var end = colon < 0 ? -1 : whole.IndexOfAny([',', '}'], colon);
        if (end > 0)
            text.Remove(colon + 1, end - colon - 1).Insert(colon + 1, with);
    }

    private static bool IsUtf8(byte[] bytes) => System.Text.Unicode.Utf8.IsValid(bytes);
}
