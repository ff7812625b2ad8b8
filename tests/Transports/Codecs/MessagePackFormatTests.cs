using Actors.Codecs.MessagePack;

namespace Actors.Transports.Tests.Codecs;

/// <summary>The format table of the specification, code by code: what is written for a value, and what is read for bytes.</summary>
public sealed class MessagePackFormatTests
{
    [Theory]
    [InlineData(0L, "00")]
    [InlineData(127L, "7f")]
    [InlineData(128L, "cc80")]
    [InlineData(255L, "ccff")]
    [InlineData(256L, "cd0100")]
    [InlineData(65535L, "cdffff")]
    [InlineData(65536L, "ce00010000")]
    [InlineData(4294967295L, "ceffffffff")]
    [InlineData(4294967296L, "cf0000000100000000")]
    [InlineData(long.MaxValue, "cf7fffffffffffffff")]
    [InlineData(-1L, "ff")]
    [InlineData(-32L, "e0")]
    [InlineData(-33L, "d0df")]
    [InlineData(-128L, "d080")]
    [InlineData(-129L, "d1ff7f")]
    [InlineData(-32768L, "d18000")]
    [InlineData(-32769L, "d2ffff7fff")]
    [InlineData(-2147483648L, "d280000000")]
    [InlineData(-2147483649L, "d3ffffffff7fffffff")]
    [InlineData(long.MinValue, "d38000000000000000")]
    public void An_integer_takes_its_shortest_format(long value, string hex)
    {
        Assert.Equal(hex, Written((ref w) => w.WriteInt64(value)));
        var reader = Reader(hex);
        Assert.True(reader.TryReadInt64(out var read));
        Assert.Equal(value, read);
        Assert.True(reader.AtEnd);
    }

    [Theory]
    [InlineData("cc05", 5L)]
    [InlineData("cd0005", 5L)]
    [InlineData("ce00000005", 5L)]
    [InlineData("cf0000000000000005", 5L)]
    [InlineData("d005", 5L)]
    [InlineData("d10005", 5L)]
    [InlineData("d200000005", 5L)]
    [InlineData("d30000000000000005", 5L)]
    [InlineData("d3ffffffffffffffff", -1L)]
    public void An_integer_is_read_from_any_width(string hex, long value)
    {
        var reader = Reader(hex);
        Assert.True(reader.TryReadInt64(out var read));
        Assert.Equal(value, read);
    }

    [Fact]
    public void Only_an_unsigned_read_accepts_values_above_long_MaxValue()
    {
        Assert.Equal("cfffffffffffffffff", Written((ref w) => w.WriteUInt64(ulong.MaxValue)));
        var reader = Reader("cfffffffffffffffff");
        Assert.False(reader.TryReadInt64(out _));
        Assert.Equal(MessagePackError.OutOfRange, reader.Error);
        Assert.False(reader.TryReadInt32(out _));
        Assert.True(reader.TryReadUInt64(out var huge));
        Assert.Equal(ulong.MaxValue, huge);
    }

    [Fact]
    public void A_read_rejects_values_outside_its_range()
    {
        var negative = Reader("ff");
        Assert.False(negative.TryReadUInt64(out _));
        Assert.Equal(MessagePackError.OutOfRange, negative.Error);
        var wide = Reader("ce80000000");
        Assert.False(wide.TryReadInt32(out _));
        Assert.Equal(MessagePackError.OutOfRange, wide.Error);
    }

    [Theory]
    [InlineData(1.5, "ca3fc00000")]
    [InlineData(-0.0, "ca80000000")]
    [InlineData(double.PositiveInfinity, "ca7f800000")]
    [InlineData(0.1, "cb3fb999999999999a")]
    [InlineData(double.MaxValue, "cb7fefffffffffffff")]
    [InlineData(double.Epsilon, "cb0000000000000001")]
    public void A_double_uses_32_bits_when_lossless(double value, string hex)
    {
        Assert.Equal(hex, Written((ref w) => w.WriteDouble(value)));
        var reader = Reader(hex);
        Assert.True(reader.TryReadDouble(out var read));
        Assert.Equal(BitConverter.DoubleToInt64Bits(value), BitConverter.DoubleToInt64Bits(read));
    }

    [Theory]
    [InlineData("05", 5.0)]
    [InlineData("d0fb", -5.0)]
    [InlineData("cfffffffffffffffff", 18446744073709551615.0)]
    public void A_float_read_accepts_integers(string hex, double value)
    {
        var reader = Reader(hex);
        Assert.True(reader.TryReadDouble(out var read));
        Assert.Equal(value, read);
    }

    [Theory]
    [InlineData("c0", MessagePackKind.Nil)]
    [InlineData("c1", MessagePackKind.None)]
    [InlineData("c2", MessagePackKind.Boolean)]
    [InlineData("c3", MessagePackKind.Boolean)]
    [InlineData("", MessagePackKind.None)]
    [InlineData("80", MessagePackKind.Map)]
    [InlineData("90", MessagePackKind.Array)]
    [InlineData("a0", MessagePackKind.Text)]
    [InlineData("c400", MessagePackKind.Binary)]
    [InlineData("d40100", MessagePackKind.Extension)]
    [InlineData("ca00000000", MessagePackKind.Float)]
    [InlineData("ff", MessagePackKind.Integer)]
    public void NextKind_identifies_the_value(string hex, MessagePackKind kind) => Assert.Equal(kind, Reader(hex).NextKind);

