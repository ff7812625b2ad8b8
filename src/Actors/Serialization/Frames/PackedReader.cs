using System.Runtime.Serialization;
using System.Text;

namespace Actors.Serialization.Frames;

/// <summary>Reads what <see cref="PackedWriter"/> has written. Bytes that it cannot have written cause a <see cref="SerializationException"/>.</summary>
internal ref struct PackedReader(ReadOnlySpan<byte> bytes)
{
    private ReadOnlySpan<byte> _left = bytes;

    public readonly bool AtEnd => _left.IsEmpty;

    /// <summary>How many bytes are left.</summary>
    public readonly int Left => _left.Length;

    public static SerializationException Garbled(string why) => new($"These are no frames of this stream: {why}.");

    public ulong Number()
    {
        ulong value = 0;
        for (var shift = 0; shift < 64; shift += 7)
        {
            var next = Byte();
            if (shift == 63 && next > 1)
                break;
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
                return value;
        }
        throw Garbled("a number is too long");
    }

    /// <summary>A count, which cannot be higher than <paramref name="most"/>.</summary>
    public int Count(int most) => Number() is var count && count <= (ulong)most ? (int)count : throw Garbled("a count is too high");

    public long Signed() => Number() is var value ? (long)(value >> 1) ^ -(long)(value & 1) : 0;

    public long Difference(long from) => unchecked(from + Signed());

    public int Difference(int from) =>
        Difference((long)from) is var value && value == (int)value ? (int)value : throw Garbled("a number is too high");

    public string? NullableText()
    {
        var length = Count(_left.Length + 1);
        return length == 0 ? null : Encoding.UTF8.GetString(Take(length - 1));
    }

    public string Text() => NullableText() ?? throw Garbled("a text is missing");

    public ReadOnlySpan<byte> Bytes() => Take(Count(_left.Length));

    public byte Byte() => Take(1)[0];

    private ReadOnlySpan<byte> Take(int length)
    {
        if (length > _left.Length)
            throw Garbled("they end too early");
        var taken = _left[..length];
        _left = _left[length..];
        return taken;
    }
}
