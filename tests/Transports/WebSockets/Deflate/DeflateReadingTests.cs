using System.Diagnostics.Metrics;
using System.IO.Compression;
using System.Text;
using Actors.Channels;
using Actors.Transports.Tests.WebSockets.Kit;
using Actors.WebSockets;
using Actors.WebSockets.Deflate;
using Actors.WebSockets.Framing;

namespace Actors.Transports.Tests.WebSockets.Deflate;

/// <summary>Receiving: where RSV1 may be set, and what becomes of what cannot be inflated.</summary>
public sealed class DeflateReadingTests
{
    private static readonly byte[] Hello = [0xF2, 0x48, 0xCD, 0xC9, 0xC9, 0x07, 0x00];

    private static Frame HelloFrame => Frame.Text(Hello) with { Rsv = Deflated.Rsv1 };

    private static readonly Dictionary<string, (Frame[] Frames, CloseCode Code)> Wrong = new()
    {
        { "RSV1 on a ping", ([Frame.Ping() with { Rsv = 0x40 }], CloseCode.ProtocolError) },
        { "RSV1 on a close", ([Frame.Close() with { Rsv = 0x40 }], CloseCode.ProtocolError) },
        { "RSV1 on a continuation", ([Frame.Text(Hello) with { Rsv = 0x40, Fin = false }, Frame.More("", fin: true) with { Rsv = 0x40 }], CloseCode.ProtocolError) },
        { "RSV2", ([Frame.Text(Hello) with { Rsv = 0x60 }], CloseCode.ProtocolError) },
        { "RSV3", ([Frame.Text(Hello) with { Rsv = 0x10 }], CloseCode.ProtocolError) },
        { "no DEFLATE", ([Frame.Binary([0xFF, 0xFF]) with { Rsv = 0x40 }], CloseCode.InvalidPayload) },
        { "DEFLATE that is cut", ([Frame.Binary(Hello[..^2]) with { Rsv = 0x40 }], CloseCode.InvalidPayload) },
        { "text that is not UTF-8 once inflated", ([Frame.Text(Deflated.Compress([0x61, 0xFF])) with { Rsv = 0x40 }], CloseCode.InvalidPayload) },
        { "text that ends within a character once inflated", ([Frame.Text(Deflated.Compress([0x61, 0xC3])) with { Rsv = 0x40 }], CloseCode.InvalidPayload) },
        { "a reference to the message before", ([HelloFrame, Frame.Text([0xF2, 0x00, 0x11, 0x00, 0x00]) with { Rsv = 0x40 }], CloseCode.InvalidPayload) },
        { "a bomb", ([Deflated.Binary(new byte[10 << 20])], CloseCode.MessageTooBig) },
        { "a bomb in fragments", ([.. Fragments(Deflated.Binary(new byte[10 << 20]), 1000)], CloseCode.MessageTooBig) },
        { "one byte too much", ([Deflated.Binary(new byte[64 * 1024 + 1])], CloseCode.MessageTooBig) },
        { "more compressed than a message could ever be", ([Frame.Binary([]) with { Rsv = 0x40, AnnouncedLength = 73_793 }], CloseCode.MessageTooBig) },
    };