    [Fact]
    public void Nil_and_the_booleans_are_one_byte()
    {
        Assert.Equal("c0c2c3", Written((ref w) => w.WriteNil() && w.WriteBoolean(false) && w.WriteBoolean(true)));
        var reader = Reader("c0c2c3");
        Assert.True(reader.TryReadNil());
        Assert.True(reader.TryReadBoolean(out var first));
        Assert.True(reader.TryReadBoolean(out var second));
        Assert.False(first);
        Assert.True(second);
    }

    [Theory]
    [InlineData(0, "a0", "a0")]
    [InlineData(31, "bf", "bf")]
    [InlineData(32, "d920", "da0020")]
    [InlineData(255, "d9ff", "da00ff")]
    [InlineData(256, "da0100", "da0100")]
    [InlineData(65535, "daffff", "daffff")]
    [InlineData(65536, "db00010000", "db00010000")]
    public void Text_takes_its_shortest_header_and_OldRaw_has_no_str8(int length, string head, string oldHead)
    {
        var text = new string('x', length);
        var payload = Convert.ToHexStringLower(System.Text.Encoding.UTF8.GetBytes(text));
        Assert.Equal(head + payload, Written((ref w) => w.WriteString(text)));
        Assert.Equal(oldHead + payload, Written((ref w) => w.WriteString(text), MessagePackFormat.OldRaw));
        foreach (var written in new[] { head, oldHead })
        {
            var reader = Reader(written + payload);
            Assert.True(reader.TryReadString(out var read));
            Assert.Equal(text, read);
        }
    }

    [Theory]
    [InlineData(0, "c400", "a0")]
    [InlineData(255, "c4ff", "da00ff")]
    [InlineData(256, "c50100", "da0100")]
    [InlineData(65536, "c600010000", "db00010000")]
    public void Bytes_use_bin_or_raw_in_the_old_format(int length, string head, string oldHead)
    {
        var bytes = Enumerable.Range(0, length).Select(i => (byte)i).ToArray();
        var payload = Convert.ToHexStringLower(bytes);
        Assert.Equal(head + payload, Written((ref w) => w.WriteBinary(bytes)));
        Assert.Equal(oldHead + payload, Written((ref w) => w.WriteBinary(bytes), MessagePackFormat.OldRaw));
        foreach (var written in new[] { head, oldHead })
        {
            var reader = Reader(written + payload);
            Assert.True(reader.TryReadBytes(out var read));
            Assert.Equal(bytes, read.ToArray());
        }
    }

    [Fact]
    public void Text_may_come_as_bin_but_must_be_UTF8()
    {
        var fromBin = Reader("c4026869");
        Assert.True(fromBin.TryReadString(out var text));
        Assert.Equal("hi", text);
        var broken = Reader("a2c328");
        Assert.False(broken.TryReadString(out _));
        Assert.Equal(MessagePackError.InvalidText, broken.Error);
        Assert.True(broken.TryReadBytes(out var bytes));
        Assert.Equal([0xc3, 0x28], bytes.ToArray());
    }

    [Theory]
    [InlineData(0, "90", "80")]
    [InlineData(15, "9f", "8f")]
    [InlineData(16, "dc0010", "de0010")]
    [InlineData(65535, "dcffff", "deffff")]
    [InlineData(65536, "dd00010000", "df00010000")]
    public void Arrays_and_maps_use_the_shortest_header(int count, string array, string map)
    {
        Assert.Equal(array, Written((ref w) => w.WriteArrayHeader(count)));
        Assert.Equal(map, Written((ref w) => w.WriteMapHeader(count)));
        var items = string.Concat(Enumerable.Repeat("c0", count));
        var arrayReader = Reader(array + items);
        Assert.True(arrayReader.TryReadArrayHeader(out var read));
        Assert.Equal(count, read);
        var mapReader = Reader(map + items + items);
        Assert.True(mapReader.TryReadMapHeader(out read));
        Assert.Equal(count, read);
    }

    [Theory]
    [InlineData(0, "c70005")]
    [InlineData(1, "d405")]
    [InlineData(2, "d505")]
    [InlineData(3, "c70305")]
    [InlineData(4, "d605")]
    [InlineData(8, "d705")]
    [InlineData(16, "d805")]
    [InlineData(17, "c71105")]
    [InlineData(255, "c7ff05")]
    [InlineData(256, "c8010005")]
    [InlineData(65536, "c90001000005")]
    public void Extensions_use_the_shortest_header(int length, string head)
    {
        var data = new byte[length];
        Array.Fill(data, (byte)7);
        var payload = Convert.ToHexStringLower(data);
        Assert.Equal(head + payload, Written((ref w) => w.WriteExtension(5, data)));
        var reader = Reader(head + payload);
        Assert.True(reader.TryReadExtension(out var type, out var read));
        Assert.Equal(5, type);
        Assert.Equal(data, read.ToArray());
    }

    [Fact]
    public void The_old_format_has_no_extensions() =>
        Assert.Throws<NotSupportedException>(() => Written((ref w) => w.WriteExtension(1, [1]), MessagePackFormat.OldRaw));

    private delegate bool Write(ref MessagePackWriter writer);

    private static string Written(Write write, MessagePackFormat format = MessagePackFormat.Current)
    {
        var writer = new MessagePackWriter(new byte[70_000], format);
        Assert.True(write(ref writer));
        return Convert.ToHexStringLower(writer.WrittenSpan);
    }

    private static MessagePackReader Reader(string hex) => new(Convert.FromHexString(hex));
}
