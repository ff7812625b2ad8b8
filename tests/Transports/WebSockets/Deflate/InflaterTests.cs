using System.IO.Compression;
using System.Text;
using Actors.Transports.Tests.WebSockets.Kit;
using Actors.WebSockets.Deflate;
using Actors.WebSockets.Framing;

namespace Actors.Transports.Tests.WebSockets.Deflate;

/// <summary>The decoder alone.</summary>
public sealed class InflaterTests
{
    private const int MaxBytes = 100_000;

    /// <summary>RFC 7692, 7.2.3, byte for byte; all of them say "Hello", the last two nothing.</summary>
    public static TheoryData<string, string, string> Examples => new()
    {
        { "one block (7.2.3.1)", "f248cdc9c90700", "Hello" },
        { "not compressed (7.2.3.3)", "000500faff48656c6c6f00", "Hello" },
        { "a final block (7.2.3.4)", "f348cdc9c9070000", "Hello" },
        { "two blocks (7.2.3.5)", "f248050000 00ffffcac9c90700", "Hello" },
        { "an empty message (7.2.3.6)", "00", "" },
        { "an empty block before the empty block", "0200", "" },
        { "a final block and no more, which some send", "f348cdc9c90700", "Hello" },
        { "no bytes at all, which some send", "", "" },
    };

    [Theory]
    [MemberData(nameof(Examples))]
    public void The_RFC_examples_are_inflated(string what, string hex, string text)
    {
        var (result, bytes) = Inflate(Convert.FromHexString(hex.Replace(" ", "")));
        Assert.True(result == InflateResult.Done, what);
        Assert.Equal(text, Encoding.UTF8.GetString(bytes));
    }

    [Fact]
    public void A_window_lets_a_message_refer_to_the_one_before()
    {
        var second = Convert.FromHexString("f200110000"); // 7.2.3.2
        var (result, bytes) = Inflate(second, window: "Hello"u8);
        Assert.Equal((InflateResult.Done, "Hello"), (result, Encoding.UTF8.GetString(bytes)));
        Assert.Equal(InflateResult.Invalid, Inflate(second).Result);
        Assert.Equal(InflateResult.Invalid, Inflate(second, window: "llo"u8).Result);
    }

    public static TheoryData<string, string> Nonsense => new()
    {
        { "a block type that is none", "06" },
        { "a stored block whose length does not match its complement", "000500fbff48656c6c6f00" },
        { "a stored block that is cut", "000500faff4865" },
        { "a block that is cut", "f248cd" },
        { "the last byte is missing", "f248cdc9c907" },
        { "the tail was not left out", "f248cdc9c907000000ffff" },
        { "a dynamic block with 287 length codes", "f43d" },
        { "garbage", "ffffffffffff" },
    };

    [Theory]
    [MemberData(nameof(Nonsense))]
    public void Invalid_DEFLATE_is_rejected(string what, string hex)
    {
        var (result, _) = Inflate(Convert.FromHexString(hex));
        Assert.True(result == InflateResult.Invalid, $"{what}: {result}");
    }

    [Fact]
    public void Runtime_output_inflates_correctly_at_every_level_and_length()
    {
        var random = new Random(1);
        foreach (var level in Enum.GetValues<CompressionLevel>())
        {
            foreach (var length in new[] { 0, 1, 2, 10, 257, 258, 259, 1000, 32_768, 65_535, 65_536, MaxBytes })
            {
                foreach (var sample in Samples(random, length))
                {
                    var (result, bytes) = Inflate(Deflated.Compress(sample, level));
                    Assert.Equal(InflateResult.Done, result);
                    Assert.Equal(sample, bytes);
                }
            }
        }
    }

    [Fact]
    public void The_window_follows_a_context_kept_across_messages()
    {
        var random = new Random(2);
        var budget = new PartialBudget(1 << 15);
        Assert.True(budget.TryTake(1 << 15));
        var window = new ClientWindow(15, budget);
        using var compressor = new Deflated.Compressor(CompressionLevel.Optimal);
        var seen = new List<byte>();
        for (var i = 0; i < 200; i++)
        {
            // Repeats much earlier data, so that there is something to refer to
            var message = Samples(random, random.Next(1, 3000)).Last();
            if (seen.Count > 5000)
                message = [.. message, .. seen.GetRange(Math.Max(0, seen.Count - 30_000), 700)];
            seen.AddRange(message);
            var (result, bytes) = Inflate(compressor.Next(message), window.Bytes);
            Assert.Equal(InflateResult.Done, result);
            Assert.Equal(message, bytes);
            window.Append(bytes);
            Assert.Equal(seen.TakeLast(Math.Min(seen.Count, 1 << 15)), window.Bytes.ToArray());
        }
        window.Release();
        window.Release();
        Assert.Equal(0, budget.HeldBytes);
    }

