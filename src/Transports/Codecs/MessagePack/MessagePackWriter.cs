using System.Buffers.Binary;
using System.Numerics;
using System.Text;
using MessagePackCode = MessagePack.MessagePackCode;
using MessagePackRange = MessagePack.MessagePackRange;

namespace Actors.Codecs.MessagePack;

/// <summary>Which formats a writer may use.</summary>
public enum MessagePackFormat : byte
{
    /// <summary>The specification as it is.</summary>
    Current,

    /// <summary>
    /// As before 2013: one "raw" family for text and bytes alike (fixraw, raw 16, raw 32), no str 8, no bin, no extensions. Clients with an old library reject
    /// the newer codes.
    /// </summary>
    OldRaw,
}

/// <summary>
/// Writes MessagePack into the caller's buffer, each value in its shortest format. A write that does not fit returns false and leaves the writer as it was, so
/// a message can be written as one chain of <c>&amp;&amp;</c>, and written again into a larger buffer if need be. <see cref="MessagePackBufferWriter"/> is for
/// messages whose size is not known at all.
/// </summary>
public ref struct MessagePackWriter
{
    /// <summary>The longest head: a code and a 64-bit number.</summary>
    public const int MaxHeadBytes = 9;

    private readonly Span<byte> _buffer;
    private readonly MessagePackFormat _format;

    /// <summary>Writes from the first byte of the buffer on.</summary>
    public MessagePackWriter(Span<byte> buffer, MessagePackFormat format = MessagePackFormat.Current)
    {
        _buffer = buffer;
        _format = format;
    }

    /// <summary>Bytes written so far.</summary>
    public int Written { get; private set; }

    /// <summary>The bytes written so far.</summary>
    public readonly ReadOnlySpan<byte> WrittenSpan => _buffer[..Written];

    /// <summary>False: there is no space for it; nothing is written then.</summary>
    public bool WriteNil() => Put(MessagePackCode.Nil);

    /// <summary>False: there is no space for it; nothing is written then.</summary>
    public bool WriteBoolean(bool value) => Put(value ? MessagePackCode.True : MessagePackCode.False);

    /// <summary>False: there is no space for it; nothing is written then.</summary>
    public bool WriteInt64(long value) => value switch
    {
        >= 0 => WriteUInt64((ulong)value),
        >= MessagePackRange.MinFixNegativeInt => Put((byte)value),
        >= sbyte.MinValue => Put(MessagePackCode.Int8, (byte)value),
        >= short.MinValue => Put(MessagePackCode.Int16, (ushort)value),
        >= int.MinValue => Put(MessagePackCode.Int32, (uint)value),
        _ => Put(MessagePackCode.Int64, (ulong)value),
    };

    /// <summary>False: there is no space for it; nothing is written then.</summary>
    public bool WriteUInt64(ulong value) => value switch
    {
        <= MessagePackCode.MaxFixInt => Put((byte)value),
        <= byte.MaxValue => Put(MessagePackCode.UInt8, (byte)value),
        <= ushort.MaxValue => Put(MessagePackCode.UInt16, (ushort)value),
        <= uint.MaxValue => Put(MessagePackCode.UInt32, (uint)value),
        _ => Put(MessagePackCode.UInt64, value),
    };

    /// <summary>As float 32 if that holds the same number, else as float 64. Every NaN is written as float 32.</summary>
    public bool WriteDouble(double value)
    {
        var single = (float)value;
        return single == value || double.IsNaN(value)
            ? Put(MessagePackCode.Float32, BitConverter.SingleToUInt32Bits(single))
            : Put(MessagePackCode.Float64, BitConverter.DoubleToUInt64Bits(value));
    }

    /// <summary>Text that is UTF-8 already; it is not validated.</summary>
    public bool WriteText(scoped ReadOnlySpan<byte> utf8)
    {
        var start = Written;
        return (PutTextHead(utf8.Length) && WriteRaw(utf8)) || Rewind(start);
    }

    /// <summary>Text. A lone surrogate becomes U+FFFD.</summary>
    public bool WriteString(ReadOnlySpan<char> text)
    {
        var start = Written;
        var length = Encoding.UTF8.GetByteCount(text);
        if (!PutTextHead(length) || _buffer.Length - Written < length)
            return Rewind(start);
        Written += Encoding.UTF8.GetBytes(text, _buffer[Written..]);
        return true;
    }

    /// <summary>False: there is no space for it; nothing is written then.</summary>
    public bool WriteBinary(scoped ReadOnlySpan<byte> bytes)
    {
        var start = Written;
        return (PutBinaryHead(bytes.Length) && WriteRaw(bytes)) || Rewind(start);
    }

    /// <summary>Starts an array; the caller then writes as many values.</summary>
    public bool WriteArrayHeader(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        return count <= MessagePackRange.MaxFixArrayCount
            ? Put((byte)(MessagePackCode.MinFixArray | count))
            : PutLength(count, MessagePackCode.Array16, MessagePackCode.Array32);
    }

    /// <summary>Starts a map; the caller then writes as many pairs, key then value.</summary>
    public bool WriteMapHeader(int pairs)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(pairs);
        return pairs <= MessagePackRange.MaxFixMapCount
            ? Put((byte)(MessagePackCode.MinFixMap | pairs))
            : PutLength(pairs, MessagePackCode.Map16, MessagePackCode.Map32);
    }

    /// <exception cref="NotSupportedException">The old format has no extensions.</exception>
    public bool WriteExtension(sbyte type, scoped ReadOnlySpan<byte> data)
    {
        if (_format == MessagePackFormat.OldRaw)
            throw new NotSupportedException("The old MessagePack format has no extensions.");
        var start = Written;
        return (PutExtensionHead(data.Length) && Put((byte)type) && WriteRaw(data)) || Rewind(start);
    }

    /// <summary>Bytes that are MessagePack already: a value encoded once for many messages.</summary>
    public bool WriteRaw(scoped ReadOnlySpan<byte> encoded)
    {
        if (!encoded.TryCopyTo(_buffer[Written..]))
            return false;
        Written += encoded.Length;
        return true;
    }

    private bool PutTextHead(int length)
    {
        if (length <= MessagePackRange.MaxFixStringLength)
            return Put((byte)(MessagePackCode.MinFixStr | length));
        return length <= byte.MaxValue && _format == MessagePackFormat.Current
            ? Put(MessagePackCode.Str8, (byte)length)
            : PutLength(length, MessagePackCode.Str16, MessagePackCode.Str32);
    }

    private bool PutBinaryHead(int length)
    {
        if (_format == MessagePackFormat.OldRaw)
            return PutTextHead(length);
        return length <= byte.MaxValue
            ? Put(MessagePackCode.Bin8, (byte)length)
            : PutLength(length, MessagePackCode.Bin16, MessagePackCode.Bin32);
    }

    private bool PutExtensionHead(int length) => length switch
    {
        1 or 2 or 4 or 8 or 16 => Put((byte)(MessagePackCode.FixExt1 + BitOperations.Log2((uint)length))),
        <= byte.MaxValue => Put(MessagePackCode.Ext8, (byte)length),
        _ => PutLength(length, MessagePackCode.Ext16, MessagePackCode.Ext32),
    };

    private bool PutLength(int length, byte code16, byte code32) =>
        length <= ushort.MaxValue ? Put(code16, (ushort)length) : Put(code32, (uint)length);

    private bool Put(byte code)
    {
        if (Written == _buffer.Length)
            return false;
        _buffer[Written++] = code;
        return true;
    }

    private bool Put(byte code, byte value)
    {
        if (_buffer.Length - Written < 2)
            return false;
        _buffer[Written] = code;
        _buffer[Written + 1] = value;
        Written += 2;
        return true;
    }

    private bool Put(byte code, ushort value)
    {
        if (_buffer.Length - Written < 3)
            return false;
        _buffer[Written] = code;
        BinaryPrimitives.WriteUInt16BigEndian(_buffer[(Written + 1)..], value);
        Written += 3;
        return true;
    }

    private bool Put(byte code, uint value)
    {
        if (_buffer.Length - Written < 5)
            return false;
        _buffer[Written] = code;
        BinaryPrimitives.WriteUInt32BigEndian(_buffer[(Written + 1)..], value);
        Written += 5;
        return true;
    }

    private bool Put(byte code, ulong value)
    {
        if (_buffer.Length - Written < 9)
            return false;
        _buffer[Written] = code;
        BinaryPrimitives.WriteUInt64BigEndian(_buffer[(Written + 1)..], value);
        Written += 9;
        return true;
    }

    private bool Rewind(int position)
    {
        Written = position;
        return false;
    }
}
