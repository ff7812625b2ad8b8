using Actors.World;

namespace Actors.Serialization.Frames;

/// <summary>A shot in flight.</summary>
internal sealed class ProjectilePart : IFramePart<ProjectileView>
{
    public static bool IsSame(in ProjectileView one, in ProjectileView other) => one.Id == other.Id;

    public static void Write(PackedWriter writer, in ProjectileView value, in ProjectileView before)
    {
        writer.Difference(value.Id, before.Id);
        writer.Difference(value.Owner.Value, before.Owner.Value);
        writer.Difference(value.XMilli, before.XMilli);
        writer.Difference(value.YMilli, before.YMilli);
        writer.Difference(value.AngleMilli, before.AngleMilli);
    }

    public static ProjectileView Read(ref PackedReader reader, in ProjectileView before) => new(
        reader.Difference(before.Id),
        new PlayerId(reader.Difference(before.Owner.Value)),
        reader.Difference(before.XMilli),
        reader.Difference(before.YMilli),
        reader.Difference(before.AngleMilli));
}
