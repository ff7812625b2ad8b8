using Actors.Codecs.MessagePack;

namespace Actors.Transports.Tests.Codecs;

/// <summary>What a hostile message can cost: its own length, and nothing more.</summary>
public sealed class MessagePackLimitTests
{
    [Theory]
    [InlineData("dd7fffffff")] // two billion elements
    [InlineData("df7fffffff")]
    [InlineData("dc000201")] // two, and one is there
    [InlineData("81c0")] // a pair, and half of it is there
    public void A_count_beyond_the_remaining_bytes_is_truncated_input(string hex)
    {
        var limits = new MessagePackLimits { MaxCount = int.MaxValue };
        var bytes = Convert.FromHexString(hex);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var array = new MessagePackReader(bytes, limits);
        Assert.False(array.TryReadArrayHeader(out var count) || array.TryReadMapHeader(out count));
        Assert.Equal(0, count);
        var whole = new MessagePackReader(bytes, limits);
        Assert.False(MessagePackValue.TryRead(ref whole, out _));
        Assert.Equal(MessagePackError.Truncated, whole.Error);
        var skipped = new MessagePackReader(bytes, limits);
        Assert.False(skipped.TrySkip());
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 10_000);
    }

    [Fact]
    public void Nested_headers_cannot_each_claim_all_remaining_bytes()
    {
        // 16 arrays inside one another, each declaring as many elements as there are bytes after its head
        var bytes = new byte[100_000];
        Array.Fill(bytes, (byte)0xc0);
        for (var depth = 0; depth < 16; depth++)
        {
            var left = bytes.Length - ((depth + 1) * 5);
            new byte[] { 0xdd, (byte)(left >> 24), (byte)(left >> 16), (byte)(left >> 8), (byte)left }.CopyTo(bytes, depth * 5);
        }
        var before = GC.GetAllocatedBytesForCurrentThread();
        var reader = new MessagePackReader(bytes, new MessagePackLimits { MaxCount = int.MaxValue });
        Assert.False(MessagePackValue.TryRead(ref reader, out _));
        Assert.Equal(MessagePackError.Truncated, reader.Error);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 2 * 8 * bytes.Length);
    }

    [Theory]
    [InlineData("c6ffffffff")]
    [InlineData("dbffffffff")]
    [InlineData("c9ffffffff01")]
    public void A_length_over_the_limit_fails_as_OverLimit(string hex)
    {
        var reader = new MessagePackReader(Convert.FromHexString(hex));
        Assert.False(reader.NextKind == MessagePackKind.Extension ? reader.TryReadExtension(out _, out _) : reader.TryReadBytes(out _));
        Assert.Equal(MessagePackError.OverLimit, reader.Error);
        Assert.False(reader.TrySkip());
        Assert.Equal(MessagePackError.OverLimit, reader.Error);
    }

    [Fact]
    public void A_count_over_the_limit_fails_as_OverLimit()
    {
        var huge = new MessagePackReader([0xdd, 0xff, 0xff, 0xff, 0xff]);
        Assert.False(huge.TryReadArrayHeader(out _));
        Assert.Equal(MessagePackError.OverLimit, huge.Error);

        var reader = new MessagePackReader([0x93, 1, 2, 3], new MessagePackLimits { MaxCount = 2 });
        Assert.False(reader.TryReadArrayHeader(out _));
        Assert.Equal(MessagePackError.OverLimit, reader.Error);
    }

    [Fact]
    public void A_tree_over_the_depth_limit_is_rejected_but_can_be_skipped()
    {
        var deep = new byte[1_000_000];
        Array.Fill(deep, (byte)0x91);
        deep[^1] = 0xc0;
        var tree = new MessagePackReader(deep);
        Assert.False(MessagePackValue.TryRead(ref tree, out _));
        Assert.Equal(MessagePackError.OverLimit, tree.Error);
        Assert.Equal(0, tree.Position);
        Assert.True(tree.TrySkip());
        Assert.True(tree.AtEnd);
    }

    [Fact]
    public void A_tree_at_the_depth_limit_is_read()
    {
        byte[] two = [0x91, 0x91, 0x01];
        var allowed = new MessagePackReader(two, new MessagePackLimits { MaxDepth = 2 });
        Assert.True(MessagePackValue.TryRead(ref allowed, out var value));
        Assert.Equal("[[1]]", value.ToString());
        var refused = new MessagePackReader(two, new MessagePackLimits { MaxDepth = 1 });
        Assert.False(MessagePackValue.TryRead(ref refused, out _));
    }

    [Fact]
    public void A_failed_read_leaves_the_reader_where_it_was()
    {
        var reader = new MessagePackReader([0x92, 0x01, 0xc1]);
        Assert.False(reader.TryReadNil());
        Assert.Equal(MessagePackError.OtherKind, reader.Error);
        Assert.False(reader.TrySkip());
        Assert.Equal(MessagePackError.Malformed, reader.Error);
        Assert.Equal(0, reader.Position);
        Assert.True(reader.TryReadArrayHeader(out var count));
        Assert.Equal(2, count);
        Assert.Equal(MessagePackError.None, reader.Error);
    }

    [Fact]
    public void A_write_that_does_not_fit_leaves_the_writer_where_it_was()
    {
        var writer = new MessagePackWriter(new byte[5]);
        Assert.True(writer.WriteString("abc"));
        Assert.False(writer.WriteString("d"));
        Assert.False(writer.WriteInt64(1000));
        Assert.False(writer.WriteBinary([1]));
        Assert.False(writer.WriteExtension(1, [1]));
        Assert.False(writer.WriteDouble(1));
        Assert.Equal(4, writer.Written);
        Assert.True(writer.WriteNil());
        Assert.False(writer.WriteNil());
        Assert.Equal("a3616263c0", Convert.ToHexStringLower(writer.WrittenSpan));
    }
}
