using Actors.World;

namespace Actors.Serialization.Frames;

/// <summary>A player, as a mask of the fields that differ, and the differences. The fields that change while it walks are in the mask's first byte.</summary>
internal sealed class PlayerPart : IFramePart<PlayerView>
{
    [Flags]
    private enum Fields : ulong
    {
        X = 1 << 0,
        Y = 1 << 1,
        VelocityX = 1 << 2,
        VelocityY = 1 << 3,
        Facing = 1 << 4,
        Input = 1 << 5,
        Health = 1 << 6,
        Id = 1 << 7,
        Name = 1 << 8,
        MaxHealth = 1 << 9,
        Score = 1 << 10,
        Resources = 1 << 11,
        Holding = 1 << 12,
        All = (1 << 13) - 1,
    }

    public static bool IsSame(in PlayerView one, in PlayerView other) => one.Id == other.Id;

    public static void Write(PackedWriter writer, in PlayerView value, in PlayerView before)
    {
        var fields = Changed(value, before);
        writer.Number((ulong)fields);
        if (fields.HasFlag(Fields.Id))
            writer.Difference(value.Id.Value, before.Id.Value);
        if (fields.HasFlag(Fields.Name))
            writer.Text(value.Name);
        if (fields.HasFlag(Fields.X))
            writer.Difference(value.XMilli, before.XMilli);
        if (fields.HasFlag(Fields.Y))
            writer.Difference(value.YMilli, before.YMilli);
        if (fields.HasFlag(Fields.VelocityX))
            writer.Difference(value.VelocityXMilli, before.VelocityXMilli);
        if (fields.HasFlag(Fields.VelocityY))
            writer.Difference(value.VelocityYMilli, before.VelocityYMilli);
        if (fields.HasFlag(Fields.Facing))
            writer.Difference(value.FacingMilli, before.FacingMilli);
        if (fields.HasFlag(Fields.Input))
            writer.Difference(value.LastProcessedInput, before.LastProcessedInput);
        if (fields.HasFlag(Fields.Health))
            writer.Difference(value.Health, before.Health);
        if (fields.HasFlag(Fields.MaxHealth))
            writer.Difference(value.MaxHealth, before.MaxHealth);
        if (fields.HasFlag(Fields.Score))
            writer.Difference(value.Score, before.Score);
        if (fields.HasFlag(Fields.Resources))
        {
            writer.Difference(value.Resources.Wood, before.Resources.Wood);
            writer.Difference(value.Resources.Stone, before.Resources.Stone);
            writer.Difference(value.Resources.Food, before.Resources.Food);
            writer.Difference(value.Resources.Gold, before.Resources.Gold);
        }
        if (fields.HasFlag(Fields.Holding))
            writer.Text(value.Holding);
    }

    public static PlayerView Read(ref PackedReader reader, in PlayerView before)
    {
        var fields = (Fields)reader.Number();
        if ((fields & ~Fields.All) != 0)
            throw PackedReader.Garbled("a player has unknown fields");
        // In the order of writing, because member initialisers run from top to bottom.
        return new PlayerView
        {
            Id = fields.HasFlag(Fields.Id) ? new PlayerId(reader.Difference(before.Id.Value)) : before.Id,
            Name = fields.HasFlag(Fields.Name) ? reader.Text() : before.Name ?? throw PackedReader.Garbled("a player has no name"),
            XMilli = fields.HasFlag(Fields.X) ? reader.Difference(before.XMilli) : before.XMilli,
            YMilli = fields.HasFlag(Fields.Y) ? reader.Difference(before.YMilli) : before.YMilli,
            VelocityXMilli = fields.HasFlag(Fields.VelocityX) ? reader.Difference(before.VelocityXMilli) : before.VelocityXMilli,
            VelocityYMilli = fields.HasFlag(Fields.VelocityY) ? reader.Difference(before.VelocityYMilli) : before.VelocityYMilli,
            FacingMilli = fields.HasFlag(Fields.Facing) ? reader.Difference(before.FacingMilli) : before.FacingMilli,
            LastProcessedInput = fields.HasFlag(Fields.Input) ? reader.Difference(before.LastProcessedInput) : before.LastProcessedInput,
            Health = fields.HasFlag(Fields.Health) ? reader.Difference(before.Health) : before.Health,
            MaxHealth = fields.HasFlag(Fields.MaxHealth) ? reader.Difference(before.MaxHealth) : before.MaxHealth,
            Score = fields.HasFlag(Fields.Score) ? reader.Difference(before.Score) : before.Score,
            Resources = fields.HasFlag(Fields.Resources)
                ? new ResourceCounts(
                    reader.Difference(before.Resources.Wood),
                    reader.Difference(before.Resources.Stone),
                    reader.Difference(before.Resources.Food),
                    reader.Difference(before.Resources.Gold))
                : before.Resources,
            Holding = fields.HasFlag(Fields.Holding) ? reader.NullableText() : before.Holding,
        };
    }

    private static Fields Changed(in PlayerView value, in PlayerView before) =>
        If(value.XMilli != before.XMilli, Fields.X)
        | If(value.YMilli != before.YMilli, Fields.Y)
        | If(value.VelocityXMilli != before.VelocityXMilli, Fields.VelocityX)
        | If(value.VelocityYMilli != before.VelocityYMilli, Fields.VelocityY)
        | If(value.FacingMilli != before.FacingMilli, Fields.Facing)
        | If(value.LastProcessedInput != before.LastProcessedInput, Fields.Input)
        | If(value.Health != before.Health, Fields.Health)
        | If(value.Id != before.Id, Fields.Id)
        | If(value.Name != before.Name, Fields.Name)
        | If(value.MaxHealth != before.MaxHealth, Fields.MaxHealth)
        | If(value.Score != before.Score, Fields.Score)
        | If(value.Resources != before.Resources, Fields.Resources)
        | If(value.Holding != before.Holding, Fields.Holding);

    private static Fields If(bool changed, Fields field) => changed ? field : 0;
}
