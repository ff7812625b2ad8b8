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
    private static readonly string[] Kinds = ["", "keyframe", "delta", "areaKeyframe", "areaDelta"];
    public static readonly string[] KeyframeColumns = ["type", "room", "sequence", "tick", "nextEvent", "serverTime", "players", "creatures", "items", "nodes", "projectiles", "components"];
    public static readonly string[] DeltaColumns = ["type", "from", "frames", "ticks", "events", "milliseconds", "changes"];
    public static readonly string[] AreaKeyframeColumns = ["type", "room", "sequence", "tick", "nextEvent", "serverTime", "nodes", "cells", "components"];
    public static readonly string[] AreaDeltaColumns = ["type", "from", "frames", "ticks", "events", "milliseconds", "nodes", "outOfSight", "cells", "components"];
    public static readonly string[] Changes =
        ["hash", "players", "newPlayers", "gonePlayers", "creatures", "newCreatures", "goneCreatures", "newItems", "goneItems", "nodes",
            "projectiles", "newProjectiles", "goneProjectiles", "components"];

    public static readonly (string Name, int Scale)[] PlayerColumns =
    [
        ("id", 1), ("name", 0), ("x", 1_000_000), ("y", 1_000_000), ("vx", 1000), ("vy", 1000), ("facing", 1000), ("health", 1), ("maxHealth", 1),
        ("score", 1), ("wood", 1), ("stone", 1), ("food", 1), ("gold", 1), ("lastInput", 1),
    ];

    public static readonly (string Name, int Scale)[] CreatureColumns =
        [("id", 1), ("kind", 0), ("name", 0), ("x", 1000), ("y", 1000), ("facing", 1000), ("health", 1), ("maxHealth", 1)];

    public static readonly (string Name, int Scale)[] ItemColumns = [("id", 0), ("kind", 0), ("name", 0), ("x", 1000), ("y", 1000)];
    public static readonly (string Name, int Scale)[] ProjectileColumns = [("id", 1), ("owner", 1), ("x", 1000), ("y", 1000), ("angle", 1000)];

    private readonly Dictionary<long, NativePart> _cells = [];
    private long[] _nodes = [];
    private NativeComponents _ofRoom = new();

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
        switch (KindOf(node))
        {
            case "keyframe":
                Keyframe(Named(node!, KeyframeColumns));
                return true;
            case "delta":
                Delta(Named(node!, DeltaColumns));
                return true;
            case "areaKeyframe":
                AreaKeyframe(Named(node!, AreaKeyframeColumns));
                return true;
            case "areaDelta":
                AreaDelta(Named(node!, AreaDeltaColumns));
                return true;
            default:
                return false;
        }
    }

    public static string? KindOf(JsonNode? node) =>
        node is JsonArray row ? Kinds[(long)row[0]!] : (string?)node?["type"];

    /// <summary>Everything that is known, one thing a line, in an order without meaning.</summary>
    public IEnumerable<string> Lines() =>
    [
        string.Create(CultureInfo.InvariantCulture, $"{Room} {Sequence} {Tick} {NextEvent} {ServerTime}"),
        .. _cells.Values.SelectMany(static part => part.Lines()).Order(StringComparer.Ordinal),
        string.Join(' ', _nodes),
        .. _cells.Values.SelectMany(static part => part.Components.Lines()).Concat(_ofRoom.Lines()).Order(StringComparer.Ordinal),
    ];

    private void Keyframe(Func<string, JsonNode?> of)
    {
        Begin(of);
        _cells[0] = new NativePart();
        _cells[0].Put(of("players"), of("creatures"), of("items"), of("projectiles"));
        _cells[0].Components.Apply(of("components"));
    }

    private void AreaKeyframe(Func<string, JsonNode?> of)
    {
        Begin(of);
        Cells(of("cells"), 0);
        _ofRoom.Apply(of("components"));
    }

    private void Begin(Func<string, JsonNode?> of)
    {
        Keyframes++;
        Room = (string)of("room")!;
        (Sequence, Tick, NextEvent, ServerTime) = ((long)of("sequence")!, (long)of("tick")!, (long)of("nextEvent")!, (long)of("serverTime")!);
        _nodes = Numbers(of("nodes"));
        _cells.Clear();
        _ofRoom = new();
    }

    private void Delta(Func<string, JsonNode?> of)
    {
        var milliseconds = Advance(of);
        var changes = of("changes")!;
        foreach (var pair in Numbers(NativePart.Change(changes, "nodes")).Chunk(2))
            _nodes[pair[0]] = pair[1];
        // Here the hash includes the nodes as well.
        Hashes += _cells[0].Apply(changes, milliseconds, _nodes) ? 1 : 0;
    }

    private void AreaDelta(Func<string, JsonNode?> of)
    {
        var milliseconds = Advance(of);
        foreach (var pair in Numbers(of("nodes")).Chunk(2))
            _nodes[pair[0]] = pair[1];
        foreach (var cell in Numbers(of("outOfSight")))
            _cells.Remove(cell);
        Cells(of("cells"), milliseconds);
        _ofRoom.Apply(of("components"));
    }

    private void Cells(JsonNode? list, long milliseconds)
    {
        var told = list!.AsArray().Chunk(2).ToDictionary(static pair => (long)pair[0]!, static pair => pair[1]);
        foreach (var cell in told.Keys)
            _cells.TryAdd(cell, new NativePart());
        foreach (var (cell, part) in _cells)
            Hashes += part.Apply(told.GetValueOrDefault(cell), milliseconds, []) ? 1 : 0;
    }

    private long Advance(Func<string, JsonNode?> of)
    {
        Deltas++;
        Assert.Equal(Sequence, (long)of("from")!);
        var ticks = (long)of("ticks")!;
        Sequence += (long)of("frames")!;
        Tick += ticks;
        NextEvent += (long)of("events")!;
        ServerTime += (long)of("milliseconds")!;
        return ticks * tickMilliseconds;
    }

    private static Func<string, JsonNode?> Named(JsonNode node, string[] columns)
    {
        if (node is JsonObject map)
            return name => map[name];
        // A state has that column only where there are components.
        var count = node.AsArray().Count;
        Assert.InRange(count, columns[^1] == "components" ? columns.Length - 1 : columns.Length, columns.Length);
        return name => Array.IndexOf(columns, name) is var column && column < count ? node[column] : null;
    }

    public static long[] Numbers(JsonNode? list) => [.. (list?.AsArray() ?? []).Select(static number => (long)number!)];
}
