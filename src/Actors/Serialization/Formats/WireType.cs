using MessagePack;
using MessagePack.Formatters;

namespace Actors.Serialization.Formats;

/// <summary>A type that crosses nodes, and the code by which both ends know it. Type names are never written and never looked up.</summary>
internal abstract class WireType(string code, Type type)
{
    public string Code => code;

    public Type Type => type;

    public abstract object Formatter { get; }

    /// <summary>Compiles the code of a record now.</summary>
    public abstract void Prepare();

    /// <summary>A record, formatted by the table of its members.</summary>
    /// <param name="members">In the order in which they are written; a new one goes to the end and is optional.</param>
    public static WireType Of<T>(string code, string members = "") => new WireType<T>(code, new RecordFormatter<T>(members));

    /// <summary>A record that occurs only as a part of others.</summary>
    public static WireType Part<T>(string members) => Of<T>("", members);

    /// <summary>A type with a format of its own.</summary>
    public static WireType Of<T>(string code, IMessagePackFormatter<T?> formatter) => new WireType<T>(code, formatter);

    public abstract void Write(ref MessagePackWriter writer, object value, MessagePackSerializerOptions options);

    public abstract object Read(ref MessagePackReader reader, MessagePackSerializerOptions options);
}

internal sealed class WireType<T>(string code, IMessagePackFormatter<T?> formatter) : WireType(code, typeof(T))
{
    public override object Formatter => formatter;

    public override void Prepare() => (formatter as RecordFormatter<T>)?.Prepare();

    public override void Write(ref MessagePackWriter writer, object value, MessagePackSerializerOptions options) =>
        formatter.Serialize(ref writer, (T)value, options);

    public override object Read(ref MessagePackReader reader, MessagePackSerializerOptions options) =>
        formatter.Deserialize(ref reader, options) ?? throw new MessagePackSerializationException($"The body of {Code} is nil.");
}
