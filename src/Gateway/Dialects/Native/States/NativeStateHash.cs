namespace Actors.Gateway.Dialects.Native.States;

/// <summary>
/// A state as one number, by which a client sees whether it has what the server thinks it has. Each thing is hashed by itself, FNV-1a over its numbers as 32-bit words, and
/// the hashes are added up, so a client may keep things in any order.
/// </summary>
internal static class NativeStateHash
{
    private const uint Offset = 2_166_136_261;
    private const uint Prime = 16_777_619;

    public static uint Of(in StatePart part)
    {
        var sum = 0u;
        for (var i = 0; i < part.Players; i++)
        {
            ref readonly var player = ref part.Player(i);
            var (x, y) = part.Place(i);
            sum += Of([1, player.Id.Value, x, y, player.VelocityXMilli, player.VelocityYMilli, player.FacingMilli, player.Health, player.Score, player.LastProcessedInput]);
        }
        foreach (ref readonly var creature in part.Creatures.AsSpan())
            sum += Of([2, creature.Id.Value, creature.XMilli, creature.YMilli, creature.FacingMilli, creature.Health]);
        foreach (ref readonly var item in part.Items.AsSpan())
        {
            var hash = Add(Offset, 3);
            foreach (var letter in item.Id.Value)
                hash = Add(hash, letter);
            sum += hash;
        }
        for (var i = 0; i < part.Nodes.Length; i++)
            sum += Of([4, i, part.Nodes[i]]);
        foreach (ref readonly var shot in part.Projectiles.AsSpan())
            sum += Of([5, shot.Id, shot.XMilli, shot.YMilli, shot.AngleMilli]);
        return sum;
    }

    private static uint Of(ReadOnlySpan<long> numbers)
    {
        var hash = Offset;
        foreach (var number in numbers)
            hash = Add(hash, number);
        return hash;
    }

    private static uint Add(uint hash, long number) => (hash ^ (uint)number) * Prime;
}
