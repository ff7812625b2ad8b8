using Actors.Gateway.Dialects.Components;
using Actors.World;

namespace Actors.Gateway.Dialects.Native.States;

/// <summary>The difference between two states of a client. Reused: one object finds one difference after the other.</summary>
internal sealed class StateDelta
{
    public const int InputBit = 1, VelocityBit = 2, PlaceBit = 4, FacingBit = 8, HealthBit = 16, ScoreBit = 32, ResourcesBit = 64;
    public const int CreaturePlaceBit = 1, CreatureFacingBit = 2, CreatureHealthBit = 4;

    /// <summary>For each player that changed in another way than by walking on: how many players of the earlier state are skipped, the bits, their values.</summary>
    public List<long> Players { get; } = [];

    /// <summary>Indices into the later state.</summary>
    public List<int> NewPlayers { get; } = [];

    public List<long> GonePlayers { get; } = [];

    /// <summary>Id, bits, values.</summary>
    public List<long> Creatures { get; } = [];

    public List<int> NewCreatures { get; } = [];

    public List<long> GoneCreatures { get; } = [];

    public List<int> NewItems { get; } = [];

    public List<ItemId> GoneItems { get; } = [];

    /// <summary>Index, and what is left.</summary>
    public List<long> Nodes { get; } = [];

    /// <summary>Id, by how much it has moved.</summary>
    public List<long> Projectiles { get; } = [];

    public List<int> NewProjectiles { get; } = [];

    public List<long> GoneProjectiles { get; } = [];

    /// <summary>All components of new things, and the changed ones of things that were there before. Removed things have no entry.</summary>
    public List<ComponentChange> Components { get; } = [];

    public void Find(in StatePart from, in StatePart to, int tickMilliseconds)
    {
        Clear();
        FindPlayers(from, to, (to.Tick - from.Tick) * tickMilliseconds);
        // What has not changed since the previous frame is the same object.
        if (from.Creatures != to.Creatures)
            FindCreatures(from.Creatures, to.Creatures);
        if (from.Items != to.Items)
            FindItems(from.Items, to.Items);
        if (from.Projectiles != to.Projectiles)
            FindProjectiles(from.Projectiles, to.Projectiles);
        if (from.Nodes != to.Nodes)
            FindNodes(from.Nodes, to.Nodes);
        if (!from.Components.IsEmpty || !to.Components.IsEmpty)
            FindComponents(from, to);
    }

    /// <summary>Finds the component changes of the room and its nodes.</summary>
    public static void FindOfRoom(NativeState from, NativeState to, List<ComponentChange> into)
    {
        if (ReferenceEquals(from.Components, to.Components))
            return;
        ComponentChange.Find(from.Components.OfRoom, to.Components.OfRoom, into);
        FindOfNodes(from.Components, to.Components, to.Frame.Nodes.Length, into);
    }

    private static void FindOfNodes(SharedComponents old, SharedComponents now, int nodes, List<ComponentChange> into)
    {
        for (var node = 0; node < nodes; node++)
            ComponentChange.Find(old.OfNode(node), now.OfNode(node), into);
    }

    /// <summary>Called after everything else, because new things begin without components. Ordered by holder, as in the frame.</summary>
    private void FindComponents(in StatePart from, in StatePart to)
    {
        var (old, now) = (from.Components, to.Components);
        // In most frames only new things have components that must be sent.
        var isSame = ReferenceEquals(old, now);
        if (to.IsWhole && !isSame)
            ComponentChange.Find(old.OfRoom, now.OfRoom, Components);
        var next = 0;
        for (var i = 0; i < to.Players; i++)
        {
            var id = to.Player(i).Id;
            if (IsNew(NewPlayers, i, ref next))
                ComponentChange.Find([], now.Of(id), Components);
            else if (!isSame)
                ComponentChange.Find(old.Of(id), now.Of(id), Components);
        }
        next = 0;
        for (var i = 0; i < to.Creatures.Count; i++)
        {
            var id = to.Creatures[i].Id;
            if (IsNew(NewCreatures, i, ref next))
                ComponentChange.Find([], now.Of(id), Components);
            else if (!isSame)
                ComponentChange.Find(old.Of(id), now.Of(id), Components);
        }
        if (to.IsWhole && !isSame)
            FindOfNodes(old, now, to.Nodes.Length, Components);
        next = 0;
        for (var i = 0; i < to.Items.Count; i++)
        {
            var id = to.Items[i].Id;
            if (IsNew(NewItems, i, ref next))
                ComponentChange.Find([], now.Of(id), Components);
            else if (!isSame)
                ComponentChange.Find(old.Of(id), now.Of(id), Components);
        }
    }

