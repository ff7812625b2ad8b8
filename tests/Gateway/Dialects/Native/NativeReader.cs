using System.Globalization;
using System.Text.Json.Nodes;
using Xunit;

namespace Actors.Gateway.Tests.Dialects.Native;

/// <summary>
/// A client of the native protocol as docs/protocol.md describes it, written for plainness: it holds the newest state as numbers, and takes keyframes
/// and deltas in both encodings.
/// </summary>
internal sealed class NativeReader(int tickMilliseconds)
{
    public static readonly string[] KeyframeColumns = ["type", "room", "sequence", "tick", "nextEvent", "serverTime", "players", "creatures", "items", "nodes", "projectiles"];
    public static readonly string[] DeltaColumns = ["type", "from", "frames", "ticks", "events", "milliseconds", "changes"];
    public static readonly string[] Changes =
        ["hash", "players", "newPlayers", "gonePlayers", "creatures", "newCreatures", "goneCreatures", "newItems", "goneItems", "nodes", "projectiles", "newProjectiles", "goneProjectiles"];

    public static readonly (string Name, int Scale)[] PlayerColumns =
    [
        ("id", 1), ("name", 0), ("x", 1_000_000), ("y", 1_000_000), ("vx", 1000), ("vy", 1000), ("facing", 1000), ("health", 1), ("maxHealth", 1),
        ("score", 1), ("wood", 1), ("stone", 1), ("food", 1), ("gold", 1), ("lastInput", 1),
    ];

    public static readonly (string Name, int Scale)[] CreatureColumns =
        [("id", 1), ("kind", 0), ("name", 0), ("x", 1000), ("y", 1000), ("facing", 1000), ("health", 1), ("maxHealth", 1)];

    public static readonly (string Name, int Scale)[] ItemColumns = [("id", 0), ("kind", 0), ("name", 0), ("x", 1000), ("y", 1000)];
    public static readonly (string Name, int Scale)[] ProjectileColumns = [("id", 1), ("owner", 1), ("x", 1000), ("y", 1000), ("angle", 1000)];

    private readonly SortedDictionary<long, object[]> _players = [];
    private readonly SortedDictionary<long, object[]> _creatures = [];
    private readonly SortedDictionary<string, object[]> _items = new(StringComparer.Ordinal);
    private readonly SortedDictionary<long, object[]> _projectiles = [];
    private long[] _nodes = [];

    public string Room { get; private set; } = "";

    public long Sequence { get; private set; } = -1;

    public long Tick { get; private set; }

    public long NextEvent { get; private set; }

    public long ServerTime { get; private set; }

    public int Deltas { get; private set; }

    public int Keyframes { get; private set; }

    public int Hashes { get; private set; }

    public bool Take(ReadOnlySpan<byte> payload, bool isText)
    {
        var node = NativeNodes.Parse(payload, isText);
        var type = node is JsonArray row ? (long)row[0]! == 1 ? "keyframe" : "delta" : (string?)node?["type"];
        switch (type)
        {
            case "keyframe":
                Keyframe(Named(node!, KeyframeColumns));
                return true;
            case "delta":
                Delta(Named(node!, DeltaColumns));
                return true;
            default:
                return false;
        }
    }

    /// <summary>All that is known, a line each thing.</summary>
    public IEnumerable<string> Lines()
    {
        yield return string.Create(CultureInfo.InvariantCulture, $"{Room} {Sequence} {Tick} {NextEvent} {ServerTime}");
        foreach (var things in (IEnumerable<object[]>[])[_players.Values, _creatures.Values, _items.Values, _projectiles.Values])
        {
            foreach (var thing in things)
                yield return string.Join(' ', thing);
        }
        yield return string.Join(' ', _nodes);
    }

    private void Keyframe(Func<string, JsonNode?> of)
    {
        Keyframes++;
        Room = (string)of("room")!;
        (Sequence, Tick, NextEvent, ServerTime) = ((long)of("sequence")!, (long)of("tick")!, (long)of("nextEvent")!, (long)of("serverTime")!);
        foreach (var things in (System.Collections.IDictionary[])[_players, _creatures, _items, _projectiles])
            things.Clear();
        Put(_players, of("players"), PlayerColumns);
        Put(_creatures, of("creatures"), CreatureColumns);
        Put(_items, of("items"), ItemColumns);
        Put(_projectiles, of("projectiles"), ProjectileColumns);
        _nodes = Numbers(of("nodes"));
    }

    private void Delta(Func<string, JsonNode?> of)
    {
        Deltas++;
        Assert.Equal(Sequence, (long)of("from")!);
        var ticks = (long)of("ticks")!;
        Sequence += (long)of("frames")!;
        Tick += ticks;
        NextEvent += (long)of("events")!;
        ServerTime += (long)of("milliseconds")!;
        var changes = of("changes")!.AsObject();
        JsonNode? Change(string name) => changes[name] ?? changes[Array.IndexOf(Changes, name).ToString(CultureInfo.InvariantCulture)];

        Players(Numbers(Change("players")), ticks * tickMilliseconds);
        foreach (var id in Numbers(Change("gonePlayers")))
            Assert.True(_players.Remove(id));
        Put(_players, Change("newPlayers"), PlayerColumns);

        var numbers = Numbers(Change("creatures"));
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
        foreach (var id in Numbers(Change("goneCreatures")))
            Assert.True(_creatures.Remove(id));
        Put(_creatures, Change("newCreatures"), CreatureColumns);

        foreach (var id in Change("goneItems")?.AsArray() ?? [])
            Assert.True(_items.Remove((string)id!));
        Put(_items, Change("newItems"), ItemColumns);

        foreach (var pair in Numbers(Change("nodes")).Chunk(2))
            _nodes[pair[0]] = pair[1];
        foreach (var moved in Numbers(Change("projectiles")).Chunk(3))
            Add(_projectiles[moved[0]], 2, moved[1], moved[2]);
        foreach (var id in Numbers(Change("goneProjectiles")))
            Assert.True(_projectiles.Remove(id));
        Put(_projectiles, Change("newProjectiles"), ProjectileColumns);
        if (Change("hash") is { } hash)
        {
            Hashes++;
            Assert.Equal((long)hash, Hash());
        }
    }

    private void Players(long[] numbers, long milliseconds)
    {
        var players = _players.Values.ToArray();
        var (at, index) = (0, 0);
        var until = numbers.Length > 0 ? numbers[at++] : -1;
        foreach (var player in players)
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

    private long Hash()
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
            for (var i = 0; i < _nodes.Length; i++)
                sum += Of(4, i, _nodes[i]);
            foreach (var it in _projectiles.Values)
                sum += Of(5, N(it, 0), N(it, 2), N(it, 3), N(it, 4));
        }
        return sum;
    }

    private static void Add(object[] thing, int column, long x, long y) =>
        (thing[column], thing[column + 1]) = ((long)thing[column] + x, (long)thing[column + 1] + y);

    private static Func<string, JsonNode?> Named(JsonNode node, string[] columns)
    {
        if (node is JsonObject map)
            return name => map[name];
        Assert.Equal(columns.Length, node.AsArray().Count);
        return name => node[Array.IndexOf(columns, name)];
    }

    private static void Put<TKey>(SortedDictionary<TKey, object[]> things, JsonNode? rows, (string Name, int Scale)[] columns)
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
        }
    }

    private static long[] Numbers(JsonNode? list) => [.. (list?.AsArray() ?? []).Select(static number => (long)number!)];
}
