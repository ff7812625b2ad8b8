using Actors.World;

namespace Actors.Serialization.Frames;

/// <summary>A creature, as a mask of the fields that differ, and the differences.</summary>
internal sealed class CreaturePart : IFramePart<CreatureView>
{
    private const ulong X = 1, Y = 2, Facing = 4, Health = 8, Rest = 16, All = 31;

    public static bool IsSame(in CreatureView one, in CreatureView other) => one.Id == other.Id;

    public static void Write(PackedWriter writer, in CreatureView value, in CreatureView before)
    {
        var rest = value.Id != before.Id || value.Kind != before.Kind || value.Name != before.Name || value.MaxHealth != before.MaxHealth;
        var fields = (value.XMilli != before.XMilli ? X : 0) | (value.YMilli != before.YMilli ? Y : 0)
            | (value.FacingMilli != before.FacingMilli ? Facing : 0) | (value.Health != before.Health ? Health : 0) | (rest ? Rest : 0);
        writer.Number(fields);
        if (rest)
        {
            writer.Difference(value.Id.Value, before.Id.Value);
            writer.Text(value.Kind);
            writer.Text(value.Name);
            writer.Difference(value.MaxHealth, before.MaxHealth);
        }
        if ((fields & X) != 0)
            writer.Difference(value.XMilli, before.XMilli);
        if ((fields & Y) != 0)
            writer.Difference(value.YMilli, before.YMilli);
        if ((fields & Facing) != 0)
            writer.Difference(value.FacingMilli, before.FacingMilli);
        if ((fields & Health) != 0)
            writer.Difference(value.Health, before.Health);
    }

    public static CreatureView Read(ref PackedReader reader, in CreatureView before)
    {
        var fields = reader.Number();
        if (fields > All)
            throw PackedReader.Garbled("a creature has unknown fields");
        var value = before;
        if ((fields & Rest) != 0)
        {
            value = value with { Id = new CreatureId(reader.Difference(before.Id.Value)) };
            value = value with { Kind = reader.Text() };
            value = value with { Name = reader.Text() };
            value = value with { MaxHealth = reader.Difference(before.MaxHealth) };
        }
        if (value.Kind is null)
            throw PackedReader.Garbled("a creature has no name");
        if ((fields & X) != 0)
            value = value with { XMilli = reader.Difference(before.XMilli) };
        if ((fields & Y) != 0)
            value = value with { YMilli = reader.Difference(before.YMilli) };
        if ((fields & Facing) != 0)
            value = value with { FacingMilli = reader.Difference(before.FacingMilli) };
        if ((fields & Health) != 0)
            value = value with { Health = reader.Difference(before.Health) };
        return value;
    }
}
