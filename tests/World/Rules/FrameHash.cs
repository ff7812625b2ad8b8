namespace Actors.World.Tests;

/// <summary>A running hash of frames. Strings are hashed by their characters: the runtime's own hash of them differs from run to run.</summary>
internal sealed class FrameHash
{
    public ulong Value { get; private set; } = 0xCBF29CE484222325;

    public void Add(RoomFrame frame)
    {
        Add(frame.Room.Value);
        Add(frame.Sequence);
        Add(frame.Tick);
        foreach (ref readonly var player in frame.Players.AsSpan())
        {
            Add(player.Id.Value);
            Add(player.Name);
            Add(player.XMilli);
            Add(player.YMilli);
            Add(player.VelocityXMilli);
            Add(player.VelocityYMilli);
            Add(player.FacingMilli);
            Add(player.Health);
            Add(player.Score);
            Add(player.Resources.Wood);
            Add(player.Resources.Gold);
            Add(player.LastProcessedInput);
            Add(player.Holding ?? "");
        }
        foreach (var creature in frame.Creatures)
        {
            Add(creature.XMilli);
            Add(creature.YMilli);
            Add(creature.FacingMilli);
            Add(creature.Health);
        }
        foreach (var item in frame.Items)
        {
            Add(item.Id.Value);
            Add(item.XMilli);
            Add(item.YMilli);
        }
        foreach (var left in frame.Nodes)
            Add(left);
        foreach (var shot in frame.Projectiles)
        {
            Add(shot.Id);
            Add(shot.XMilli);
            Add(shot.YMilli);
            Add(shot.AngleMilli);
        }
        foreach (var happened in frame.Events)
        {
            Add(happened.GetType().Name);
            Add(BitConverter.DoubleToInt64Bits(happened.At.X));
            Add(BitConverter.DoubleToInt64Bits(happened.At.Y));
            Add(happened.Describe(new Viewer(new PlayerId(1))) ?? "");
        }
    }

    private void Add(long number) => Value = (Value ^ (ulong)number) * 0x100000001B3;

    private void Add(string text)
    {
        foreach (var c in text)
            Add(c);
    }
}
