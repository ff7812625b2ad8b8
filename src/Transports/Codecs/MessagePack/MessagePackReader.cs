using System.Text;
using System.Text.Unicode;

namespace Actors.Codecs.MessagePack;

/// <summary>
/// Reads MessagePack from a span, one value after another, and never throws on bad bytes: a read that fails returns false, leaves the reader where it was, and
/// <see cref="Error"/> says why. It reads all formats of the specification, in any width, not only the shortest.
/// </summary>
/// <remarks>
/// Text and bytes are accepted from both families (str and bin): writers older than the specification's version of 2013 have only "raw", and several clients
/// still write text for bytes or bytes for text.
/// </remarks>
public ref struct MessagePackReader
{
    private readonly ReadOnlySpan<byte> _data;
    private readonly MessagePackLimits _limits;

    /// <summary>Reads from the first byte on.</summary>
    public MessagePackReader(ReadOnlySpan<byte> data, MessagePackLimits? limits = null)
    {
        _data = data;
        _limits = limits ?? MessagePackLimits.Default;
    }

    /// <summary>Bytes read so far.</summary>
    public int Position { get; private set; }

    /// <summary>Bytes that have not been read yet.</summary>
    public readonly int Remaining => _data.Length - Position;

    /// <summary>Whether all bytes have been read.</summary>
    public readonly bool AtEnd => Position == _data.Length;

    /// <summary>Why the last read returned false; <see cref="MessagePackError.None"/> after one that returned true.</summary>
    public MessagePackError Error { get; private set; }

    /// <summary>The kind of the next value. Reads nothing and leaves <see cref="Error"/> as it is.</summary>
    public readonly MessagePackKind NextKind
    {
        get
        {
            MessagePackHead.TryParse(_data[Position..], out var head);
            return head.Kind;
        }
    }

    internal readonly MessagePackLimits Limits => _limits;

    /// <summary>False: the next value is not nil; nothing is read then.</summary>
    public bool TryReadNil() => TryHead(MessagePackKind.Nil, out var head) && Take(head.HeadBytes);

    /// <summary>False: the next value is not a boolean; nothing is read then.</summary>
    public bool TryReadBoolean(out bool value)
    {
        value = false;
        if (!TryHead(MessagePackKind.Boolean, out var head))
            return false;
        value = head.Number == 1;
        return Take(head.HeadBytes);
    }

    /// <summary>False: the next value does not fit; nothing is read then.</summary>
    public bool TryReadInt64(out long value)
    {
        value = 0;
        if (!TryHead(MessagePackKind.Integer, out var head))
            return false;
        if (head.IsHugeUnsigned)
            return Refuse(MessagePackError.OutOfRange);
        value = (long)head.Number;
        return Take(head.HeadBytes);
    }

    /// <summary>False: the next value does not fit; nothing is read then.</summary>
    public bool TryReadUInt64(out ulong value)
    {
        value = 0;
        if (!TryHead(MessagePackKind.Integer, out var head))
            return false;
        if ((long)head.Number < 0 && !head.IsHugeUnsigned)
            return Refuse(MessagePackError.OutOfRange);
        value = head.Number;
        return Take(head.HeadBytes);
    }

    /// <summary>False: the next value does not fit; nothing is read then.</summary>
    public bool TryReadInt32(out int value)
    {
        value = 0;
        if (!TryHead(MessagePackKind.Integer, out var head))
            return false;
        if (head.IsHugeUnsigned || (long)head.Number != (int)head.Number)
            return Refuse(MessagePackError.OutOfRange);
        value = (int)head.Number;
        return Take(head.HeadBytes);
    }

    /// <summary>Any number: writers in JavaScript send 5.0 as the integer 5. Beyond 2^53 an integer is rounded.</summary>
    public bool TryReadDouble(out double value)
    {
        value = 0;
        if (!TryAnyHead(out var head))
            return false;
        switch (head.Kind)
        {
            case MessagePackKind.Float:
                value = head.AsDouble;
                return Take(head.HeadBytes);
            case MessagePackKind.Integer:
                value = head.IsHugeUnsigned ? head.Number : (long)head.Number;
                return Take(head.HeadBytes);
            default:
                return Refuse(MessagePackError.OtherKind);
        }
    }

    /// <summary>Text as valid UTF-8, from either family. The span is part of the data.</summary>
    public bool TryReadText(out ReadOnlySpan<byte> utf8)
    {
        if (!TryPayload(out utf8, out var headBytes))
            return false;
        if (Utf8.IsValid(utf8))
            return Take(headBytes + utf8.Length);
        utf8 = default;
        return Refuse(MessagePackError.InvalidText);
    }

    /// <summary>False: the next value is not text; nothing is read then.</summary>
    public bool TryReadString(out string value)
    {
        var read = TryReadText(out var utf8);
        value = read ? Encoding.UTF8.GetString(utf8) : "";
        return read;
    }

    /// <summary>Bytes, from either family. The span is part of the data.</summary>
    public bool TryReadBytes(out ReadOnlySpan<byte> bytes) => TryPayload(out bytes, out var headBytes) && Take(headBytes + bytes.Length);

    /// <summary>Reads the number of elements; the caller then reads each in turn. The count is never more than the bytes left.</summary>
    public bool TryReadArrayHeader(out int count) => TryCount(MessagePackKind.Array, 1, out count);

    /// <summary>Reads the number of pairs; each is a key, then a value.</summary>
    public bool TryReadMapHeader(out int pairs) => TryCount(MessagePackKind.Map, 2, out pairs);

    /// <summary>False: the next value is not an extension; nothing is read then.</summary>
    public bool TryReadExtension(out sbyte type, out ReadOnlySpan<byte> data)
    {
        type = 0;
        data = default;
        if (!TryHead(MessagePackKind.Extension, out var head) || !TrySlice(head, out data))
            return false;
        type = head.ExtensionType;
        return Take(head.HeadBytes + data.Length);
    }

    /// <summary>
    /// Skips one whole value, however deep, in one loop. It counts the values that are still to come, and never expects more of them than there are bytes left.
    /// </summary>
    public bool TrySkip()
    {
        var start = Position;
        for (long owed = 1; owed > 0; owed--)
        {
            if (!TryAnyHead(out var head))
                return Rewind(start);
            switch (head.Kind)
            {
                case MessagePackKind.Array or MessagePackKind.Map:
                    owed += head.Kind == MessagePackKind.Map ? 2L * head.Length : head.Length;
                    if (owed - 1 > Remaining - head.HeadBytes)
                        return Refuse(MessagePackError.Truncated) || Rewind(start);
                    Take(head.HeadBytes);
                    break;
                case MessagePackKind.Text or MessagePackKind.Binary or MessagePackKind.Extension:
                    if (!TrySlice(head, out var payload))
                        return Rewind(start);
                    Take(head.HeadBytes + payload.Length);
                    break;
                default:
                    Take(head.HeadBytes);
                    break;
            }
        }
        return true;
    }

    internal bool TryAnyHead(out MessagePackHead head)
    {
        Error = MessagePackHead.TryParse(_data[Position..], out head);
        return Error == MessagePackError.None;
    }

    internal bool Refuse(MessagePackError error)
    {
        Error = error;
        return false;
    }

    internal bool Rewind(int position)
    {
        Position = position;
        return false;
    }

    private bool TryHead(MessagePackKind kind, out MessagePackHead head)
    {
        if (!TryAnyHead(out head))
            return false;
        return head.Kind == kind || Refuse(MessagePackError.OtherKind);
    }

    private bool TryPayload(out ReadOnlySpan<byte> payload, out int headBytes)
    {
        payload = default;
        headBytes = 0;
        if (!TryAnyHead(out var head))
            return false;
        headBytes = head.HeadBytes;
        return head.Kind is MessagePackKind.Text or MessagePackKind.Binary ? TrySlice(head, out payload) : Refuse(MessagePackError.OtherKind);
    }

    private bool TrySlice(MessagePackHead head, out ReadOnlySpan<byte> payload)
    {
        payload = default;
        if (head.Length > (uint)_limits.MaxBytes)
            return Refuse(MessagePackError.OverLimit);
        var rest = _data[(Position + head.HeadBytes)..];
        if (head.Length > (uint)rest.Length)
            return Refuse(MessagePackError.Truncated);
        payload = rest[..(int)head.Length];
        return true;
    }

    private bool TryCount(MessagePackKind kind, int valuesEach, out int count)
    {
        count = 0;
        if (!TryHead(kind, out var head))
            return false;
        if (head.Length > (uint)_limits.MaxCount)
            return Refuse(MessagePackError.OverLimit);
        if ((long)head.Length * valuesEach > Remaining - head.HeadBytes)
            return Refuse(MessagePackError.Truncated);
        count = (int)head.Length;
        return Take(head.HeadBytes);
    }

    private bool Take(int bytes)
    {
        Position += bytes;
        Error = MessagePackError.None;
        return true;
    }
}
