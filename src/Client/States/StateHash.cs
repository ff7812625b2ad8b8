namespace Actors.Client.States;

/// <summary>The hash of docs/protocol.md: FNV-1a of each object over 32-bit words, summed up.</summary>
internal static class StateHash
{
    private const uint Offset = 2166136261, Prime = 16777619;

    public static uint Of(StatePart part, int[] nodes)
    {
        var sum = 0u;
        unchecked
        {
            foreach (var player in part.Players)
            {
                sum += Add(Add(Add(Add(Add(Add(Add(Add(Add(Add(Offset, 1), player.Id), player.XMicro), player.YMicro), player.VelocityXMilli), player.VelocityYMilli), player.FacingMilli),
                    player.Health), player.Score), player.LastInput);
            }
            foreach (var creature in part.Creatures)
                sum += Add(Add(Add(Add(Add(Add(Offset, 2), creature.Id), creature.XMilli), creature.YMilli), creature.FacingMilli), creature.Health);
            foreach (var item in part.Items)
            {
                var value = Add(Offset, 3);
                foreach (var unit in item.Id)
                    value = Add(value, unit);
                sum += value;
            }
            for (var i = 0; i < nodes.Length; i++)
                sum += Add(Add(Add(Offset, 4), i), nodes[i]);
            foreach (var shot in part.Projectiles)
                sum += Add(Add(Add(Add(Add(Offset, 5), shot.Id), shot.XMilli), shot.YMilli), shot.AngleMilli);
        }
        return sum;
    }

    /// <summary>The lowest 32 bits, also of a larger value.</summary>
    private static uint Add(uint value, long word) => unchecked((value ^ (uint)word) * Prime);
}
