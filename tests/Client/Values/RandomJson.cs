using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using MessagePack;

namespace Actors.Client.Tests.Values;

/// <summary>Values of all kinds, nested; and whether the client has read one as it is.</summary>
internal static class RandomJson
{
    private static readonly string[] Texts = ["", "a", "Zoë", "\"quoted\"\\", "line\nand\ttab", "\u2028", "🏰", "ключ", "x\u0001y"];

    public static JsonNode? Value(Random random, int depth) => random.Next(depth > 0 ? 9 : 6) switch
    {
        0 => null,
        1 => random.Next(2) == 0,
        2 => random.Next(-200, 200),
        3 => random.NextInt64(long.MinValue, long.MaxValue),
        4 => (random.NextDouble() - 0.5) * Math.Pow(10, random.Next(-12, 20)),
        5 => Text(random),
        6 => new JsonArray([.. Enumerable.Range(0, random.Next(random.Next(5) == 0 ? 40 : 5)).Select(_ => Value(random, depth - 1))]),
        _ => Map(random, depth),
    };

    public static bool Same(JsonNode? node, GameValue value) => node switch
    {
        null => value.IsNull,
        JsonArray items => value.Kind == GameValueKind.List && value.Count == items.Count && items.Select((item, i) => Same(item, value[i])).All(static same => same),
        JsonObject map => value.Kind == GameValueKind.Map && value.Count == map.Count && map.All(entry => Same(entry.Value, value[entry.Key])),
        _ => node.GetValueKind() switch
        {
            JsonValueKind.String => value.AsText() == node.GetValue<string>(),
            JsonValueKind.Number => value.AsNumber().Equals(double.Parse(node.ToJsonString(), CultureInfo.InvariantCulture)),
            _ => value.AsFlag() == node.GetValue<bool>(),
        },
    };

    public static void Pack(ref MessagePackWriter to, JsonNode? node)
    {
        switch (node)
        {
            case null:
                to.WriteNil();
                break;
            case JsonArray items:
                to.WriteArrayHeader(items.Count);
                foreach (var item in items)
                    Pack(ref to, item);
                break;
            case JsonObject map:
                to.WriteMapHeader(map.Count);
                foreach (var (name, its) in map)
                {
                    to.Write(name);
                    Pack(ref to, its);
                }
                break;
            case var text when text.GetValueKind() == JsonValueKind.String:
                to.Write(text.GetValue<string>());
                break;
            case var number when number.GetValueKind() == JsonValueKind.Number:
                if (long.TryParse(number.ToJsonString(), CultureInfo.InvariantCulture, out var whole))
                    to.Write(whole);
                else
                    to.Write(double.Parse(number.ToJsonString(), CultureInfo.InvariantCulture));
                break;
            default:
                to.Write(node.GetValue<bool>());
                break;
        }
    }

    public static JsonNode? Unpack(ref MessagePackReader from)
    {
        switch (from.NextMessagePackType)
        {
            case MessagePackType.Nil:
                from.ReadNil();
                return null;
            case MessagePackType.Boolean:
                return from.ReadBoolean();
            case MessagePackType.Integer:
                return from.ReadInt64();
            case MessagePackType.Float:
                return from.ReadDouble();
            case MessagePackType.String:
                return from.ReadString();
            case MessagePackType.Array:
                var items = new JsonArray();
                for (var left = from.ReadArrayHeader(); left > 0; left--)
                    items.Add(Unpack(ref from));
                return items;
            default:
                var map = new JsonObject();
                for (var left = from.ReadMapHeader(); left > 0; left--)
                    map[from.ReadString()!] = Unpack(ref from);
                return map;
        }
    }

    private static string Text(Random random) => random.Next(6) == 0 ? new string('y', random.Next(300)) : Texts[random.Next(Texts.Length)];

    private static JsonObject Map(Random random, int depth)
    {
        var map = new JsonObject();
        for (var i = random.Next(random.Next(6) == 0 ? 30 : 4); i > 0; i--)
            map[random.Next(3) == 0 ? Text(random) : $"k{i.ToString(CultureInfo.InvariantCulture)}"] = Value(random, depth - 1);
        return map;
    }
}
