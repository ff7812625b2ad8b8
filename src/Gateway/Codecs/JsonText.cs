using System.Buffers;
using System.Buffers.Text;
using System.Runtime.CompilerServices;
using System.Text.Encodings.Web;
using Actors.Channels;

namespace Actors.Gateway.Codecs;

/// <summary>
/// Writes a JSON text message without an intermediate document. Numbers of the world are thousandths and are written as decimals without floating point. The caller writes
/// the punctuation, so that the code shows the shape of a message. Not thread-safe; its owner reuses it for one message after the other. It holds no buffer between
/// messages, because there is one of these for each room that is watched.
/// </summary>
public sealed class JsonText
{
    private const int FirstBufferBytes = 1024;

    private byte[] _buffer = [];
    private int _at;

    /// <summary>Ends the message and begins the next.</summary>
    public EncodedMessage ToMessage()
    {
        var message = EncodedMessage.Copy(_buffer.AsSpan(0, _at), isText: true);
        _at = 0;
        if (_buffer.Length > 0)
            ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = [];
        return message;
    }

    /// <summary>Text that is already JSON.</summary>
    public JsonText Raw(ReadOnlySpan<byte> json)
    {
        json.CopyTo(Room(json.Length));
        _at += json.Length;
        return this;
    }

    /// <summary>In decimal digits.</summary>
    public JsonText Number(long value)
    {
        Utf8Formatter.TryFormat(value, Room(20), out var written);
        _at += written;
        return this;
    }

    /// <summary>Thousandths as a decimal with no more digits than it needs: 5250 is 5.25, -40 is -0.04.</summary>
    public JsonText Milli(int thousandths)
    {
        var span = Room(16);
        var at = 0;
        var value = (uint)thousandths;
        if (thousandths < 0)
        {
            span[at++] = (byte)'-';
            value = (uint)-thousandths;
        }
        Utf8Formatter.TryFormat(value / 1000, span[at..], out var written);
        at += written;
        var rest = value % 1000;
        if (rest != 0)
        {
            span[at++] = (byte)'.';
            span[at++] = (byte)('0' + (rest / 100));
            if (rest % 100 != 0)
                span[at++] = (byte)('0' + (rest / 10 % 10));
            if (rest % 10 != 0)
                span[at++] = (byte)('0' + (rest % 10));
        }
        _at += at;
        return this;
    }

    /// <summary>Millionths as a decimal with no more digits than it needs.</summary>
    public JsonText Micro(long millionths)
    {
        if (millionths % 1000 == 0 && millionths / 1000 is >= int.MinValue and <= int.MaxValue and var thousandths)
            return Milli((int)thousandths);
        var span = Room(28);
        var at = 0;
        if (millionths < 0)
            span[at++] = (byte)'-';
        var (whole, rest) = Math.DivRem((ulong)Math.Abs(millionths), 1_000_000);
        Utf8Formatter.TryFormat(whole, span[at..], out var written);
        at += written;
        span[at++] = (byte)'.';
        for (var digit = 100_000UL; rest > 0; digit /= 10)
        {
            span[at++] = (byte)('0' + (rest / digit));
            rest %= digit;
        }
        _at += at;
        return this;
    }

    /// <summary>Returns a client's own value to it: a finite number in its shortest form.</summary>
    public JsonText Double(double value)
    {
        Utf8Formatter.TryFormat(value, Room(32), out var written);
        _at += written;
        return this;
    }

    /// <summary>The text in quotes, escaped; <c>null</c> for null.</summary>
    public JsonText Text(string? value)
    {
        if (value is null)
            return Raw("null"u8);
        var span = Room((value.Length * 6) + 2);
        span[0] = (byte)'"';
        var written = WritePlain(value, span[1..]);
        if (written < 0)
        {
            var escaped = JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(value);
            span = Room((escaped.Length * 3) + 2);
            span[0] = (byte)'"';
            written = System.Text.Encoding.UTF8.GetBytes(escaped, span[1..]);
        }
        span[written + 1] = (byte)'"';
        _at += written + 2;
        return this;
    }

    /// <summary>A comma unless this is the first of a list.</summary>
    public JsonText Comma(ref bool first)
    {
        if (!first)
            Raw(","u8);
        first = false;
        return this;
    }

    /// <summary>An array of texts.</summary>
    public JsonText Texts(IEnumerable<string> values)
    {
        Raw("["u8);
        var first = true;
        foreach (var value in values)
            Comma(ref first).Text(value);
        return Raw("]"u8);
    }

    /// <summary><c>true</c> or <c>false</c>.</summary>
    public JsonText Bool(bool value) => Raw(value ? "true"u8 : "false"u8);

    /// <summary>The common case: ASCII that needs no escape. Returns -1 for anything else.</summary>
    private static int WritePlain(string value, Span<byte> into)
    {
        for (var i = 0; i < value.Length; i++)
        {
            var c = value[i];
            if (c is < ' ' or > '~' or '"' or '\\')
                return -1;
            into[i] = (byte)c;
        }
        return value.Length;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Span<byte> Room(int bytes)
    {
        if (_buffer.Length - _at < bytes)
            Grow(bytes);
        return _buffer.AsSpan(_at);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Grow(int bytes)
    {
        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(Math.Max(FirstBufferBytes, _buffer.Length * 2), _at + bytes));
        if (_buffer.Length > 0)
        {
            _buffer.AsSpan(0, _at).CopyTo(larger);
            ArrayPool<byte>.Shared.Return(_buffer);
        }
        _buffer = larger;
    }
}
