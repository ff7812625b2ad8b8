using System.Globalization;
using System.Text.Json.Nodes;
using Xunit;

namespace Actors.Gateway.Tests.Dialects.Native;

/// <summary>What a client knows of a room, or of one of its cells: the things that are there, as whole numbers.</summary>
internal sealed class NativePart
{
    private readonly SortedDictionary<long, object[]> _players = [];
    private readonly SortedDictionary<long, object[]> _creatures = [];
    private readonly SortedDictionary<string, object[]> _items = new(StringComparer.Ordinal);
    private readonly SortedDictionary<long, object[]> _projectiles = [];

    public NativeComponents Components { get; } = new();

    public IEnumerable<string> Lines() =>
        ((IEnumerable<object[]>[])[_players.Values, _creatures.Values, _items.Values, _projectiles.Values]).SelectMany(static things => things).Select(static thing => string.Join(' ', thing));

    public static JsonNode? Change(JsonNode? changes, string name) =>
        changes?[name] ?? changes?[Array.IndexOf(NativeReader.Changes, name).ToString(CultureInfo.InvariantCulture)];

    public void Put(JsonNode? players, JsonNode? creatures, JsonNode? items, JsonNode? projectiles)
    {
        Put(_players, players, NativeReader.PlayerColumns, "players");
        Put(_creatures, creatures, NativeReader.CreatureColumns, "creatures");
        Put(_items, items, NativeReader.ItemColumns, "items");
        Put(_projectiles, projectiles, NativeReader.ProjectileColumns, "");
    }

    /// <summary>True if the changes had a hash and it is correct.</summary>
    public bool Apply(JsonNode? changes, long milliseconds, long[] nodes)
    {
        JsonNode? Change(string name) => NativePart.Change(changes, name);
        long[] Numbers(string name) => NativeReader.Numbers(Change(name));

        Players(Numbers("players"), milliseconds);
        var numbers = Numbers("creatures");
        for (var at = 0; at < numbers.Length;)
        {
            var (creature, bits) = (_creatures[numbers[at++]], numbers[at++]);
            if ((bits & 1) != 0)
                Add(creature, 3, numbers[at++], numbers[at++]);
            if ((bits & 2) != 0)
                creature[5] = numbers[at++];
            if ((bits & 4) != 0)
                creature[6] = numbers[at++];
        }
        foreach (var moved in Numbers("projectiles").Chunk(3))
            Add(_projectiles[moved[0]], 2, moved[1], moved[2]);

        foreach (var id in Numbers("gonePlayers"))
            Remove(_players, id, "players");
        foreach (var id in Numbers("goneCreatures"))
            Remove(_creatures, id, "creatures");
        foreach (var id in Change("goneItems")?.AsArray() ?? [])
            Remove(_items, (string)id!, "items");
        foreach (var id in Numbers("goneProjectiles"))
            Assert.True(_projectiles.Remove(id));
        Put(Change("newPlayers"), Change("newCreatures"), Change("newItems"), Change("newProjectiles"));
        Components.Apply(Change("components"));
        if (Change("hash") is not { } hash)
            return false;
        Assert.Equal((long)hash, Hash(nodes));
        return true;
    }

    private void Players(long[] numbers, long milliseconds)
    {
        var (at, index) = (0, 0);
        var until = numbers.Length > 0 ? numbers[at++] : -1;
        foreach (var player in _players.Values)
        {
            var bits = index++ == until ? numbers[at++] : 0;
            if ((bits & 1) != 0)
                player[14] = (long)player[14] + numbers[at++];
            if ((bits & 2) != 0)
                (player[4], player[5]) = (numbers[at++], numbers[at++]);
            Add(player, 2, (long)player[4] * milliseconds, (long)player[5] * milliseconds);
            if ((bits & 4) != 0)
                Add(player, 2, numbers[at++], numbers[at++]);
            if ((bits & 8) != 0)
                player[6] = numbers[at++];
            if ((bits & 16) != 0)
                player[7] = numbers[at++];
            if ((bits & 32) != 0)
                player[9] = numbers[at++];
            for (var i = 10; (bits & 64) != 0 && i < 14; i++)
                player[i] = numbers[at++];
            if (bits != 0)
                until = at < numbers.Length ? index + numbers[at++] : -1;
        }
        Assert.Equal(numbers.Length, at);
    }

    private long Hash(long[] nodes)
    {
        static uint Of(params IEnumerable<long> numbers) => numbers.Aggregate(2_166_136_261u, static (hash, number) => unchecked((hash ^ (uint)number) * 16_777_619u));
        static long N(object[] thing, int column) => (long)thing[column];
        var sum = 0u;
        unchecked
        {
            foreach (var it in _players.Values)
                sum += Of(1, N(it, 0), N(it, 2), N(it, 3), N(it, 4), N(it, 5), N(it, 6), N(it, 7), N(it, 9), N(it, 14));
            foreach (var it in _creatures.Values)
                sum += Of(2, N(it, 0), N(it, 3), N(it, 4), N(it, 5), N(it, 6));
            foreach (var id in _items.Keys)
                sum += Of([3, .. id.Select(static letter => (long)letter)]);
            for (var i = 0; i < nodes.Length; i++)
                sum += Of(4, i, nodes[i]);
            foreach (var it in _projectiles.Values)
                sum += Of(5, N(it, 0), N(it, 2), N(it, 3), N(it, 4));
        }
        return sum;
    }

    private static void Add(object[] thing, int column, long x, long y) =>
        (thing[column], thing[column + 1]) = ((long)thing[column] + x, (long)thing[column + 1] + y);

    private void Remove<TKey>(SortedDictionary<TKey, object[]> things, TKey id, string holder)
        where TKey : notnull
    {
        Assert.True(things.Remove(id));
        Components.Forget(holder, id);
    }

    private void Put<TKey>(SortedDictionary<TKey, object[]> things, JsonNode? rows, (string Name, int Scale)[] columns, string holder)
        where TKey : notnull
    {
        foreach (var row in rows?.AsArray() ?? [])
        {
            var thing = new object[columns.Length];
            for (var i = 0; i < columns.Length; i++)
            {
                var (name, scale) = columns[i];
                thing[i] = row is JsonArray array
                    ? scale == 0 ? (string)array[i]! : (long)array[i]!
                    : scale == 0 ? (string)row![name]! : (long)(decimal.Parse(row![name]!.ToString(), CultureInfo.InvariantCulture) * scale);
            }
            things[(TKey)thing[0]] = thing;
            Components.Forget(holder, thing[0]);
        }
    }
}