    /// <param name="next">How many of the indices, which are in ascending order, have been passed.</param>
    private static bool IsNew(List<int> indices, int index, ref int next)
    {
        if (next == indices.Count || indices[next] != index)
            return false;
        next++;
        return true;
    }

    private void FindPlayers(in StatePart from, in StatePart to, long milliseconds)
    {
        var (o, passed) = (0, 0);
        for (var i = 0; i < to.Players; i++)
        {
            ref readonly var player = ref to.Player(i);
            for (; o < from.Players && from.Player(o).Id.Value < player.Id.Value; o++, passed++)
                GonePlayers.Add(from.Player(o).Id.Value);
            if (o == from.Players || from.Player(o).Id != player.Id)
            {
                NewPlayers.Add(i);
                continue;
            }
            ref readonly var before = ref from.Player(o);
            var ((oldX, oldY), (x, y)) = (from.Place(o), to.Place(i));
            if (before.Name != player.Name || before.MaxHealth != player.MaxHealth)
            {
                NewPlayers.Add(i);
                passed++;
            }
            else if (FindPlayer(before, player, x - oldX - (player.VelocityXMilli * milliseconds), y - oldY - (player.VelocityYMilli * milliseconds), passed))
            {
                passed = 0;
            }
            else
            {
                passed++;
            }
            o++;
        }
        for (; o < from.Players; o++)
            GonePlayers.Add(from.Player(o).Id.Value);
    }

    private bool FindPlayer(in PlayerView before, in PlayerView player, long offX, long offY, int passed)
    {
        var bits = (before.LastProcessedInput != player.LastProcessedInput ? InputBit : 0)
            | (before.VelocityXMilli != player.VelocityXMilli || before.VelocityYMilli != player.VelocityYMilli ? VelocityBit : 0)
            | (offX != 0 || offY != 0 ? PlaceBit : 0)
            | (before.FacingMilli != player.FacingMilli ? FacingBit : 0)
            | (before.Health != player.Health ? HealthBit : 0)
            | (before.Score != player.Score ? ScoreBit : 0)
            | (before.Resources != player.Resources ? ResourcesBit : 0);
        if (bits == 0)
            return false;
        Players.AddRange([passed, bits]);
        if ((bits & InputBit) != 0)
            Players.Add(player.LastProcessedInput - before.LastProcessedInput);
        if ((bits & VelocityBit) != 0)
            Players.AddRange([player.VelocityXMilli, player.VelocityYMilli]);
        if ((bits & PlaceBit) != 0)
            Players.AddRange([offX, offY]);
        if ((bits & FacingBit) != 0)
            Players.Add(player.FacingMilli);
        if ((bits & HealthBit) != 0)
            Players.Add(player.Health);
        if ((bits & ScoreBit) != 0)
            Players.Add(player.Score);
        if ((bits & ResourcesBit) != 0)
            Players.AddRange([player.Resources.Wood, player.Resources.Stone, player.Resources.Food, player.Resources.Gold]);
        return true;
    }

