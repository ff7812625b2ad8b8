using System.Globalization;
using System.Text;
using Actors.Channels;
using Actors.Transports.Tests.WebSockets.Kit;
using Actors.WebSockets;
using Actors.WebSockets.Framing;

namespace Actors.Transports.Tests.WebSockets;

/// <summary>The reader alone, without a socket: what it makes of bytes does not depend on how they are split.</summary>
public sealed class MessageReaderTests
{
    private const int MaxMessageBytes = 70_000;

    private static readonly Dictionary<string, Frame[]> Conversations = new()
    {
        { "one of each", [Frame.Text("Hello"), Frame.Binary([1, 2, 3]), Frame.Ping(1, 2), Frame.Pong(3), Frame.Close(1000, "bye")] },
        { "empty ones", [Frame.Text(""), Frame.Binary([]), Frame.Ping(), Frame.Close()] },
        { "fragments with a ping between", [Frame.Text("Hé") with { Fin = false }, Frame.Ping(9), Frame.More("l", false), Frame.More("lo €😀", true)] },
        { "empty fragments", [Frame.Text("") with { Fin = false }, Frame.More("", false), Frame.More("x", true), Frame.Text("y")] },
        { "medium lengths", [Frame.Binary(new byte[125]), Frame.Binary(new byte[126]), Frame.Binary(new byte[300])] },
        { "a character in two fragments", [Frame.Text([0xE2, 0x82]) with { Fin = false }, Frame.More([0xAC], true)] },
        { "wrong UTF-8", [Frame.Text("ok"), Frame.Text([0x41, 0xFF, 0x41])] },
        { "wrong UTF-8 in the second fragment", [Frame.Text([0xE2]) with { Fin = false }, Frame.More([0x41], true)] },
        { "text that ends within a character", [Frame.Text([0xE2, 0x82])] },
        { "a reserved bit", [Frame.Text("ok"), Frame.Text("x") with { Rsv = 0x40 }] },
        { "no mask", [Frame.Ping(1), Frame.Text("x") with { Key = null }] },
        { "a long control frame", [new Frame(Frame.PingOpcode, new byte[126])] },
        { "a continuation of nothing", [Frame.More("x", true)] },
        { "a message in a message", [Frame.Text("x") with { Fin = false }, Frame.Text("y")] },
        { "too big", [Frame.Binary([]) with { AnnouncedLength = MaxMessageBytes + 1 }] },
        { "a wrong close code", [Frame.Close(1005)] },
        { "a key of zeros", [Frame.Text("Hello") with { Key = [0, 0, 0, 0] }] },
    };

