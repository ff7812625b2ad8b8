using System.Globalization;

namespace Actors.Client.States;

/// <summary>The things of a room, or of one of its cells. Arrays are shared with the states that were made from it, and never written.</summary>
internal sealed record StatePart(Player[] Players, Creature[] Creatures, Item[] Items, Projectile[] Projectiles)
{
    public static readonly StatePart Nothing = new([], [], [], []);

    /// <summary>The part after a step.</summary>
    /// <param name="milliseconds">How far players have gone on at the velocity that is known.</param>
    public StatePart After(in Changes changes, double milliseconds) => new StatePart(
        Merged(PlayerSteps.Walk(Players, changes.Players, milliseconds), changes.GonePlayers, Rows.Players(changes.NewPlayers), static player => player.Id),
        Merged(Crept(Creatures, changes.Creatures), changes.GoneCreatures, Rows.Creatures(changes.NewCreatures), static creature => creature.Id),
        WithItems(changes.GoneItems, Rows.Items(changes.NewItems)),
        Merged(Flown(Projectiles, changes.Projectiles), changes.GoneProjectiles, Rows.Projectiles(changes.NewProjectiles), static shot => shot.Id)).Dressed(changes.Components);

    /// <summary>With those of its things' components that are told.</summary>
    public StatePart Dressed(GameValue components)
    {
        if (components.IsNull)
            return this;
        return this with
        {
            Players = Put(Players, Changes.Held(components, "players"), static player => player.Id.ToString(CultureInfo.InvariantCulture), static (player, changes) =>
            {
                var now = player.Copy();
                now.Components = now.Components.Patched(changes);
                return now;
            }),
            Creatures = Put(Creatures, Changes.Held(components, "creatures"), static creature => creature.Id.ToString(CultureInfo.InvariantCulture), static (creature, changes) =>
            {
                var now = creature.Copy();
                now.Components = now.Components.Patched(changes);
                return now;
            }),
            Items = Put(Items, Changes.Held(components, "items"), static item => item.Id, static (item, changes) =>
            {
                var now = item.Copy();
                now.Components = now.Components.Patched(changes);
                return now;
            }),
        };
    }

    private static T[] Put<T>(T[] things, GameValue told, Func<T, string> idOf, Func<T, GameValue, T> dress) =>
        told.Count == 0 ? things : Array.ConvertAll(things, thing => told[idOf(thing)] is { IsNull: false } changes ? dress(thing, changes) : thing);

    /// <summary>Without those that are gone, with those that are new or as new, in the order of their ids: deltas count players by it.</summary>
    private static T[] Merged<T>(T[] things, GameValue gone, T[] put, Func<T, long> idOf)
    {
        if (gone.Count == 0 && put.Length == 0)
            return things;
        var replaced = new HashSet<long>();
        foreach (var id in gone.Items)
            replaced.Add(Rows.Id(id));
        foreach (var one in put)
            replaced.Add(idOf(one));
        return [.. things.Where(thing => !replaced.Contains(idOf(thing))).Concat(put).OrderBy(idOf)];
    }

    private Item[] WithItems(GameValue gone, Item[] put)
    {
        if (gone.Count == 0 && put.Length == 0)
            return Items;
        var replaced = new HashSet<string>(StringComparer.Ordinal);
        foreach (var id in gone.Items)
            replaced.Add(id.AsText());
        foreach (var one in put)
            replaced.Add(one.Id);
        return [.. Items.Where(item => !replaced.Contains(item.Id)), .. put];
    }

    private static Creature[] Crept(Creature[] creatures, GameValue numbers)
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

    private static Projectile[] Flown(Projectile[] shots, GameValue numbers)
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
