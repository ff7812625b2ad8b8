using MessagePack;
using MessagePack.Formatters;

namespace Actors.Serialization.Formats;

/// <summary>An id that is a string, as that string.</summary>
internal sealed class TextIdFormatter<T>(Func<T, string> write, Func<string, T> read) : IMessagePackFormatter<T>
    where T : struct
{
    public void Serialize(ref MessagePackWriter writer, T value, MessagePackSerializerOptions options) => writer.Write(write(value));

    public T Deserialize(ref MessagePackReader reader, MessagePackSerializerOptions options) =>
        read(reader.ReadString() ?? throw new MessagePackSerializationException("An id is missing."));
}

/// <summary>An id that is a number, as that number.</summary>
internal sealed class NumberIdFormatter<T>(Func<T, long> write, Func<long, T> read) : IMessagePackFormatter<T>
    where T : struct
{
    public void Serialize(ref MessagePackWriter writer, T value, MessagePackSerializerOptions options) => writer.Write(write(value));

    public T Deserialize(ref MessagePackReader reader, MessagePackSerializerOptions options) => read(reader.ReadInt64());
}
