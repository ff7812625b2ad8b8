namespace Actors.World;

/// <summary>
/// The hash of a room's state: of everything that decides what it will do and say, including what nobody sees yet, so that two rooms that will differ do so at once
/// and not some ticks after the cause. Computed when the room is recorded, replayed or compared, never in an ordinary tick.
/// </summary>
internal static class RoomHash
{
    public static ulong Of(RoomState state)
    {
        var hash = new StateHash();
        hash.Add(state.Tick);
        hash.Add((long)state.Random.State);
        hash.Add(state.NextItem);
        hash.Add(state.NextProjectile);
        foreach (var player in state.Players)
            Add(ref hash, player);
        // The set has no order of its own.
        foreach (var reserved in state.Reserved.OrderBy(static player => player.Value))
            hash.Add(reserved.Value);
        foreach (var creature in state.Creatures)
            Add(ref hash, creature);
        foreach (var item in state.Items)
        {
            hash.Add(item.Id.Value);
            hash.Add(item.Position);
            Add(ref hash, item.Components);
        }
        foreach (var take in state.RecentPickups)
        {
            hash.Add(take.Item.Value);
            hash.Add(take.By);
        }
        foreach (var node in state.Nodes)
        {
            hash.Add(node.Left);
            hash.Add(node.RespawnTick);
            node.Bag?.AddTo(ref hash);
        }
        hash.Add(state.NextTimer);
        foreach (var timer in state.Timers)
        {
            hash.Add(timer.Name);
            hash.Add(timer.DueTick);
            hash.Add(timer.Number);
            hash.Add(timer.Data);
            hash.Add(timer.IsDurable ? 1 : 0);
        }
        state.Bag?.AddTo(ref hash);
        state.AddOutbound(ref hash);
        state.AddInstances(ref hash);
        foreach (var shot in state.Projectiles)
        {
            hash.Add(shot.Id);
            hash.Add(shot.Owner.Value);
            hash.Add(shot.Position);
            hash.Add(shot.Angle);
            hash.Add(shot.EndTick);
        }
        return hash.Value;
    }

    private static void Add(ref StateHash hash, Player player)
    {
        hash.Add(player.Id.Value);
        hash.Add(player.Name);
        // This decides what will be persisted of it.
        hash.Add((player.Named ? 1 : 0) + (player.IsPersisted ? 2 : 0));
        hash.Add(player.SavedPosition);
        hash.Add(player.Position);
        hash.Add(player.Direction);
        hash.Add(player.Velocity);
        hash.Add(player.Facing);
        hash.Add(player.LastInput);
        hash.Add(player.Body.HoldTicks);
        hash.Add(player.Health);
        hash.Add(player.Score);
        hash.Add(player.Resources.Wood);
        hash.Add(player.Resources.Stone);
        hash.Add(player.Resources.Food);
        hash.Add(player.Resources.Gold);
        hash.Add(player.Holding);
        hash.Add(player.RespawnTick);
        hash.Add(player.LastCommand);
        foreach (var result in player.Recent)
        {
            hash.Add(result.Command);
            hash.Add(result.Code);
            hash.Add(result.Text);
        }
        foreach (var item in player.ItemList)
        {
            hash.Add(item.Id.Value);
            Add(ref hash, item.Components);
        }
        foreach (var item in player.ShelvedItems)
            hash.Add(item.Id.Value);
        hash.Add(player.Departure?.To.Value);
        hash.Add(player.Departure?.Command ?? 0);
        player.Bag?.AddTo(ref hash);
    }

    private static void Add(ref StateHash hash, Creature creature)
    {
        hash.Add(creature.Position);
        hash.Add(creature.Direction);
        hash.Add(creature.Facing);
        hash.Add(creature.Health);
        hash.Add(creature.NextThoughtTick);
        hash.Add(creature.RespawnTick);
        creature.Bag?.AddTo(ref hash);
    }

    private static void Add(ref StateHash hash, ComponentData? components)
    {
        if (components is not null)
            hash.Add(components.Json);
    }
}
