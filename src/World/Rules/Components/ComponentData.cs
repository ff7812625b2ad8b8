using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Actors.World;

/// <summary>
/// The components of one owner in the form of rows and recordings, and between nodes: a JSON object of their names in ascending order, each with its version and its
/// value, <c>{"mana":[1,{"points":7}]}</c>. Components that the rules do not know stay as they were written. Immutable.
/// </summary>
[JsonConverter(typeof(ComponentDataConverter))]
public sealed class ComponentData : IEquatable<ComponentData>
{
    /// <summary>The most bytes that one component's value may have as JSON. It is sent to everybody who sees it each time it changes.</summary>
    public const int MaxBytes = 4096;

    private Reading? _reading;

    private ComponentData(string json, IReadOnlyList<WrittenComponent> all) => (Json, All) = (json, all);

    /// <summary>The whole text.</summary>
    public string Json { get; }

    internal IReadOnlyList<WrittenComponent> All { get; }

    /// <summary>The components as these rules read them. Shared, so read-only.</summary>
    internal ComponentBag Bag(RuleSet rules)
    {
        // Two rooms that read it for the first time at once make equal bags.
        if (_reading is not { } reading || reading.Rules != rules)
            _reading = reading = new Reading(rules, ComponentBag.Of(rules, this)!);
        return reading.Bag;
    }

    /// <summary>Null for none.</summary>
    internal static ComponentData? Of(IEnumerable<WrittenComponent> components)
    {
        var all = components.OrderBy(static component => component.Name, StringComparer.Ordinal).ToArray();
        if (all.Length == 0)
            return null;
        var json = new StringBuilder("{");
        foreach (var (name, version, value) in all)
            json.Append(json.Length > 1 ? "," : "").Append('"').Append(name).Append("\":[").Append(version).Append(',').Append(value).Append(']');
        return new ComponentData(json.Append('}').ToString(), all);
    }

    /// <summary>Null or empty text means no components.</summary>
    /// <exception cref="JsonException">The text is not of the form of <see cref="Json"/>.</exception>
    public static ComponentData? Parse(string? json)
    {
        if (string.IsNullOrEmpty(json))
            return null;
        using var document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = 32 });
        if (document.RootElement.ValueKind != JsonValueKind.Object)
            throw new JsonException("Components are an object of names.");
        List<WrittenComponent> all = [];
        foreach (var property in document.RootElement.EnumerateObject())
        {
            if (property.Value.ValueKind != JsonValueKind.Array || property.Value.GetArrayLength() != 2 || !property.Value[0].TryGetInt32(out var version))
                throw new JsonException("A component is its version and its value.");
            all.Add(new WrittenComponent(property.Name, version, property.Value[1].GetRawText()));
        }
        return Of(all);
    }

    /// <inheritdoc/>
    public bool Equals([NotNullWhen(true)] ComponentData? other) => other is not null && other.Json == Json;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as ComponentData);

    /// <inheritdoc/>
    public override int GetHashCode() => Json.GetHashCode(StringComparison.Ordinal);

    /// <inheritdoc/>
    public override string ToString() => Json;

    private sealed record Reading(RuleSet Rules, ComponentBag Bag);
}

internal readonly record struct WrittenComponent(string Name, int Version, string Json);
