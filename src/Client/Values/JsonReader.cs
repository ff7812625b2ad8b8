using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace Actors.Client.Values;

/// <summary>Reads JSON by RFC 8259.</summary>
internal ref struct JsonReader
{
    private const int MaxDepth = 64;

    private readonly ReadOnlySpan<byte> _bytes;
    private int _at;
    private int _depth;

    private JsonReader(ReadOnlySpan<byte> bytes) => _bytes = bytes;

    /// <summary>The value of a whole message.</summary>
    /// <exception cref="FormatException">It is not JSON.</exception>
    public static GameValue Read(ReadOnlySpan<byte> bytes)
    {
        var reader = new JsonReader(bytes);
        var value = reader.Value();
        reader.Blank();
        return reader._at == bytes.Length ? value : throw reader.Wrong();
    }

    private GameValue Value()
    {
        Blank();
        switch (Peek())
        {
            case (byte)'{':
                return Map();
            case (byte)'[':
                return List();
            case (byte)'"':
                return Text();
            case (byte)'t':
                return Word("true"u8, true);
            case (byte)'f':
                return Word("false"u8, false);
            case (byte)'n':
                return Word("null"u8, GameValue.Null);
            default:
                return Number();
        }
    }

    private GameValue Map()
    {
        var entries = new List<KeyValuePair<string, GameValue>>();
        Enter();
        if (!Skip((byte)'}'))
        {
            do
            {
                Blank();
                var name = Text();
                if (!Skip((byte)':'))
                    throw Wrong();
                entries.Add(new(name, Value()));
            }
            while (Skip((byte)','));
            if (!Skip((byte)'}'))
                throw Wrong();
        }
        _depth--;
        return GameValue.OfEntries([.. entries]);
    }

    private GameValue List()
    {
        var items = new List<GameValue>();
        Enter();
        if (!Skip((byte)']'))
        {
            do
                items.Add(Value());
            while (Skip((byte)','));
            if (!Skip((byte)']'))
                throw Wrong();
        }
        _depth--;
        return GameValue.List([.. items]);
    }

    private string Text()
    {
        if (Peek() != '"')
            throw Wrong();
        var rest = _bytes[++_at..];
        var end = rest.IndexOfAny((byte)'"', (byte)'\\');
        if (end < 0)
            throw Wrong();
        // Most texts contain no escapes.
        if (rest[end] == '"')
            return Plain(end, 1);
        var text = new StringBuilder();
        while (true)
        {
            end = _bytes[_at..].IndexOfAny((byte)'"', (byte)'\\');
            if (end < 0)
                throw Wrong();
            text.Append(Plain(end, 0));
            if (_bytes[_at++] == '"')
                return text.ToString();
            text.Append(Escaped());
        }
    }

    /// <summary>Text of so many bytes without escapes, then skips some bytes.</summary>
    private string Plain(int length, int over)
    {
        var bytes = _bytes.Slice(_at, length);
        foreach (var one in bytes)
        {
            if (one < ' ')
                throw Wrong();
        }
        _at += length + over;
        try
        {
            return Utf8.Strict.GetString(bytes);
        }
        catch (DecoderFallbackException wrong)
        {
            throw new FormatException("A text is no UTF-8.", wrong);
        }
    }

    private char Escaped()
    {
        var code = Peek();
        _at++;
        switch (code)
        {
            case (byte)'"' or (byte)'\\' or (byte)'/':
                return (char)code;
            case (byte)'b':
                return '\b';
            case (byte)'f':
                return '\f';
            case (byte)'n':
                return '\n';
            case (byte)'r':
                return '\r';
            case (byte)'t':
                return '\t';
            case (byte)'u' when _bytes.Length - _at >= 4 && Utf8Parser.TryParse(_bytes.Slice(_at, 4), out ushort unit, out var read, 'x') && read == 4:
                _at += 4;
                return (char)unit;
            default:
                throw Wrong();
        }
    }

    private GameValue Number()
    {
        var start = _at;
        var isNegative = Peek() == '-';
        if (isNegative)
            _at++;
        var first = _at;
        var (digits, value, fraction) = (0, 0L, 0);
        Digits(ref digits, ref value);
        if (digits == 0 || (digits > 1 && _bytes[first] == '0'))
            throw Wrong();
        var isWhole = true;
        if (_at < _bytes.Length && _bytes[_at] == '.')
        {
            _at++;
            isWhole = false;
            var before = digits;
            Digits(ref digits, ref value);
            fraction = digits - before;
            if (fraction == 0)
                throw Wrong();
        }
        if (_at < _bytes.Length && (_bytes[_at] | 0x20) == 'e')
        {
            _at++;
            if (_at < _bytes.Length && _bytes[_at] is (byte)'+' or (byte)'-')
                _at++;
            var (exponents, ignored) = (0, 0L);
            Digits(ref exponents, ref ignored);
            if (exponents == 0)
                throw Wrong();
            return Parsed(start);
        }
        // Fifteen digits are exact in a double, and so are they divided by a power of ten up to 10^22: the nearest double on every platform, by IEEE 754.
        if (isWhole && digits <= 18 && !(isNegative && value == 0))
            return isNegative ? -value : value;
        if (isWhole && digits <= 18)
            return -0.0;
        if (!isWhole && digits <= 15)
            return (isNegative ? -(double)value : value) / PowersOfTen[fraction];
        return Parsed(start);
    }

    private static readonly double[] PowersOfTen = [1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15];

    private readonly GameValue Parsed(int start)
    {
        var text = Encoding.ASCII.GetString(_bytes[start.._at]);
        if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole))
            return whole;
        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : throw Wrong();
    }

    private void Digits(ref int count, ref long value)
    {
        for (; _at < _bytes.Length && _bytes[_at] is >= (byte)'0' and <= (byte)'9'; _at++, count++)
        {
            if (count < 18)
                value = (value * 10) + (_bytes[_at] - '0');
        }
    }

    private GameValue Word(ReadOnlySpan<byte> word, GameValue value)
    {
        if (!_bytes[_at..].StartsWith(word))
            throw Wrong();
        _at += word.Length;
        return value;
    }

    private void Enter()
    {
        _at++;
        if (++_depth > MaxDepth)
            throw new FormatException($"Values are nested at most {MaxDepth} deep.");
    }

    private readonly byte Peek() => _at < _bytes.Length ? _bytes[_at] : throw new FormatException("The message is cut off.");

    private bool Skip(byte what)
    {
        Blank();
        if (Peek() != what)
            return false;
        _at++;
        return true;
    }

    private void Blank()
    {
        while (_at < _bytes.Length && _bytes[_at] is (byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t')
            _at++;
    }

    private readonly FormatException Wrong() => new($"No JSON at byte {_at}.");
}
