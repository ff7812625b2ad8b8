using System.Buffers;
using Actors.Codecs.MessagePack;

namespace Actors.Gateway.Tests.Dialects;

/// <summary>Messages of <c>packets</c> as a client makes them.</summary>
internal static class Packet
{
    /// <summary>Arguments are numbers, texts, booleans or null.</summary>
    public static byte[] Of(string code, params object?[] args) => Write(code, args.Length, writer =>
    {
        foreach (var arg in args)
            WriteValue(writer, arg);
    });

    public static byte[] Start(string? name, string? token = null, string? room = null) => Write("sp", 1, writer =>
    {
        writer.WriteMapHeader(3);
        foreach (var (key, value) in new[] { ("name", name), ("token", token), ("room", room) })
        {
            writer.WriteString(key);
            WriteValue(writer, value);
        }
    });

    private static byte[] Write(string code, int count, Action<MessagePackBufferWriter> args)
    {
        var bytes = new ArrayBufferWriter<byte>();
        var writer = new MessagePackBufferWriter(bytes);
        writer.WriteArrayHeader(2);
        writer.WriteString(code);
        writer.WriteArrayHeader(count);
        args(writer);
        return bytes.WrittenSpan.ToArray();
    }

    private static void WriteValue(MessagePackBufferWriter writer, object? value)
    {
        switch (value)
        {
            case null:
                writer.WriteNil();
                break;
            case bool truth:
                writer.WriteBoolean(truth);
                break;
            case int integer:
                writer.WriteInt64(integer);
                break;
            case double number:
                writer.WriteDouble(number);
                break;
            default:
                writer.WriteString((string)value);
                break;
        }
    }
}
