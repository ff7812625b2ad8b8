using System.Buffers;
using MessagePack;

namespace Actors.Transports.Tests.Codecs;

/// <summary>Values as MessagePack-CSharp reads and writes them: the same specification, implemented by others.</summary>
internal static class LibraryValues
{
    public static MessagePackValue Decode(ReadOnlyMemory<byte> message)
    {
        var reader = new MessagePackReader(message);
        var value = Read(ref reader);
        Assert.True(reader.End);
        return value;
    }

    public static byte[] Encode(MessagePackValue value)
    {
        var output = new ArrayBufferWriter<byte>();
        var writer = new MessagePackWriter(output);
        Write(ref writer, value);
        writer.Flush();
        return output.WrittenSpan.ToArray();
    }

    /// <summary>Whether the bytes begin with a whole value.</summary>
    public static bool Skips(ReadOnlyMemory<byte> bytes)
    {
        var reader = new MessagePackReader(bytes);
        try
        {
            reader.Skip();
            return true;
        }
        catch (Exception refused) when (refused is EndOfStreamException or MessagePackSerializationException)
        {
            return false;
        }
    }

    private static MessagePackValue Read(ref MessagePackReader reader)
    {
        switch (reader.NextMessagePackType)
        {
            case MessagePackType.Nil:
                reader.ReadNil();
                return MessagePackValue.Nil.Value;
            case MessagePackType.Boolean:
                return new MessagePackValue.Truth(reader.ReadBoolean());
            case MessagePackType.Integer when reader.NextCode == MessagePackCode.UInt64:
                var number = reader.ReadUInt64();
                return number > long.MaxValue ? new MessagePackValue.HugeInteger(number) : new MessagePackValue.Integer((long)number);
            case MessagePackType.Integer:
                return new MessagePackValue.Integer(reader.ReadInt64());
            case MessagePackType.Float:
                return new MessagePackValue.Float(reader.ReadDouble());
            case MessagePackType.String:
                return new MessagePackValue.Text([.. reader.ReadStringSequence()!.Value.ToArray()]);
            case MessagePackType.Binary:
                return new MessagePackValue.Binary([.. reader.ReadBytes()!.Value.ToArray()]);
            case MessagePackType.Extension:
                var extension = reader.ReadExtensionFormat();
                return new MessagePackValue.Extension(extension.TypeCode, [.. extension.Data.ToArray()]);
            case MessagePackType.Array:
                return new MessagePackValue.Array([.. ReadAll(ref reader, reader.ReadArrayHeader())]);
            default:
                return new MessagePackValue.Map([.. ReadAll(ref reader, 2 * reader.ReadMapHeader())]);
        }
    }

    private static MessagePackValue[] ReadAll(ref MessagePackReader reader, int count)
    {
        var items = new MessagePackValue[count];
        for (var i = 0; i < count; i++)
            items[i] = Read(ref reader);
        return items;
    }

    private static void Write(ref MessagePackWriter writer, MessagePackValue value)
    {
        switch (value)
        {
            case MessagePackValue.Nil: writer.WriteNil(); break;
            case MessagePackValue.Truth truth: writer.Write(truth.Value); break;
            case MessagePackValue.Integer integer: writer.Write(integer.Value); break;
            case MessagePackValue.HugeInteger huge: writer.Write(huge.Value); break;
            case MessagePackValue.Float number: writer.Write(number.Value); break;
            case MessagePackValue.Text text: writer.WriteString(text.Utf8.AsSpan()); break;
            case MessagePackValue.Binary binary: writer.Write(binary.Bytes.AsSpan()); break;
            case MessagePackValue.Extension extension: writer.WriteExtensionFormat(new ExtensionResult(extension.Type, extension.Data.ToArray())); break;
            case MessagePackValue.Array array:
                writer.WriteArrayHeader(array.Items.Length);
                foreach (var item in array.Items)
                    Write(ref writer, item);
                break;
            case MessagePackValue.Map map:
                writer.WriteMapHeader(map.KeysAndValues.Length / 2);
                foreach (var item in map.KeysAndValues)
                    Write(ref writer, item);
                break;
        }
    }
}
