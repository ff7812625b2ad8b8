using Actors.World;

namespace Actors.Serialization.Frames;

/// <summary>A component, written whole if its value differs. Nothing is written of an unchanged one.</summary>
internal sealed class ComponentPart : IFramePart<ComponentView>
{
    public static bool IsSame(in ComponentView one, in ComponentView other) => one.Holder == other.Holder && one.Id == other.Id && one.Name == other.Name;

    public static void Write(PackedWriter writer, in ComponentView value, in ComponentView before)
    {
        writer.Number((ulong)value.Holder);
        writer.Text(value.Id);
        writer.Text(value.Name);
        writer.Text(value.Json);
        writer.Count(value.Only is null ? 0 : 1);
        if (value.Only is { } only)
            writer.Signed(only.Value);
    }

    public static ComponentView Read(ref PackedReader reader, in ComponentView before)
    {
        var holder = (ComponentHolder)reader.Number();
        if (!Enum.IsDefined(holder))
            throw PackedReader.Garbled("a component has an unknown holder");
        var (id, name, json) = (reader.Text(), reader.Text(), reader.Text());
        return new ComponentView(holder, id, name, json, reader.Count(1) == 1 ? new PlayerId(reader.Signed()) : null);
    }
}
