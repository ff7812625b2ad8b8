using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace Actors.Tools.Inspect;

/// <summary>
/// MessagePack as text: <c>[1, "name", {"x": 0.5}, h'0aff', nil, ext(5, h'00')]</c>. Any bytes give some text; <c>...</c> stands for what is missing at the end
/// or does not fit.
/// </summary>
internal ref struct MessagePackText
{
    private const int MaxDepth = 32;
    private const int MaxBytesShown = 64;
    private readonly ReadOnlySpan<byte> _bytes;
    private readonly StringBuilder _into;
    private readonly int _maxLength;
    private int _at;

    private MessagePackText(ReadOnlySpan<byte> bytes, StringBuilder into, int maxLength)
    {
        _bytes = bytes;
        (_into, _maxLength) = (into, into.Length + maxLength);
    }

    /// <summary>Appends the first value.</summary>
    /// <returns>Its length in bytes; -1 if it is cut, is not MessagePack, or is longer than <paramref name="maxLength"/> characters.</returns>
    public static int Append(ReadOnlySpan<byte> bytes, StringBuilder into, int maxLength)
    {
        var text = new MessagePackText(bytes, into, maxLength);
        if (text.Value(0))
            return text._at;
        into.Append("...");
        return -1;
    }

    private bool Value(int depth)
    {
        if (_at == _bytes.Length || _into.Length > _maxLength || depth == MaxDepth)
            return false;
        var code = _bytes[_at++];
        return code switch
        {
            < 0x80 => Put(code),
            < 0x90 => Map(code & 0x0f, depth),
            < 0xa0 => Array(code & 0x0f, depth),
            < 0xc0 => Text(code & 0x1f),
            0xc0 => Word("nil"),
            0xc2 => Word("false"),
            0xc3 => Word("true"),
            0xc4 or 0xc5 or 0xc6 => TryUnsigned(1 << (code - 0xc4), out var length) && Bytes(length),
            0xc7 or 0xc8 or 0xc9 => TryUnsigned(1 << (code - 0xc7), out var length) && Extension(length),
            0xca => TryTake(4, out var single) && Word(BinaryPrimitives.ReadSingleBigEndian(single).ToString("R", CultureInfo.InvariantCulture)),
            0xcb => TryTake(8, out var real) && Word(BinaryPrimitives.ReadDoubleBigEndian(real).ToString("R", CultureInfo.InvariantCulture)),
            >= 0xcc and <= 0xcf => TryUnsigned(1 << (code - 0xcc), out var number) && Word(number.ToString(CultureInfo.InvariantCulture)),
            >= 0xd0 and <= 0xd3 => TrySigned(1 << (code - 0xd0), out var number) && Put(number),
            >= 0xd4 and <= 0xd8 => Extension(1UL << (code - 0xd4)),
            0xd9 or 0xda or 0xdb => TryUnsigned(1 << (code - 0xd9), out var length) && Text(length),
            0xdc or 0xdd => TryUnsigned(2 << (code - 0xdc), out var count) && Array(count, depth),
            0xde or 0xdf => TryUnsigned(2 << (code - 0xde), out var count) && Map(count, depth),
            >= 0xe0 => Put((sbyte)code),
            _ => false,
        };
    }

    private bool Array(long count, int depth) => Array((ulong)count, depth);

    private bool Array(ulong count, int depth)
    {
        _into.Append('[');
        for (ulong i = 0; i < count; i++)
        {
            if (i > 0)
                _into.Append(", ");
            if (!Value(depth + 1))
                return false;
        }
        return Word("]");
    }

    private bool Map(long count, int depth) => Map((ulong)count, depth);

    private bool Map(ulong count, int depth)
    {
        _into.Append('{');
        for (ulong i = 0; i < count; i++)
        {
            if (i > 0)
                _into.Append(", ");
            if (!Value(depth + 1))
                return false;
            _into.Append(": ");
            if (!Value(depth + 1))
                return false;
        }
        return Word("}");
    }

    private bool Text(long length) => Text((ulong)length);

    private bool Text(ulong length)
    {
        var whole = TryTake(length, out var utf8);
        _into.Append('"');
        OneLine.AppendEscaped(Encoding.UTF8.GetString(utf8), _into, quoted: true);
        return whole && Word("\"");
    }

    private bool Bytes(ulong length)
    {
        var whole = TryTake(length, out var bytes);
        _into.Append("h'").Append(Convert.ToHexStringLower(bytes[..Math.Min(bytes.Length, MaxBytesShown)]));
        if (bytes.Length > MaxBytesShown)
            _into.Append(CultureInfo.InvariantCulture, $"... {length} bytes");
        return whole && Word("'");
    }

    private bool Extension(ulong length)
    {
        if (!TrySigned(1, out var type))
            return false;
        _into.Append(CultureInfo.InvariantCulture, $"ext({type}, ");
        return Bytes(length) && Word(")");
    }

    private readonly bool Put(long number) => Word(number.ToString(CultureInfo.InvariantCulture));

    private readonly bool Word(string word)
    {
        _into.Append(word);
        return true;
    }

    /// <summary>False: fewer bytes are left; it returns those.</summary>
    private bool TryTake(ulong length, out ReadOnlySpan<byte> taken)
    {
        var left = _bytes.Length - _at;
        taken = _bytes.Slice(_at, (int)Math.Min(length, (ulong)left));
        _at += taken.Length;
        return length <= (ulong)left;
    }

    private bool TryUnsigned(int size, out ulong value)
    {
        value = 0;
        if (!TryTake((ulong)size, out var bytes))
            return false;
        foreach (var part in bytes)
            value = (value << 8) | part;
        return true;
    }

    private bool TrySigned(int size, out long value)
    {
        var whole = TryUnsigned(size, out var bits);
        var unused = 64 - (8 * size);
        value = (long)(bits << unused) >> unused;
        return whole;
    }
}
