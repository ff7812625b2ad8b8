using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Actors.World;

/// <summary>What rules show of an open room to players who look for one, and what these players ask for: texts by name, <c>{"mode":"duel","map":"ruins"}</c>. Immutable.</summary>
[JsonConverter(typeof(RoomTagsConverter))]
public sealed class RoomTags : IEquatable<RoomTags>
{
    /// <summary>The most UTF-16 units that all tags may have as JSON: they are sent to everybody who asks for a list of rooms.</summary>
    public const int MaxLength = 1024;

    private readonly SortedDictionary<string, string> _values;

    private RoomTags(SortedDictionary<string, string> values)
    {
        _values = values;
        Json = JsonSerializer.Serialize(values, ComponentJson.Options);
        if (Json.Length > MaxLength)
            throw new RulesException($"What is shown of a room has {Json.Length} characters; at most {MaxLength} are allowed.");
    }

    /// <summary>No tags.</summary>
    public static RoomTags Empty { get; } = new(Sorted());

    /// <summary>A JSON object of texts with its names in ascending order: equal tags give the same text.</summary>
    public string Json { get; }

    /// <summary>The text of that name; null when there is none.</summary>
    public string? this[string name] => _values.GetValueOrDefault(name);

    /// <exception cref="JsonException">The JSON is not an object of texts.</exception>
    /// <exception cref="RulesException">It is too long.</exception>
    public static RoomTags Parse(string json)
    {
        using var document = JsonDocument.Parse(json);
        return Of(document.RootElement);
    }

    /// <summary>A copy with one of the tags set; null removes it.</summary>
    /// <exception cref="RulesException">They would be too long.</exception>
    public RoomTags With(string name, string? value)
    {
        var values = new SortedDictionary<string, string>(_values, StringComparer.Ordinal);
        if (value is null)
            values.Remove(name);
        else
            values[name] = value;
        return new RoomTags(values);
    }

    /// <summary>Whether each tag of the filter is here with the same text.</summary>
    public bool Match(RoomTags? filter)
    {
        if (filter is null)
            return true;
        foreach (var (name, text) in filter._values)
        {
            if (this[name] != text)
                return false;
        }
        return true;
    }

    /// <inheritdoc/>
    public bool Equals([NotNullWhen(true)] RoomTags? other) => other is not null && other.Json == Json;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as RoomTags);

    /// <inheritdoc/>
    public override int GetHashCode() => Json.GetHashCode(StringComparison.Ordinal);

    /// <inheritdoc/>
    public override string ToString() => Json;

    internal static RoomTags Of(JsonElement json)
    {
        if (json.ValueKind != JsonValueKind.Object)
            throw new JsonException("Tags are an object of texts.");
        var values = Sorted();
        foreach (var tag in json.EnumerateObject())
        {
            if (tag.Value.ValueKind != JsonValueKind.String || !values.TryAdd(tag.Name, tag.Value.GetString()!))
                throw new JsonException($"The tag \"{tag.Name}\" is to be one text.");
        }
        return values.Count == 0 ? Empty : new RoomTags(values);
    }

    private static SortedDictionary<string, string> Sorted() => new(StringComparer.Ordinal);
}

internal sealed class RoomTagsConverter : JsonConverter<RoomTags>
{
    public override RoomTags Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using var document = JsonDocument.ParseValue(ref reader);
        try
        {
            return RoomTags.Of(document.RootElement);
        }
        catch (RulesException tooLong)
        {
            throw new JsonException(tooLong.Message, tooLong);
        }
    }

    public override void Write(Utf8JsonWriter writer, RoomTags value, JsonSerializerOptions options) => writer.WriteRawValue(value.Json);
}