    private void FindCreatures(ReadOnlySpan<CreatureView> old, ReadOnlySpan<CreatureView> now)
    {
        for (var i = 0; i < now.Length; i++)
        {
            ref readonly var creature = ref now[i];
            var at = IndexOf(old, creature.Id, i, static view => view.Id);
            if (at < 0 || old[at].Kind != creature.Kind || old[at].Name != creature.Name || old[at].MaxHealth != creature.MaxHealth)
            {
                NewCreatures.Add(i);
                continue;
            }
            ref readonly var before = ref old[at];
            var bits = (before.XMilli != creature.XMilli || before.YMilli != creature.YMilli ? CreaturePlaceBit : 0)
                | (before.FacingMilli != creature.FacingMilli ? CreatureFacingBit : 0)
                | (before.Health != creature.Health ? CreatureHealthBit : 0);
            if (bits == 0)
                continue;
            Creatures.AddRange([creature.Id.Value, bits]);
            if ((bits & CreaturePlaceBit) != 0)
                Creatures.AddRange([creature.XMilli - before.XMilli, creature.YMilli - before.YMilli]);
            if ((bits & CreatureFacingBit) != 0)
                Creatures.Add(creature.FacingMilli);
            if ((bits & CreatureHealthBit) != 0)
                Creatures.Add(creature.Health);
        }
        for (var i = 0; i < old.Length; i++)
        {
            if (IndexOf(now, old[i].Id, i, static view => view.Id) < 0)
                GoneCreatures.Add(old[i].Id.Value);
        }
    }

    private void FindItems(ReadOnlySpan<ItemView> old, ReadOnlySpan<ItemView> now)
    {
        for (var i = 0; i < now.Length; i++)
        {
            var at = IndexOf(old, now[i].Id, i, static view => view.Id);
            if (at < 0 || old[at] != now[i])
                NewItems.Add(i);
        }
        for (var i = 0; i < old.Length; i++)
        {
            if (IndexOf(now, old[i].Id, i, static view => view.Id) < 0)
                GoneItems.Add(old[i].Id);
        }
    }

    private void FindProjectiles(ReadOnlySpan<ProjectileView> old, ReadOnlySpan<ProjectileView> now)
    {
        for (var i = 0; i < now.Length; i++)
        {
            ref readonly var shot = ref now[i];
            var at = IndexOf(old, shot.Id, i, static view => view.Id);
            if (at < 0 || old[at].Owner != shot.Owner || old[at].AngleMilli != shot.AngleMilli)
                NewProjectiles.Add(i);
            else if (old[at] != shot)
                Projectiles.AddRange([shot.Id, shot.XMilli - old[at].XMilli, shot.YMilli - old[at].YMilli]);
        }
        for (var i = 0; i < old.Length; i++)
        {
            if (IndexOf(now, old[i].Id, i, static view => view.Id) < 0)
                GoneProjectiles.Add(old[i].Id);
        }
    }

    private void FindNodes(int[] old, int[] now)
    {
        for (var i = 0; i < now.Length; i++)
        {
            if (i >= old.Length || old[i] != now[i])
                Nodes.AddRange([i, now[i]]);
        }
    }

    /// <summary>Things keep their order from frame to frame, so a thing is near its previous index, and mostly at it.</summary>
    private static int IndexOf<TView, TId>(ReadOnlySpan<TView> views, TId id, int near, Func<TView, TId> idOf)
        where TId : IEquatable<TId>
    {
        near = Math.Min(near, views.Length - 1);
        for (int down = near, up = near + 1; down >= 0 || up < views.Length; down--, up++)
        {
            if (down >= 0 && idOf(views[down]).Equals(id))
                return down;
            if (up < views.Length && idOf(views[up]).Equals(id))
                return up;
        }
        return -1;
    }

    private void Clear()
    {
        foreach (var numbers in (ReadOnlySpan<List<long>>)[Players, GonePlayers, Creatures, GoneCreatures, Nodes, Projectiles, GoneProjectiles])
            numbers.Clear();
        foreach (var indices in (ReadOnlySpan<List<int>>)[NewPlayers, NewCreatures, NewItems, NewProjectiles])
            indices.Clear();
        GoneItems.Clear();
        Components.Clear();
    }
}
