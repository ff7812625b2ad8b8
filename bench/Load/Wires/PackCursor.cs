using System.Buffers.Binary;

namespace Actors.Bench.Load.Wires;

/// <summary>Parses MessagePack that is known to be well-formed: it reads whole numbers, and skips everything else.</summary>
internal ref struct PackCursor(ReadOnlySpan<byte> bytes)
{
    private ReadOnlySpan<byte> _left = bytes;

    /// <summary>Enters the array or map that begins here; returns its number of elements or pairs.</summary>
    public int Enter()
    {
        var head = _left[0];
        var (count, size) = head switch
        {
            >= 0x80 and <= 0x9f => (head & 15, 1),
            0xdc or 0xde => (BinaryPrimitives.ReadUInt16BigEndian(_left[1..]), 3),
            0xdd or 0xdf => ((int)BinaryPrimitives.ReadUInt32BigEndian(_left[1..]), 5),
            _ => throw Wrong(head),
        };
        _left = _left[size..];
        return count;
    }

    public long Number()
    {
        var head = _left[0];
        var rest = _left[1..];
        var (value, size) = head switch
        {
            <= 0x7f or >= 0xe0 => ((long)(sbyte)head, 1),
            0xcc => (rest[0], 2),
            0xcd => (BinaryPrimitives.ReadUInt16BigEndian(rest), 3),
            0xce => (BinaryPrimitives.ReadUInt32BigEndian(rest), 5),
            0xcf or 0xd3 => (BinaryPrimitives.ReadInt64BigEndian(rest), 9),
            0xd0 => ((sbyte)rest[0], 2),
            0xd1 => (BinaryPrimitives.ReadInt16BigEndian(rest), 3),
            0xd2 => (BinaryPrimitives.ReadInt32BigEndian(rest), 5),
            _ => throw Wrong(head),
        };
        _left = _left[size..];
        return value;
    }

    public void Skip(int values)
    {
        for (; values > 0; values--)
        {
            var head = _left[0];
            switch (head)
            {
                case (>= 0x90 and <= 0x9f) or 0xdc or 0xdd:
                    values += Enter();
                    break;
                case (>= 0x80 and <= 0x8f) or 0xde or 0xdf:
                    values += 2 * Enter();
                    break;
                case >= 0xa0 and <= 0xbf:
                    _left = _left[(1 + (head & 31))..];
                    break;
                case 0xc4 or 0xd9:
                    _left = _left[(2 + _left[1])..];
                    break;
                case 0xc5 or 0xda:
                    _left = _left[(3 + BinaryPrimitives.ReadUInt16BigEndian(_left[1..]))..];
                    break;
                case 0xc0 or 0xc2 or 0xc3:
                    _left = _left[1..];
                    break;
                case 0xca:
                    _left = _left[5..];
                    break;
                case 0xcb:
                    _left = _left[9..];
                    break;
                default:
                    Number();
                    break;
            }
        }
    }

    private static InvalidDataException Wrong(byte head) => new($"MessagePack: 0x{head:x2} was not expected here.");
}
