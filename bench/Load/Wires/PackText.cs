using System.Buffers.Binary;
using System.Text;

namespace Actors.Bench.Load.Wires;

/// <summary>Builds a short MessagePack message: only what the clients of the load send.</summary>
internal sealed class PackText
{
    private readonly byte[] _to = new byte[512];
    private int _length;

    public ReadOnlySpan<byte> Written => _to.AsSpan(0, _length);

    public void Clear() => _length = 0;

    public PackText Map(int pairs) => Byte((byte)(0x80 | pairs));

    public PackText True() => Byte(0xc3);

    public PackText Text(string text)
    {
        Byte((byte)(0xa0 | text.Length));
        _length += Encoding.ASCII.GetBytes(text, _to.AsSpan(_length));
        return this;
    }

    public PackText Number(uint value)
    {
        Byte(0xce);
        BinaryPrimitives.WriteUInt32BigEndian(_to.AsSpan(_length), value);
        _length += 4;
        return this;
    }

    public PackText Double(double value)
    {
        Byte(0xcb);
        BinaryPrimitives.WriteDoubleBigEndian(_to.AsSpan(_length), value);
        _length += 8;
        return this;
    }

    private PackText Byte(byte value)
    {
        _to[_length++] = value;
        return this;
    }
}
