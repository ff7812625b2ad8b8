using System.Globalization;

namespace Actors.Client.States;

/// <summary>The objects of a room, or of one of its cells. Arrays are shared with the states that were made from it, and never written to.</summary>
internal sealed record StatePart(Player[] Players, Creature[] Creatures, Item[] Items, Projectile[] Projectiles)
{
    public static readonly StatePart Nothing = new([], [], [], []);

    /// <summary>The part after a step.</summary>
    /// <param name="milliseconds">How long players have moved on at their known velocity.</param>
    public StatePart After(in Changes changes, double milliseconds) => new StatePart(
        Merged(PlayerSteps.Walk(Players, changes.Players, milliseconds), changes.GonePlayers, Rows.Players(changes.NewPlayers), static player => player.Id),
        Merged(MovedCreatures(Creatures, changes.Creatures), changes.GoneCreatures, Rows.Creatures(changes.NewCreatures), static creature => creature.Id),
        Merged(Items, changes.GoneItems, Rows.Items(changes.NewItems)),
        Merged(MovedProjectiles(Projectiles, changes.Projectiles), changes.GoneProjectiles, Rows.Projectiles(changes.NewProjectiles), static shot => shot.Id)).WithComponents(changes.Components);

    /// <summary>The part with changed components.</summary>
    public StatePart WithComponents(GameValue components)
    {
        if (components.IsNull)
            return this;
        return this with
        {
            Players = Patched(Players, Changes.Held(components, "players"), static player => player.Id.ToString(CultureInfo.InvariantCulture), static (player, changes) =>
            {
                var now = player.Copy();
                now.Components = now.Components.Patched(changes);
                return now;
            }),
            Creatures = Patched(Creatures, Changes.Held(components, "creatures"), static creature => creature.Id.ToString(CultureInfo.InvariantCulture), static (creature, changes) =>
            {
                var now = creature.Copy();
                now.Components = now.Components.Patched(changes);
                return now;
            }),
            Items = Patched(Items, Changes.Held(components, "items"), static item => item.Id, static (item, changes) =>
            {
                var now = item.Copy();
                now.Components = now.Components.Patched(changes);
                return now;
            }),
        };
    }

    private static T[] Patched<T>(T[] things, GameValue changed, Func<T, string> idOf, Func<T, GameValue, T> patch) =>
        changed.Count == 0 ? things : Array.ConvertAll(things, thing => changed[idOf(thing)] is { IsNull: false } changes ? patch(thing, changes) : thing);

    /// <summary>In the order of their ids: deltas refer to players by position.</summary>
    private static T[] Merged<T>(T[] things, GameValue gone, T[] put, Func<T, long> idOf) =>
        gone.Count == 0 && put.Length == 0 ? things : [.. Replaced(things, gone, put, idOf, Rows.Id).OrderBy(idOf)];

    private static Item[] Merged(Item[] items, GameValue gone, Item[] put) =>
        gone.Count == 0 && put.Length == 0 ? items : [.. Replaced(items, gone, put, static item => item.Id, static id => id.AsText())];

    /// <summary>Without removed objects, and with new and replaced ones.</summary>
    private static IEnumerable<T> Replaced<T, TId>(T[] things, GameValue gone, T[] put, Func<T, TId> idOf, Func<GameValue, TId> read)
    {
        var replaced = new HashSet<TId>();
        foreach (var id in gone.Items)
            replaced.Add(read(id));
        foreach (var one in put)
            replaced.Add(idOf(one));
        return things.Where(thing => !replaced.Contains(idOf(thing))).Concat(put);
    }

    private static Creature[] MovedCreatures(Creature[] creatures, GameValue numbers)
    {
        if (numbers.Count == 0)
            return creatures;
        var changed = (Creature[])creatures.Clone();
        for (var at = 0; at < numbers.Count;)
        {
            var id = numbers[at++].AsInteger();
            var index = Array.FindIndex(changed, creature => creature.Id == id);
            if (index < 0)
                throw new FormatException("A creature has changed that is not there.");
            var now = changed[index] = changed[index].Copy();
            var bits = numbers[at++].AsInteger();
            if ((bits & 1) != 0)
            {
                now.XMilli += numbers[at++].AsInteger();
                now.YMilli += numbers[at++].AsInteger();
            }
            if ((bits & 2) != 0)
                now.FacingMilli = numbers[at++].AsInteger();
            if ((bits & 4) != 0)
                now.Health = (int)numbers[at++].AsInteger();
        }
        return changed;
    }

    private static Projectile[] MovedProjectiles(Projectile[] shots, GameValue numbers)
    {
        if (numbers.Count == 0)
            return shots;
        var changed = (Projectile[])shots.Clone();
        for (var at = 0; at < numbers.Count; at += 3)
        {
            var id = numbers[at].AsInteger();
            var index = Array.FindIndex(changed, shot => shot.Id == id);
            if (index < 0)
                continue;
            var now = changed[index] = changed[index].Copy();
            now.XMilli += numbers[at + 1].AsInteger();
            now.YMilli += numbers[at + 2].AsInteger();
        }
        return changed;
    }
}
