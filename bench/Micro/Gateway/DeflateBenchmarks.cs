using System.Diagnostics.Metrics;
using System.IO.Compression;
using Actors.Channels;
using Actors.Gateway.Dialects;
using Actors.Gateway.Dialects.Arena;
using Actors.WebSockets;
using Actors.WebSockets.Deflate;
using Actors.WebSockets.Framing;
using Actors.World;
using BenchmarkDotNet.Attributes;

namespace Actors.Bench.Micro.Gateway;

/// <summary>The state of an arena of 50 for so many clients: all the work except the system calls.</summary>
[MemoryDiagnoser]
public class DeflateBenchmarks
{
    private readonly byte[] _state = State();
    private readonly DeflateTerms _fastest = Terms(CompressionLevel.Fastest);
    private readonly DeflateTerms _optimal = Terms(CompressionLevel.Optimal);
    private readonly PartialBudget _budget = new(long.MaxValue);
    private byte[] _compressedState = [];
    private byte[] _compressedInput = [];

    [Params(1, 100)]
    public int Clients { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        var deflater = new FrameDeflater(new DeflateOptions(), new DeflateMetrics(new Meter("bench"), _budget));
        _compressedState = Compressed(deflater, _state);
        _compressedInput = Compressed(deflater, "{\"type\":\"input\",\"up\":true,\"down\":false,\"left\":false,\"right\":true,\"number\":123}"u8);
        foreach (var (name, terms) in new[] { ("plain", null), ("fastest", _fastest), ("optimal", (DeflateTerms?)_optimal) })
            Console.WriteLine($"// {name}: a frame of {FrameOf(EncodedMessage.Copy(_state, isText: true), terms).Length} bytes");
    }

    [Benchmark(Baseline = true)]
    public int Plain() => ForAll(null);

    [Benchmark]
    public int Fastest() => ForAll(_fastest);

    [Benchmark]
    public int Optimal() => ForAll(_optimal);

    [Benchmark]
    public int Inflate_a_state() => Inflate(_compressedState);

    /// <summary>A typical length of clients' messages.</summary>
    [Benchmark]
    public int Inflate_an_input() => Inflate(_compressedInput);

    private int Inflate(byte[] payload)
    {
        var message = new PartialMessage(_budget);
        Inflater.OfThisThread.Inflate(payload, default, ref message, 1 << 20);
        var length = message.Length;
        message.Clear();
        return length;
    }

    private static byte[] Compressed(FrameDeflater deflater, ReadOnlySpan<byte> payload) => deflater.Compress(EncodedMessage.Copy(payload, isText: true))!.Payload.ToArray();

    private static ReadOnlyMemory<byte> FrameOf(EncodedMessage message, DeflateTerms? terms) => terms?.FrameOf(message) ?? message.FramedBy(ServerFraming.Plain);

    private int ForAll(DeflateTerms? terms)
    {
        var message = EncodedMessage.Copy(_state, isText: true);
        var bytes = 0;
        for (var i = 0; i < Clients; i++)
            bytes += FrameOf(message, terms).Length;
        return bytes;
    }

    private static DeflateTerms Terms(CompressionLevel level) =>
        new DeflateExtension(new DeflateOptions { Level = level }, new WebSocketMetrics(new PartialBudget(0))).Negotiate([new ExtensionOffer("permessage-deflate", [])])!;

    private static byte[] State()
    {
        var random = new Random(1);
        var players = Enumerable.Range(1, 50).Select(id => new PlayerView
        {
            Id = new PlayerId(1000 + id * 7),
            Name = $"player{id}",
            XMilli = random.Next(100_000),
            YMilli = random.Next(100_000),
            VelocityXMilli = random.Next(3) * 5000 - 5000,
            VelocityYMilli = random.Next(3) * 5000 - 5000,
            FacingMilli = 0,
            Health = 100,
            MaxHealth = 100,
            Score = 0,
            Resources = default,
            LastProcessedInput = random.Next(10_000),
        });
        var frame = new RoomFrame
        {
            Room = new RoomId("arena"),
            Sequence = 1,
            Tick = 1,
            Players = [.. players],
            Creatures = [],
            Items = [],
            Nodes = [],
            Projectiles = [],
            Events = [],
        };
        var encoded = new EncodedFrame();
        new ArenaEncoding(TimeProvider.System).For(frame.Room, null!).Encode(frame, encoded);
        return encoded.State!.Payload.ToArray();
    }
}
