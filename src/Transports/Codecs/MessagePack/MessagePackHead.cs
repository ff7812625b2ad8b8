using System.Buffers.Binary;
using MessagePackCode = MessagePack.MessagePackCode;

namespace Actors.Codecs.MessagePack;

/// <summary>
/// The head of a value: its kind, and either the value itself (nil, booleans, numbers) or how much follows. No other type knows the reading side of the format
/// table.
/// </summary>
internal readonly record struct MessagePackHead(MessagePackKind Kind, byte Code, int HeadBytes, ulong Number, sbyte ExtensionType = 0)
{
    /// <summary>Elements of an array, pairs of a map, bytes of a text, binary or extension.</summary>
    public uint Length => (uint)Number;

    /// <summary>An integer above <see cref="long.MaxValue"/>: only uint 64 can hold one, and it is never negative.</summary>
    public bool IsHugeUnsigned => Code == MessagePackCode.UInt64 && Number > long.MaxValue;

    public double AsDouble => Code == MessagePackCode.Float32
        ? BitConverter.UInt32BitsToSingle((uint)Number)
        : BitConverter.UInt64BitsToDouble(Number);

    public static MessagePackError TryParse(ReadOnlySpan<byte> data, out MessagePackHead head)
    {
        head = default;
        if (data.IsEmpty)
            return MessagePackError.Truncated;
        var code = data[0];
        switch (code)
        {
            case <= MessagePackCode.MaxFixInt:
                head = new(MessagePackKind.Integer, code, 1, code);
                return MessagePackError.None;
            case >= MessagePackCode.MinNegativeFixInt:
                head = new(MessagePackKind.Integer, code, 1, (ulong)(long)(sbyte)code);
                return MessagePackError.None;
            case < MessagePackCode.MinFixArray:
                head = new(MessagePackKind.Map, code, 1, (ulong)(code & 0x0f));
                return MessagePackError.None;
            case < MessagePackCode.MinFixStr:
                head = new(MessagePackKind.Array, code, 1, (ulong)(code & 0x0f));
                return MessagePackError.None;
            case < MessagePackCode.Nil:
                head = new(MessagePackKind.Text, code, 1, (ulong)(code & 0x1f));
                return MessagePackError.None;
            default:
                return TryParseCoded(code, data, out head);
        }
    }

    /// <summary>Kind, width of the number that follows the code, and what is fixed, for 0xc0 to 0xdf.</summary>
    private static MessagePackError TryParseCoded(byte code, ReadOnlySpan<byte> data, out MessagePackHead head)
    {
        head = default;
        var (kind, width) = code switch
        {
            MessagePackCode.Nil => (MessagePackKind.Nil, 0),
            MessagePackCode.False or MessagePackCode.True => (MessagePackKind.Boolean, 0),
            MessagePackCode.Bin8 => (MessagePackKind.Binary, 1),
            MessagePackCode.Bin16 => (MessagePackKind.Binary, 2),
            MessagePackCode.Bin32 => (MessagePackKind.Binary, 4),
            MessagePackCode.Ext8 => (MessagePackKind.Extension, 1),
            MessagePackCode.Ext16 => (MessagePackKind.Extension, 2),
            MessagePackCode.Ext32 => (MessagePackKind.Extension, 4),
            MessagePackCode.Float32 => (MessagePackKind.Float, 4),
            MessagePackCode.Float64 => (MessagePackKind.Float, 8),
            MessagePackCode.UInt8 or MessagePackCode.Int8 => (MessagePackKind.Integer, 1),
            MessagePackCode.UInt16 or MessagePackCode.Int16 => (MessagePackKind.Integer, 2),
            MessagePackCode.UInt32 or MessagePackCode.Int32 => (MessagePackKind.Integer, 4),
            MessagePackCode.UInt64 or MessagePackCode.Int64 => (MessagePackKind.Integer, 8),
            >= MessagePackCode.FixExt1 and <= MessagePackCode.FixExt16 => (MessagePackKind.Extension, 0),
            MessagePackCode.Str8 => (MessagePackKind.Text, 1),
            MessagePackCode.Str16 => (MessagePackKind.Text, 2),
            MessagePackCode.Str32 => (MessagePackKind.Text, 4),
            MessagePackCode.Array16 => (MessagePackKind.Array, 2),
            MessagePackCode.Array32 => (MessagePackKind.Array, 4),
            MessagePackCode.Map16 => (MessagePackKind.Map, 2),
            MessagePackCode.Map32 => (MessagePackKind.Map, 4),
            _ => (MessagePackKind.None, 0),
        };
        if (kind == MessagePackKind.None)
            return MessagePackError.Malformed;

        var headBytes = 1 + width + (kind == MessagePackKind.Extension ? 1 : 0);
        if (data.Length < headBytes)
            return MessagePackError.Truncated;

        var number = code switch
        {
            MessagePackCode.True => 1UL,
            >= MessagePackCode.FixExt1 and <= MessagePackCode.FixExt16 => 1UL << (code - MessagePackCode.FixExt1),
            >= MessagePackCode.Int8 and <= MessagePackCode.Int64 => ReadSigned(data.Slice(1, width)),
            _ => ReadUnsigned(data.Slice(1, width)),
        };
        var type = kind == MessagePackKind.Extension ? (sbyte)data[headBytes - 1] : (sbyte)0;
        head = new(kind, code, headBytes, number, type);
        return MessagePackError.None;
    }

    private static ulong ReadUnsigned(ReadOnlySpan<byte> data) => data.Length switch
    {
        0 => 0,
        1 => data[0],
        2 => BinaryPrimitives.ReadUInt16BigEndian(data),
        4 => BinaryPrimitives.ReadUInt32BigEndian(data),
        _ => BinaryPrimitives.ReadUInt64BigEndian(data),
    };

    private static ulong ReadSigned(ReadOnlySpan<byte> data) => (ulong)(data.Length switch
    {
        1 => (sbyte)data[0],
        2 => BinaryPrimitives.ReadInt16BigEndian(data),
        4 => BinaryPrimitives.ReadInt32BigEndian(data),
        _ => BinaryPrimitives.ReadInt64BigEndian(data),
    });
}
