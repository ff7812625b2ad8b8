using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace Actors.Client.Values;

/// <summary>Reads MessagePack as servers of <c>actors.v1.msgpack</c> write it: nil, flags, numbers, text, lists, and maps whose keys are text or whole numbers.</summary>
internal ref struct PackReader
{
    private const int MaxDepth = 64;

    // Keys of states are small numbers: the frequent ones are created once.
    private static readonly string[] SmallKeys = [.. Enumerable.Range(0, 32).Select(static key => key.ToString(CultureInfo.InvariantCulture))];

    private readonly ReadOnlySpan<byte> _bytes;
    private int _at;
    private int _depth;

    private PackReader(ReadOnlySpan<byte> bytes) => _bytes = bytes;

    /// <summary>The value of a whole message.</summary>
    /// <exception cref="FormatException">It is cut off, has bytes left over, or contains an unknown type.</exception>
    public static GameValue Read(ReadOnlySpan<byte> bytes)
    {
        var reader = new PackReader(bytes);
        var value = reader.Value();
        return reader._at == bytes.Length ? value : throw new FormatException("Something follows the message.");
    }

    private GameValue Value()
    {
        var code = Take(1)[0];
        return code switch
        {
            < 0x80 => code,
            >= 0xe0 => (sbyte)code,
            < 0x90 => Map(code & 0x0f),
            < 0xa0 => List(code & 0x0f),
            < 0xc0 => Text(code & 0x1f),
            0xc0 => GameValue.Null,
            0xc2 => false,
            0xc3 => true,
            0xca => BitConverter.Int32BitsToSingle(BinaryPrimitives.ReadInt32BigEndian(Take(4))),
            0xcb => BitConverter.Int64BitsToDouble(BinaryPrimitives.ReadInt64BigEndian(Take(8))),
            0xcc or 0xcd or 0xce => Unsigned(1 << (code - 0xcc)),
            0xcf => Large(BinaryPrimitives.ReadUInt64BigEndian(Take(8))),
            0xd0 => (sbyte)Take(1)[0],
            0xd1 => BinaryPrimitives.ReadInt16BigEndian(Take(2)),
            0xd2 => BinaryPrimitives.ReadInt32BigEndian(Take(4)),
            0xd3 => BinaryPrimitives.ReadInt64BigEndian(Take(8)),
            0xd9 or 0xda or 0xdb => Text(Unsigned(1 << (code - 0xd9))),
            0xdc or 0xdd => List(Unsigned(2 << (code - 0xdc))),
            0xde or 0xdf => Map(Unsigned(2 << (code - 0xde))),
            _ => throw new FormatException($"No value begins with 0x{code:x2}."),
        };
    }

    private static GameValue Large(ulong number) => number <= long.MaxValue ? (long)number : (double)number;

    private long Unsigned(int length) => length switch
    {
        1 => Take(1)[0],
        2 => BinaryPrimitives.ReadUInt16BigEndian(Take(2)),
        _ => BinaryPrimitives.ReadUInt32BigEndian(Take(4)),
    };

    private string Text(long length)
    {
        var bytes = Take(length);
        try
        {
            return Utf8.Strict.GetString(bytes);
        }
        catch (DecoderFallbackException wrong)
        {
            throw new FormatException("A text is no UTF-8.", wrong);
        }
    }

    private GameValue List(long count)
    {
        var items = count == 0 ? [] : new GameValue[Fitting(count, 1)];
        Enter();
        for (var i = 0; i < items.Length; i++)
            items[i] = Value();
        _depth--;
        return GameValue.List(items);
    }

    private GameValue Map(long count)
    {
        var entries = count == 0 ? [] : new KeyValuePair<string, GameValue>[Fitting(count, 2)];
        Enter();
        for (var i = 0; i < entries.Length; i++)
        {
            var key = Value();
            var name = key.Kind switch
            {
                GameValueKind.Text => key.AsText(),
                GameValueKind.Integer => key.AsInteger() is var number and >= 0 && number < SmallKeys.Length ? SmallKeys[number] : key.AsInteger().ToString(CultureInfo.InvariantCulture),
                _ => throw new FormatException("A key is a text or a whole number."),
            };
            entries[i] = new(name, Value());
        }
        _depth--;
        return GameValue.OfEntries(entries);
    }

    /// <summary>A count that the rest of the message can hold: nothing is allocated for a count that is only declared.</summary>
    private readonly int Fitting(long count, int bytesEach) =>
        count <= (_bytes.Length - _at) / bytesEach ? (int)count : throw new FormatException("The message is cut off.");

    private void Enter()
    {
        if (++_depth > MaxDepth)
            throw new FormatException($"Values are nested at most {MaxDepth} deep.");
    }

    private ReadOnlySpan<byte> Take(long length)
    {
        if (length > _bytes.Length - _at)
            throw new FormatException("The message is cut off.");
        var taken = _bytes.Slice(_at, (int)length);
        _at += taken.Length;
        return taken;
    }
}