    public static TheoryData<string> Names => [.. Conversations.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Bytes_split_in_two_anywhere_give_the_same_events(string name)
    {
        var bytes = Conversations[name].SelectMany(frame => frame.ToBytes()).ToArray();
        var whole = Read([bytes]);
        Assert.NotEmpty(whole);
        for (var cut = 0; cut <= bytes.Length; cut++)
            Assert.True(whole.SequenceEqual(Read([bytes[..cut], bytes[cut..]])), $"{name}, cut at {cut}");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Bytes_fed_one_by_one_give_the_same_events(string name)
    {
        var bytes = Conversations[name].SelectMany(frame => frame.ToBytes()).ToArray();
        Assert.True(Read([bytes]).SequenceEqual(Read([.. bytes.Select(b => new[] { b })])), name);
    }

    [Fact]
    public void Randomly_split_bytes_give_the_same_events_with_and_without_a_lent_buffer()
    {
        var random = new Random(17);
        for (var round = 0; round < 300; round++)
        {
            var bytes = RandomFrames(random).SelectMany(frame => frame.ToBytes()).ToArray();
            var whole = Read([bytes]);
            var pieces = Cut(bytes, random);
            Assert.Equal(whole, Read(pieces));
            Assert.Equal(whole, Read(pieces, lend: true));
        }
    }

    [Fact]
    public void A_partial_message_returns_its_memory_on_completion_and_on_failure()
    {
        var budget = new PartialBudget(long.MaxValue);
        Read([Frame.Binary(new byte[50_000]).ToBytes()[..40_000]], budget: budget, clear: false);
        Assert.InRange(budget.HeldBytes, 40_000, 4 * 40_000);

        budget = new PartialBudget(long.MaxValue);
        var bytes = Frame.Binary(new byte[50_000]).ToBytes();
        Read([bytes[..40_000], bytes[40_000..]], budget: budget, clear: false);
        Assert.Equal(0, budget.HeldBytes);

        budget = new PartialBudget(long.MaxValue);
        Read([(Frame.Text("abc") with { Fin = false }).ToBytes(), Frame.Text("d").ToBytes()], budget: budget, clear: true);
        Assert.Equal(0, budget.HeldBytes);
    }

    [Fact]
    public void A_partial_message_holds_memory_by_what_arrived_not_what_was_announced()
    {
        var budget = new PartialBudget(long.MaxValue);
        Read([(Frame.Binary([1]) with { AnnouncedLength = MaxMessageBytes }).ToBytes()], budget: budget, clear: false);
        Assert.InRange(budget.HeldBytes, 1, 512);
    }

    [Fact]
    public void A_partial_message_without_budget_fails_with_1013_and_a_whole_one_passes()
    {
        var none = new PartialBudget(0);
        Assert.Equal(["binary 0102"], Read([Frame.Binary([1, 2]).ToBytes()], budget: none));
        var bytes = Frame.Binary([1, 2]).ToBytes();
        Assert.StartsWith("failed TryAgainLater", Assert.Single(Read([bytes[..^1], bytes[^1..]], budget: none)));
        Assert.Equal(0, none.HeldBytes);
    }

    [Fact]
    public void A_stopped_sink_gets_nothing_until_reading_resumes()
    {
        var sink = new Sink { StopAfter = 1 };
        var reader = new MessageReader(MaxMessageBytes, new PartialBudget(long.MaxValue));
        var bytes = new[] { Frame.Text("a"), Frame.Text("b") }.SelectMany(frame => frame.ToBytes()).ToArray();
        var used = reader.Read(bytes, sink, out var outcome);
        Assert.Equal(ReadOutcome.Stopped, outcome);
        Assert.Equal(bytes.Length / 2, used);
        Assert.Equal(["text a"], sink.Events);
        sink.StopAfter = int.MaxValue;
        reader.Read(bytes.AsSpan(used), sink, out _);
        Assert.Equal(["text a", "text b"], sink.Events);
    }

    private static List<string> Read(IEnumerable<byte[]> pieces, bool lend = false, PartialBudget? budget = null, bool clear = true)
    {
        var sink = new Sink();
        var reader = new MessageReader(MaxMessageBytes, budget ?? new PartialBudget(long.MaxValue));
        var outcome = ReadOutcome.Hungry;
        foreach (var piece in pieces)
        {
            var rest = piece.ToArray().AsSpan(); // It is unmasked in place
            while (outcome == ReadOutcome.Hungry && !rest.IsEmpty)
            {
                int used;
                if (lend && reader.TryLend(out var room))
                {
                    used = Math.Min(room.Length, rest.Length);
                    rest[..used].CopyTo(room);
                    outcome = reader.Take(used, sink);
                }
                else
                {
                    used = reader.Read(rest, sink, out outcome);
                }
                rest = rest[used..];
            }
        }
        if (reader.Failure is { } failure)
            sink.Events.Add($"failed {failure.Code}: {failure.Reason}");
        if (clear)
            reader.Clear();
        return sink.Events;
    }

    private static IEnumerable<Frame> RandomFrames(Random random)
    {
        for (var messages = random.Next(1, 6); messages > 0; messages--)
        {
            var fragments = random.Next(1, 4);
            for (var i = 0; i < fragments; i++)
            {
                if (random.Next(3) == 0)
                    yield return Frame.Ping([.. Enumerable.Repeat((byte)i, random.Next(126))]);
                var payload = new byte[random.Next(4) == 0 ? random.Next(20_000) : random.Next(200)];
                random.NextBytes(payload);
                yield return new Frame(i == 0 ? Frame.BinaryOpcode : Frame.Continuation, payload) { Fin = i == fragments - 1 };
            }
        }
    }

    private static List<byte[]> Cut(byte[] bytes, Random random)
    {
        var pieces = new List<byte[]>();
        for (var at = 0; at < bytes.Length;)
        {
            var length = Math.Min(bytes.Length - at, random.Next(1, random.Next(2) == 0 ? 8 : 20_000));
            pieces.Add(bytes[at..(at + length)]);
            at += length;
        }
        return pieces;
    }

    private sealed class Sink : IMessageSink
    {
        public List<string> Events { get; } = [];

        public int StopAfter { get; set; } = int.MaxValue;

        public bool OnMessage(ReadOnlySpan<byte> payload, bool isText)
        {
            Events.Add(isText ? "text " + Encoding.UTF8.GetString(payload) : "binary " + Convert.ToHexString(payload));
            return Events.Count < StopAfter;
        }

        public void OnPing(ReadOnlySpan<byte> payload) => Events.Add("ping " + Convert.ToHexString(payload));

        public void OnPong(ReadOnlySpan<byte> payload) => Events.Add("pong " + Convert.ToHexString(payload));

        public void OnClose(CloseCode code, string reason) =>
            Events.Add(string.Create(CultureInfo.InvariantCulture, $"close {(int)code} {reason}"));
    }
}
