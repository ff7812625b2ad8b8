using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Actors.Gateway.Tests.Dialects.Native;

/// <summary>The components that a client of the native protocol knows of, by what they are attached to.</summary>
internal sealed class NativeComponents
{
    public static readonly string[] Holders = ["room", "players", "creatures", "nodes", "items"];

    private readonly Dictionary<string, Dictionary<string, string>> _known = [];

    public IEnumerable<string> Lines() =>
        _known.SelectMany(static thing => thing.Value.Select(component => $"{thing.Key} {component.Key} {component.Value}")).Order(StringComparer.Ordinal);

    /// <summary>A text that is the same for equal values, whatever encoding they came through.</summary>
    public static string Text(JsonNode? value) => value switch
    {
        null => "null",
        JsonObject map => $"{{{string.Join(',', map.OrderBy(static one => one.Key, StringComparer.Ordinal).Select(static one => $"{JsonSerializer.Serialize(one.Key)}:{Text(one.Value)}"))}}}",
        JsonArray list => $"[{string.Join(',', list.Select(Text))}]",
        _ when value.GetValueKind() == JsonValueKind.Number => double.Parse(value.ToJsonString(), CultureInfo.InvariantCulture).ToString("R", CultureInfo.InvariantCulture),
        _ => value.ToJsonString(),
    };

    public void Forget(string holder, object id) => _known.Remove($"{holder} {id}");

    public void Apply(JsonNode? components)
    {
        foreach (var (key, its) in components?.AsObject() ?? [])
        {
            var holder = char.IsAsciiDigit(key[0]) ? Holders[int.Parse(key, CultureInfo.InvariantCulture)] : key;
            if (holder == "room")
                Apply("room ", its!);
            else
                foreach (var (id, one) in its!.AsObject())
                    Apply($"{holder} {id}", one!);
        }
    }

    private void Apply(string thing, JsonNode components)
    {
        if (!_known.TryGetValue(thing, out var its))
            _known[thing] = its = [];
        foreach (var (name, value) in components.AsObject())
        {
            if (value is null)
                its.Remove(name);
            else
                its[name] = Text(value);
        }
    }
}
