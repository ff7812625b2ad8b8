using System.Collections.Immutable;
using Actors.Codecs.MessagePack;

namespace Actors.Tests;

internal static class MessagePackValueWriter
{
    public static bool TryWrite(ref MessagePackWriter writer, MessagePackValue value) => value switch
    {
        MessagePackValue.Nil => writer.WriteNil(),
        MessagePackValue.Truth truth => writer.WriteBoolean(truth.Value),
        MessagePackValue.Integer integer => writer.WriteInt64(integer.Value),
        MessagePackValue.HugeInteger huge => writer.WriteUInt64(huge.Value),
        MessagePackValue.Float number => writer.WriteDouble(number.Value),
        MessagePackValue.Text text => writer.WriteText(text.Utf8.AsSpan()),
        MessagePackValue.Binary binary => writer.WriteBinary(binary.Bytes.AsSpan()),
        MessagePackValue.Extension extension => writer.WriteExtension(extension.Type, extension.Data.AsSpan()),
        MessagePackValue.Array array => writer.WriteArrayHeader(array.Items.Length) && TryWriteAll(ref writer, array.Items),
        MessagePackValue.Map map => writer.WriteMapHeader(map.KeysAndValues.Length / 2) && TryWriteAll(ref writer, map.KeysAndValues),
        _ => throw new ArgumentOutOfRangeException(nameof(value)),
    };

    private static bool TryWriteAll(ref MessagePackWriter writer, ImmutableArray<MessagePackValue> items)
    {
        foreach (var item in items)
        {
            if (!TryWrite(ref writer, item))
                return false;
        }
        return true;
    }
}
