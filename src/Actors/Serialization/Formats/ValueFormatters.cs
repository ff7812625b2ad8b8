using Actors.World;
using MessagePack;
using MessagePack.Formatters;

namespace Actors.Serialization.Formats;

internal sealed class DoubleFormatter : IMessagePackFormatter<double>
{
    public void Serialize(ref MessagePackWriter writer, double value, MessagePackSerializerOptions options) => ExactNumber.Write(ref writer, value);

    public double Deserialize(ref MessagePackReader reader, MessagePackSerializerOptions options) => ExactNumber.Read(ref reader);
}

/// <summary>Two numbers. Nothing is rounded.</summary>
internal sealed class VectorFormatter : IMessagePackFormatter<Vector>
{
    public void Serialize(ref MessagePackWriter writer, Vector value, MessagePackSerializerOptions options)
    {
        writer.WriteArrayHeader(2);
        ExactNumber.Write(ref writer, value.X);
        ExactNumber.Write(ref writer, value.Y);
    }

    public Vector Deserialize(ref MessagePackReader reader, MessagePackSerializerOptions options)
    {
        if (reader.ReadArrayHeader() != 2)
            throw new MessagePackSerializationException("A place is two numbers.");
        return new Vector(ExactNumber.Read(ref reader), ExactNumber.Read(ref reader));
    }
}

/// <summary>An instant as ticks in UTC, so that the same instant in two time zones is equal.</summary>
internal sealed class InstantFormatter : IMessagePackFormatter<DateTimeOffset>
{
    public void Serialize(ref MessagePackWriter writer, DateTimeOffset value, MessagePackSerializerOptions options) => writer.Write(value.UtcTicks);

    public DateTimeOffset Deserialize(ref MessagePackReader reader, MessagePackSerializerOptions options) => new(reader.ReadInt64(), TimeSpan.Zero);
}

internal sealed class ResourceFormatter : IMessagePackFormatter<Resource>
{
    public void Serialize(ref MessagePackWriter writer, Resource value, MessagePackSerializerOptions options) => writer.Write((byte)value);

    public Resource Deserialize(ref MessagePackReader reader, MessagePackSerializerOptions options) =>
        (Resource)reader.ReadByte() is var value && Enum.IsDefined(value)
            ? value
            : throw new MessagePackSerializationException("There is no such resource.");
}

internal sealed class AudienceFormatter : IMessagePackFormatter<EventAudience>
{
    public void Serialize(ref MessagePackWriter writer, EventAudience value, MessagePackSerializerOptions options) => writer.Write((byte)value);

    public EventAudience Deserialize(ref MessagePackReader reader, MessagePackSerializerOptions options) =>
        (EventAudience)reader.ReadByte() is var value && Enum.IsDefined(value)
            ? value
            : throw new MessagePackSerializationException("There is no such audience.");
}

internal sealed class HolderFormatter : IMessagePackFormatter<ComponentHolder>
{
    public void Serialize(ref MessagePackWriter writer, ComponentHolder value, MessagePackSerializerOptions options) => writer.Write((byte)value);

    public ComponentHolder Deserialize(ref MessagePackReader reader, MessagePackSerializerOptions options) =>
        (ComponentHolder)reader.ReadByte() is var value && Enum.IsDefined(value)
            ? value
            : throw new MessagePackSerializationException("There is no such holder of components.");
}

/// <summary>Components as the text in database rows.</summary>
internal sealed class ComponentDataFormatter : IMessagePackFormatter<ComponentData?>
{
    public void Serialize(ref MessagePackWriter writer, ComponentData? value, MessagePackSerializerOptions options) => writer.Write(value?.Json);

    public ComponentData? Deserialize(ref MessagePackReader reader, MessagePackSerializerOptions options) => ComponentData.Parse(reader.ReadString());
}

/// <summary>Tags as the text in database rows.</summary>
internal sealed class RoomTagsFormatter : IMessagePackFormatter<RoomTags?>
{
    public void Serialize(ref MessagePackWriter writer, RoomTags? value, MessagePackSerializerOptions options) => writer.Write(value?.Json);

    public RoomTags? Deserialize(ref MessagePackReader reader, MessagePackSerializerOptions options) => reader.ReadString() is { } json ? RoomTags.Parse(json) : null;
}
