using MessagePack;
using MessagePack.Formatters;

namespace Actors.Serialization.Formats;

/// <summary>An array without null elements.</summary>
internal sealed class ArrayFormatter<T> : IMessagePackFormatter<T[]?>
{
    /// <summary>The most space reserved before any element has been read: a header costs its sender a few bytes, whatever count it claims.</summary>
    private const int MaxTrusted = 256;

    public void Serialize(ref MessagePackWriter writer, T[]? value, MessagePackSerializerOptions options) =>
        ListFormatter<T>.Write(ref writer, value, options);

    public T[]? Deserialize(ref MessagePackReader reader, MessagePackSerializerOptions options)
    {
        if (reader.TryReadNil())
            return null;
        options.Security.DepthStep(ref reader);
        var count = reader.ReadArrayHeader();
        var formatter = options.Resolver.GetFormatterWithVerify<T>();
        var read = count == 0 ? [] : new T[Math.Min(count, MaxTrusted)];
        for (var i = 0; i < count; i++)
        {
            if (i == read.Length)
                Array.Resize(ref read, Math.Min(count, i * 2));
            read[i] = formatter.Deserialize(ref reader, options) ?? throw new MessagePackSerializationException("An element is missing.");
        }
        reader.Depth--;
        return read;
    }
}

internal sealed class ListFormatter<T> : IMessagePackFormatter<IReadOnlyList<T>?>
{
    private static readonly ArrayFormatter<T> Array = new();

    public void Serialize(ref MessagePackWriter writer, IReadOnlyList<T>? value, MessagePackSerializerOptions options) => Write(ref writer, value, options);

    public IReadOnlyList<T>? Deserialize(ref MessagePackReader reader, MessagePackSerializerOptions options) => Array.Deserialize(ref reader, options);

    public static void Write(ref MessagePackWriter writer, IReadOnlyList<T>? value, MessagePackSerializerOptions options)
    {
        if (value is null)
        {
            writer.WriteNil();
            return;
        }
        var formatter = options.Resolver.GetFormatterWithVerify<T>();
        writer.WriteArrayHeader(value.Count);
        for (var i = 0; i < value.Count; i++)
            formatter.Serialize(ref writer, value[i], options);
    }
}

/// <summary>A value, or nil.</summary>
internal sealed class OptionalFormatter<T> : IMessagePackFormatter<T?>
    where T : struct
{
    public void Serialize(ref MessagePackWriter writer, T? value, MessagePackSerializerOptions options)
    {
        if (value is { } some)
            options.Resolver.GetFormatterWithVerify<T>().Serialize(ref writer, some, options);
        else
            writer.WriteNil();
    }

    public T? Deserialize(ref MessagePackReader reader, MessagePackSerializerOptions options) =>
        reader.TryReadNil() ? null : options.Resolver.GetFormatterWithVerify<T>().Deserialize(ref reader, options);
}
