using System.Text;

namespace Actors.Serialization.Frames;

/// <summary>Writes numbers in as few bytes as they need, seven bits per byte, to a growing buffer. The most recent bytes can be removed again.</summary>
internal sealed class PackedWriter
{
    private const int MaxNumberBytes = 10;

    private byte[] _bytes = new byte[1024];

    public int Length { get; private set; }

    public ReadOnlySpan<byte> Written => _bytes.AsSpan(0, Length);

    /// <summary>Removes everything after <paramref name="length"/>.</summary>
    public void Truncate(int length) => Length = length;

    public void Number(ulong value)
    {
        var span = Free(MaxNumberBytes);
        var at = 0;
        for (; value >= 0x80; value >>= 7)
            span[at++] = (byte)(value | 0x80);
        span[at++] = (byte)value;
        Length += at;
    }

    public void Count(int value) => Number((ulong)value);

    /// <summary>A number near zero is short, positive or negative.</summary>
    public void Signed(long value) => Number((ulong)((value << 1) ^ (value >> 63)));

    /// <summary>Wraps around on overflow, so that any two numbers have a difference.</summary>
    public void Difference(long value, long from) => Signed(unchecked(value - from));

    public void Text(string? value)
    {
        if (value is null)
        {
            Number(0);
            return;
        }
        var bytes = Encoding.UTF8.GetByteCount(value);
        Count(bytes + 1);
        Length += Encoding.UTF8.GetBytes(value, Free(bytes));
    }

    public void Bytes(ReadOnlySpan<byte> value)
    {
        Count(value.Length);
        value.CopyTo(Free(value.Length));
        Length += value.Length;
    }

    private Span<byte> Free(int least)
    {
        if (_bytes.Length - Length < least)
            Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, Length + least));
        return _bytes.AsSpan(Length);
    }
}
