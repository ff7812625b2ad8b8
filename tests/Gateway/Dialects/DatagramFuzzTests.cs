using System.Globalization;
using Actors.Datagrams;
using Actors.Gateway.Tests.Abuse;
using Xunit.Abstractions;

namespace Actors.Gateway.Tests.Dialects;

/// <summary>Nonsense over UDP, from strangers and from joined clients: the others in their room notice nothing.</summary>
[Collection(nameof(AloneOnTheMachine))]
public sealed class DatagramFuzzTests(ITestOutputHelper output)
{
    private const int Datagrams = 20_000;

    private static readonly byte[][] Samples =
    [
        DatagramPacket.Join(),
        DatagramPacket.Join(sequence: 3, needsAck: true),
        DatagramPacket.Write(DatagramIds.Ack, 0, false, DatagramPacket.Numbers(1, 200, 9_999)),
        DatagramPacket.Write(DatagramIds.Heartbeat, 7, true, DatagramPacket.Numbers()),
        DatagramPacket.Write(20, 12, false, DatagramPacket.Numbers(1, -1)),
        DatagramPacket.Write(21, 300, true, DatagramPacket.Numbers()),
        [0x94, 20, 0, 0, 0xc4, 19, 0x92, 0xcb, 0x3f, 0xe0, 0, 0, 0, 0, 0, 0, 0xcb, 0xbf, 0xe0, 0, 0, 0, 0, 0, 0],
        [0x94, 21, 0xcd, 0x27, 0x10, 1, 0xdf, 0xff, 0xff, 0xff, 0xff],
        [0x94, 2, 0, 0, 0xdd, 0x7f, 0xff, 0xff, 0xff, 1, 2, 3],
    ];

    [Fact]
    public async Task Random_and_mutated_datagrams_harm_nobody_and_log_no_error()
    {
        var seed = Environment.GetEnvironmentVariable("ACTORS_FUZZ_SEED") is { } given ? int.Parse(given, CultureInfo.InvariantCulture)
            : System.Security.Cryptography.RandomNumberGenerator.GetInt32(int.MaxValue);
        output.WriteLine($"ACTORS_FUZZ_SEED={seed}");
        var random = new Random(seed);
        await using var gateway = await TestGateway.StartAsync(new GatewayLimits { MessagesPerSecond = 100_000, MessageBurst = 100_000 });
        await using var healthy = await HealthyClient.JoinAsync(gateway);
        using var honest = await DatagramClient.JoinAsync(gateway.DatagramPort);

        for (var sent = 0; sent < Datagrams;)
        {
            using var stranger = new DatagramClient(gateway.DatagramPort);
            using var member = await DatagramClient.JoinAsync(gateway.DatagramPort);
            for (var i = 0; i < 200; i++, sent += 2)
            {
                stranger.Send(Nonsense(random));
                member.Send(Nonsense(random));
            }
            // Once this is acknowledged, everything before it has been read: the test is to reach the server, not the kernel's full buffer.
            await honest.BeatAsync(sent % Sequences.Count);
        }

        await healthy.AtLeastAsync(200);
        output.WriteLine(await healthy.AssertServedAsync());
        honest.Send(20, 0, 1);
        await honest.PlaceAsync(honest.Player, static at => at.Y > 300);
        Assert.Empty(gateway.Errors);
    }

    private static byte[] Nonsense(Random random)
    {
        if (random.Next(8) == 0)
        {
            var noise = new byte[random.Next(1400)];
            random.NextBytes(noise);
            return noise;
        }
        var bytes = Samples[random.Next(Samples.Length)].ToList();
        for (var i = random.Next(4); i > 0 && bytes.Count > 0; i--)
        {
            var at = random.Next(bytes.Count);
            switch (random.Next(4))
            {
                case 0:
                    bytes.Insert(at, (byte)random.Next(256));
                    break;
                case 1:
                    bytes.RemoveAt(at);
                    break;
                case 2:
                    bytes[at] = (byte)random.Next(256);
                    break;
                default:
                    bytes.AddRange(Samples[random.Next(Samples.Length)]);
                    break;
            }
        }
        return [.. bytes];
    }
}
