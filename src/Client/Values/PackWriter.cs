using System.Buffers.Binary;

namespace Actors.Client.Values;

/// <summary>Writes a value as MessagePack.</summary>
internal struct PackWriter
{
    private byte[] _bytes;
    private int _length;

    public static ReadOnlyMemory<byte> Write(GameValue value)
    {
        var writer = new PackWriter { _bytes = new byte[64] };
        writer.Value(value);
        return writer._bytes.AsMemory(0, writer._length);
    }

    private void Value(GameValue value)
    {
        switch (value.Kind)
        {
            case GameValueKind.Null:
                Byte(0xc0);
                break;
            case GameValueKind.Flag:
                Byte(value.AsFlag() ? (byte)0xc3 : (byte)0xc2);
                break;
            case GameValueKind.Integer:
                Integer(value.AsInteger());
                break;
            case GameValueKind.Number:
                Byte(0xcb);
                BinaryPrimitives.WriteInt64BigEndian(More(8), BitConverter.DoubleToInt64Bits(value.AsNumber()));
                break;
            case GameValueKind.Text:
                Text(value.AsText());
                break;
            case GameValueKind.List:
                Head(value.Count, 0x90, 15, 0, 0xdc, 0xdd);
                foreach (var item in value.Items)
                    Value(item);
                break;
            default:
                Head(value.Count, 0x80, 15, 0, 0xde, 0xdf);
                foreach (var (name, its) in value.Entries)
                {
                    Text(name);
                    Value(its);
                }
                break;
        }
    }

    private void Integer(long number)
    {
        if (number is >= -0x20 and < 0x80)
        {
            Byte(unchecked((byte)number));
        }
        else if (number is >= int.MinValue and <= int.MaxValue)
        {
            Byte(0xd2);
            BinaryPrimitives.WriteInt32BigEndian(More(4), (int)number);
        }
        else
        {
            Byte(0xd3);
            BinaryPrimitives.WriteInt64BigEndian(More(8), number);
        }
    }

    private void Text(string text)
    {
        var length = Utf8.Strict.GetByteCount(text);
        Head(length, 0xa0, 31, 0xd9, 0xda, 0xdb);
        Utf8.Strict.GetBytes(text, More(length));
    }

    /// <param name="code8">0 if there is none.</param>
    private void Head(int length, byte fix, int most, byte code8, byte code16, byte code32)
    {
        if (length <= most)
        {
            Byte((byte)(fix | length));
        }
        else if (code8 != 0 && length <= byte.MaxValue)
        {
            Byte(code8);
            Byte((byte)length);
        }
        else if (length <= ushort.MaxValue)
        {
            Byte(code16);
            BinaryPrimitives.WriteUInt16BigEndian(More(2), (ushort)length);
        }
        else
        {
            Byte(code32);
            BinaryPrimitives.WriteUInt32BigEndian(More(4), (uint)length);
        }
    }

    private void Byte(byte value) => More(1)[0] = value;

    private Span<byte> More(int count)
    {
        if (_bytes.Length - _length < count)
            Array.Resize(ref _bytes, Math.Max(_length + count, _bytes.Length * 2));
        _length += count;
        return _bytes.AsSpan(_length - count, count);
    }
}
