using System.Collections.Immutable;
using Actors.Codecs.MessagePack;

namespace Actors.Tests;

internal static class MessagePackValueReader
{
    public static bool TryRead(ref MessagePackReader reader, out MessagePackValue value)
    {
        var start = reader.Position;
        if (TryRead(ref reader, depth: 0, owed: 0, out value))
            return true;
        value = MessagePackValue.Nil.Value;
        return reader.Rewind(start);
    }

    /// <param name="owed">
    /// Values that the containers around this one have still to give. A container is refused when it and they together need
    /// more values than there are bytes; otherwise nested headers, each true to the bytes left, would each be allocated for.
    /// </param>
    private static bool TryRead(ref MessagePackReader reader, int depth, int owed, out MessagePackValue value)
    {
        value = MessagePackValue.Nil.Value;
        if (!reader.TryAnyHead(out var head))
            return false;
        switch (head.Kind)
        {
            case MessagePackKind.Nil:
                return reader.TryReadNil();
            case MessagePackKind.Boolean:
                reader.TryReadBoolean(out var truth);
                value = new MessagePackValue.Truth(truth);
                return true;
            case MessagePackKind.Integer when head.IsHugeUnsigned:
                reader.TryReadUInt64(out var huge);
                value = new MessagePackValue.HugeInteger(huge);
                return true;
            case MessagePackKind.Integer:
                reader.TryReadInt64(out var integer);
                value = new MessagePackValue.Integer(integer);
                return true;
            case MessagePackKind.Float:
                reader.TryReadDouble(out var number);
                value = new MessagePackValue.Float(number);
                return true;
            case MessagePackKind.Text or MessagePackKind.Binary:
                if (!reader.TryReadBytes(out var bytes))
                    return false;
                value = head.Kind == MessagePackKind.Text
                    ? new MessagePackValue.Text([.. bytes])
                    : new MessagePackValue.Binary([.. bytes]);
                return true;
            case MessagePackKind.Extension:
                if (!reader.TryReadExtension(out var type, out var data))
                    return false;
                value = new MessagePackValue.Extension(type, [.. data]);
                return true;
            case MessagePackKind.Array:
                if (!reader.TryReadArrayHeader(out var count) || !TryReadItems(ref reader, depth, owed, count, out var items))
                    return false;
                value = new MessagePackValue.Array(items);
                return true;
            default:
                if (!reader.TryReadMapHeader(out var pairs) || !TryReadItems(ref reader, depth, owed, 2 * pairs, out var keysAndValues))
                    return false;
                value = new MessagePackValue.Map(keysAndValues);
                return true;
        }
    }

    private static bool TryReadItems(
        ref MessagePackReader reader, int depth, int owed, int count, out ImmutableArray<MessagePackValue> items)
    {
        items = [];
        if (depth == reader.Limits.MaxDepth)
            return reader.Refuse(MessagePackError.OverLimit);
        if (count > reader.Remaining - owed)
            return reader.Refuse(MessagePackError.Truncated);

        var read = new MessagePackValue[count];
        for (var i = 0; i < count; i++)
        {
            if (!TryRead(ref reader, depth + 1, owed + count - i - 1, out read[i]))
                return false;
        }
        items = ImmutableArray.Create(read);
        return true;
    }
}
