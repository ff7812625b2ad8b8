using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Actors.World;

internal sealed class TextConverter<T>(Func<T, string> write, Func<string, T> read) : JsonConverter<T>
    where T : struct
{
    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        read(reader.GetString() ?? throw new JsonException("An id is a string."));

    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => writer.WriteStringValue(write(value));
}

internal sealed class NumberConverter<T>(Func<T, long> write, Func<long, T> read) : JsonConverter<T>
    where T : struct
{
    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => read(reader.GetInt64());

    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => writer.WriteNumberValue(write(value));
}

/// <summary>
/// A player's id as text, as clients have it. Numbers are read as well: rows of earlier versions contain them, and so does what clients send that have relied on
/// them.
/// </summary>
internal sealed class PlayerIdConverter : JsonConverter<PlayerId>
{
    public override PlayerId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.Number)
            return new PlayerId(reader.GetInt64());
        return reader.TokenType == JsonTokenType.String && long.TryParse(reader.GetString(), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? new PlayerId(number)
            : throw new JsonException("The id of a player is a number as text.");
    }

    public override void Write(Utf8JsonWriter writer, PlayerId value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
}

/// <summary>The text that rows contain, as an object within the others.</summary>
internal sealed class ComponentDataConverter : JsonConverter<ComponentData>
{
    public override ComponentData? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using var document = JsonDocument.ParseValue(ref reader);
        return ComponentData.Parse(document.RootElement.GetRawText());
    }

    public override void Write(Utf8JsonWriter writer, ComponentData value, JsonSerializerOptions options) => writer.WriteRawValue(value.Json);
}

/// <summary>Doubles come back exactly as they were.</summary>
internal sealed class VectorConverter : JsonConverter<Vector>
{
    public override Vector Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
            throw new JsonException("A place is two numbers in brackets.");
        var at = new Vector(Number(ref reader), Number(ref reader));
        if (!reader.Read() || reader.TokenType != JsonTokenType.EndArray)
            throw new JsonException("A place is two numbers in brackets.");
        return at;
    }

    public override void Write(Utf8JsonWriter writer, Vector value, JsonSerializerOptions options)
    {
        writer.WriteStartArray();
        writer.WriteNumberValue(value.X);
        writer.WriteNumberValue(value.Y);
        writer.WriteEndArray();
    }

    private static double Number(ref Utf8JsonReader reader)
    {
        if (!reader.Read() || reader.TokenType != JsonTokenType.Number)
            throw new JsonException("A place is two numbers in brackets.");
        return reader.GetDouble();
    }
}
