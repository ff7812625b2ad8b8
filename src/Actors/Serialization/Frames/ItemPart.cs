using Actors.World;

namespace Actors.Serialization.Frames;

/// <summary>An item, written whole, because items come and go but hardly ever change.</summary>
internal sealed class ItemPart : IFramePart<ItemView>
{
    public static bool IsSame(in ItemView one, in ItemView other) => one.Id == other.Id;

    public static void Write(PackedWriter writer, in ItemView value, in ItemView before)
    {
        writer.Text(value.Id.Value);
        writer.Text(value.Kind);
        writer.Text(value.Name);
        writer.Difference(value.XMilli, before.XMilli);
        writer.Difference(value.YMilli, before.YMilli);
    }

    public static ItemView Read(ref PackedReader reader, in ItemView before) => new(
        new ItemId(reader.Text()), reader.Text(), reader.Text(), reader.Difference(before.XMilli), reader.Difference(before.YMilli));
}