    [Fact]
    public void A_zip_bomb_stops_at_the_limit_and_uses_bounded_memory()
    {
        var bomb = Deflated.Compress(new byte[50 << 20]);
        Assert.InRange(bomb.Length, 1, 100_000);
        var budget = new PartialBudget(long.MaxValue);
        var message = new PartialMessage(budget);
        Assert.Equal(InflateResult.TooBig, new Inflater().Inflate(bomb, default, ref message, MaxBytes));
        Assert.InRange(budget.HeldBytes, 0, 2 * MaxBytes);
        message.Clear();
        Assert.Equal(0, budget.HeldBytes);

        var fits = Deflated.Compress(new byte[MaxBytes]);
        Assert.Equal(InflateResult.Done, Inflate(fits).Result);
        Assert.Equal(InflateResult.TooBig, Inflate(Deflated.Compress(new byte[MaxBytes + 1])).Result);
    }

    [Fact]
    public void Inflating_beyond_the_budget_fails()
    {
        var message = new PartialMessage(new PartialBudget(1000));
        Assert.Equal(InflateResult.NoMemory, new Inflater().Inflate(Deflated.Compress(new byte[5000]), default, ref message, MaxBytes));
        message.Clear();
    }

    [Fact]
    public void Accepted_damaged_messages_inflate_as_in_the_runtime()
    {
        var random = new Random(3);
        var accepted = 0;
        for (var i = 0; i < 20_000; i++)
        {
            var sample = Samples(random, random.Next(400)).ElementAt(i % 4);
            var damaged = Deflated.Compress(sample, (CompressionLevel)random.Next(4));
            for (var hits = random.Next(1, 4); hits > 0; hits--)
                damaged[random.Next(damaged.Length)] ^= (byte)(1 << random.Next(8));
            if (random.Next(4) == 0)
                damaged = damaged[..random.Next(damaged.Length)];
            var (result, bytes) = Inflate(damaged);
            // The runtime stops at a final block, and reports nothing of what follows
            if (result != InflateResult.Done || damaged.Length == 0)
                continue;
            var theirs = Deflated.Inflate(damaged);
            Assert.True(bytes.AsSpan().StartsWith(theirs), $"{i}: {Convert.ToHexString(damaged)}");
            accepted++;
        }
        Assert.InRange(accepted, 100, 20_000);
    }

    [Fact]
    public void Garbage_never_throws_and_leaves_no_memory_held()
    {
        var random = new Random(4);
        for (var i = 0; i < 50_000; i++)
        {
            var garbage = new byte[random.Next(200)];
            random.NextBytes(garbage);
            if (garbage.Length > 0 && i % 2 == 0)
                garbage[0] = (byte)(garbage[0] & 0xF8 | 4); // A dynamic block, the way into the tables
            Inflate(garbage);
        }
    }

    [Fact]
    public void Inflating_allocates_nothing()
    {
        var payload = Deflated.Compress(Samples(new Random(5), 3000).Last());
        var budget = new PartialBudget(long.MaxValue);
        long least = long.MaxValue;
        for (var i = 0; i < 100; i++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            var message = new PartialMessage(budget);
            Inflater.OfThisThread.Inflate(payload, default, ref message, MaxBytes);
            message.Clear();
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }
        Assert.Equal(0, least);
    }

    /// <summary>Noise, one byte over and over, few letters, and words.</summary>
    private static IEnumerable<byte[]> Samples(Random random, int length)
    {
        var noise = new byte[length];
        random.NextBytes(noise);
        yield return noise;
        yield return [.. Enumerable.Repeat((byte)'a', length)];
        yield return [.. noise.Select(b => (byte)('a' + b % 5))];
        var words = new StringBuilder();
        while (words.Length < length)
            words.Append("{\"id\":").Append(random.Next(300)).Append(",\"x\":").Append(random.Next(9)).Append('}');
        yield return Encoding.ASCII.GetBytes(words.ToString(0, length));
    }

    private static (InflateResult Result, byte[] Bytes) Inflate(ReadOnlySpan<byte> payload, ReadOnlySpan<byte> window = default)
    {
        var budget = new PartialBudget(long.MaxValue);
        var message = new PartialMessage(budget);
        var result = new Inflater().Inflate(payload, window, ref message, MaxBytes);
        var bytes = message.Written.ToArray();
        message.Clear();
        Assert.Equal(0, budget.HeldBytes);
        return (result, bytes);
    }
}