    public static TheoryData<string> Names => [.. Wrong.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_bad_frame_closes_with_its_own_code(string what)
    {
        var (frames, code) = Wrong[what];
        await using var server = await Server.StartAsync(Deflated.On);
        using var metrics = new MetricsReader(server.Listener);
        var (client, _) = await Deflated.OpenAsync(server, path: "/echo");
        using var __ = client;
        await client.SendAsync(frames);
        var frame = await client.ReadFrameAsync();
        if (frame.Opcode != Frame.CloseOpcode)
            frame = await client.ReadFrameAsync();
        Assert.True(frame.Code == code, $"{what}: {frame.Code} {frame.Reason}");
        Assert.Equal(0, metrics["partial_message_bytes"]);
    }

    [Fact]
    public async Task Refusals_are_counted_by_reason()
    {
        await using var server = await Server.StartAsync(Deflated.On);
        using var metrics = new MetricsReader(server.Listener);
        foreach (var frame in new[] { Deflated.Binary(new byte[1 << 20]), Frame.Binary([0xFF]) with { Rsv = 0x40 } })
        {
            var (client, upper) = await Deflated.ConnectAsync(server);
            await client.SendAsync(frame);
            await client.ReadFrameAsync();
            client.Dispose();
            await upper.ClosedAsync();
        }
        Assert.Equal(1, metrics["deflate.inflated.refused[too_big]"]);
        Assert.Equal(1, metrics["deflate.inflated.refused[invalid]"]);
        Assert.Equal(0, metrics["deflate.inflated.messages"]);
    }

    [Fact]
    public async Task Compressed_messages_arrive_whole_and_in_fragments_beside_plain_ones()
    {
        await using var server = await Server.StartAsync(Deflated.On);
        using var metrics = new MetricsReader(server.Listener);
        var (client, upper) = await Deflated.ConnectAsync(server);
        using var _ = client;
        var full = new byte[64 * 1024]; // The limit, in noise: longer compressed than it is
        new Random(1).NextBytes(full);
        await client.SendAsync(
            HelloFrame,
            Frame.Text(Hello[..3]) with { Rsv = 0x40, Fin = false }, Frame.Ping(7), Frame.More(Hello[3..], fin: true), // RFC 7692, 7.2.3.1
            Frame.Text("plain"),
            Frame.Text([]) with { Rsv = 0x40, Fin = false }, Frame.More(Hello, fin: false), Frame.More("", fin: true),
            Frame.Text([0]) with { Rsv = 0x40 },
            Deflated.Text("Grüße, 日本"),
            Deflated.Binary(full),
            Deflated.Binary(new byte[64 * 1024]));
        foreach (var text in new[] { "Hello", "Hello", "plain", "Hello", "", "Grüße, 日本" })
        {
            var message = await upper.NextAsync();
            Assert.Equal((text, true), (message.Text, message.IsText));
        }
        Assert.Equal(full, (await upper.NextAsync()).Payload);
        Assert.Equal(new byte[64 * 1024], (await upper.NextAsync()).Payload);
        await client.ExpectEchoAsync(Frame.Pong(7));
        Assert.Equal(7, metrics["deflate.inflated.messages"]);
        Assert.Equal(8, metrics["messages.received"]);
        await Eventually.Holds(() => metrics["partial_message_bytes"] == 0, "given back");
    }

    [Fact]
    public void Messages_are_the_same_however_the_bytes_are_split()
    {
        Frame[] frames =
        [
            HelloFrame, Frame.Text("plain"), Frame.Text(Hello[..3]) with { Rsv = 0x40, Fin = false }, Frame.Ping(1), Frame.More(Hello[3..], fin: true),
            Deflated.Text(string.Concat(Enumerable.Repeat("abc", 300))), Frame.Text([0]) with { Rsv = 0x40 },
        ];
        var bytes = frames.SelectMany(static frame => frame.ToBytes()).ToArray();
        var expected = Read([bytes]);
        Assert.Equal(["Hello", "plain", "Hello", string.Concat(Enumerable.Repeat("abc", 300)), ""], expected);
        for (var cut = 1; cut < bytes.Length; cut++)
            Assert.Equal(expected, Read([bytes[..cut], bytes[cut..]]));
        Assert.Equal(expected, Read(bytes.Select(static b => new[] { b })));
    }

    [Fact]
    public async Task Context_takeover_spans_compressed_messages_and_skips_plain_ones()
    {
        await using var server = await Server.StartAsync(options =>
        {
            Deflated.On(options);
            options.Deflate.ClientContextTakeover = true;
        });
        var (client, upper) = await Deflated.ConnectAsync(server);
        using var _ = client;
        using var compressor = new Deflated.Compressor(CompressionLevel.Optimal);
        var shorter = 0;
        for (var i = 0; i < 50; i++)
        {
            var text = $"{{\"type\":\"input\",\"number\":{i},\"up\":true,\"down\":false}}";
            var payload = compressor.Next(Encoding.UTF8.GetBytes(text));
            shorter += payload.Length < Deflated.Compress(Encoding.UTF8.GetBytes(text)).Length ? 1 : 0;
            await client.SendAsync(Frame.Text(payload) with { Rsv = Deflated.Rsv1 }, Frame.Text("between"));
            Assert.Equal(text, (await upper.NextAsync()).Text);
            Assert.Equal("between", (await upper.NextAsync()).Text);
        }
        Assert.Equal(49, shorter);
    }

    [Fact]
    public async Task An_idle_connection_holds_no_inflater_or_window_memory()
    {
        await using var server = await Server.StartAsync(Deflated.On);
        using var metrics = new MetricsReader(server.Listener);
        var clients = new List<(RawClient Client, UpperSide Upper)>();
        for (var i = 0; i < 100; i++)
            clients.Add(await Deflated.ConnectAsync(server));
        var terms = server.Listener.State.Deflate!.Negotiate([new("permessage-deflate", [])])!;
        foreach (var (client, upper) in clients)
        {
            await client.SendAsync(Deflated.Binary(new byte[32 * 1024]));
            await upper.NextAsync();
        }
        await Eventually.Holds(() => metrics["partial_message_bytes"] == 0, "given back");
        Assert.Equal(0, metrics["deflate.window_bytes"]);
        // One inflater for all of them
        Assert.Same(terms.Inflater, server.Listener.State.Deflate!.Negotiate([new("permessage-deflate", [])])!.Inflater);
        clients.ForEach(static pair => pair.Client.Dispose());
    }

    private static IEnumerable<Frame> Fragments(Frame frame, int bytes)
    {
        for (var at = 0; at < frame.Payload.Length; at += bytes)
        {
            var piece = frame.Payload[at..Math.Min(frame.Payload.Length, at + bytes)];
            var isLast = at + bytes >= frame.Payload.Length;
            yield return at == 0 ? frame with { Payload = piece, Fin = isLast } : Frame.More(piece, isLast);
        }
    }

    private static List<string> Read(IEnumerable<byte[]> pieces)
    {
        using var meter = new Meter("test");
        var budget = new PartialBudget(long.MaxValue);
        var reader = new MessageReader(10_000, budget, new MessageInflater(new DeflateMetrics(meter, budget)));
        var sink = new Sink();
        foreach (var piece in pieces)
        {
            var copy = piece.ToArray(); // It is unmasked in place
            Assert.Equal(copy.Length, reader.Read(copy, sink, out var outcome));
            Assert.Equal(ReadOutcome.Hungry, outcome);
        }
        Assert.Equal(0, budget.HeldBytes);
        return sink.Messages;
    }

    private sealed class Sink : IMessageSink
    {
        public List<string> Messages { get; } = [];

        public bool OnMessage(ReadOnlySpan<byte> payload, bool isText)
        {
            Messages.Add(Encoding.UTF8.GetString(payload));
            return true;
        }

        public void OnPing(ReadOnlySpan<byte> payload)
        {
        }

        public void OnPong(ReadOnlySpan<byte> payload)
        {
        }

        public void OnClose(CloseCode code, string reason)
        {
        }
    }
}
