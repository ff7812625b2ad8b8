using System.Text.Json;

namespace Actors.Gateway.Codecs;

/// <summary>Reads the JSON that clients send: small objects, read leniently and without exceptions for their content.</summary>
public static class JsonInput
{
    internal static readonly JsonReaderOptions Options = new() { MaxDepth = 16 };

    /// <summary>The document when the bytes are one JSON object; null when they are anything else. The caller disposes of it.</summary>
    public static JsonDocument? Parse(ReadOnlySpan<byte> payload)
    {
        var reader = new Utf8JsonReader(payload, Options);
        try
        {
            if (!JsonDocument.TryParseValue(ref reader, out var document))
                return null;
            if (document.RootElement.ValueKind == JsonValueKind.Object && !reader.Read())
                return document;
            document.Dispose();
            return null;
        }
        catch (JsonException)
        {
            // The platform's parser throws on bad input; this method does not.
            return null;
        }
    }

    /// <summary>
    /// A numeric field of the JSON object in the bytes, even if the object is larger or deeper than a message may be: the id under which a request is refused. Null when
    /// the bytes are not an object or have no such number.
    /// </summary>
    /// <param name="kind">What its field <c>type</c> must be; null: anything.</param>
    public static double? NumberOf(ReadOnlySpan<byte> payload, ReadOnlySpan<byte> name, string? kind = null)
    {
        // The size of a message is bounded, and so is its depth; the reader uses one bit for each level.
        var json = new Utf8JsonReader(payload, new JsonReaderOptions { MaxDepth = Math.Max(1, payload.Length) });
        double? found = null;
        var isKind = kind is null;
        try
        {
            if (!json.Read() || json.TokenType != JsonTokenType.StartObject)
                return null;
            while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
            {
                var (isName, isType) = (Is(ref json, name), Is(ref json, "type"u8));
                json.Read();
                if (isName)
                    found = json.TokenType == JsonTokenType.Number && json.TryGetDouble(out var number) && double.IsFinite(number) ? number : null;
                else if (isType && kind is not null)
                    isKind = json.TokenType == JsonTokenType.String && !json.ValueIsEscaped && json.ValueTextEquals(kind);
                json.Skip();
            }
            return isKind && json.CurrentDepth == 0 && !json.Read() ? found : null;
        }
        catch (JsonException)
        {
            // The platform's sign for invalid JSON
            return null;
        }
    }

    /// <summary>Whether the bytes are an object with such a field, whatever it contains and however deep. False when they are not an object.</summary>
    public static bool Has(ReadOnlySpan<byte> payload, ReadOnlySpan<byte> name)
    {
        var json = new Utf8JsonReader(payload, new JsonReaderOptions { MaxDepth = Math.Max(1, payload.Length) });
        try
        {
            if (!json.Read() || json.TokenType != JsonTokenType.StartObject)
                return false;
            while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
            {
                if (Is(ref json, name))
                    return true;
                json.Read();
                json.Skip();
            }
            return false;
        }
        catch (JsonException)
        {
            // The platform's sign for invalid JSON
            return false;
        }
    }

    /// <summary>An escaped name never matches: nobody escapes the letters of these names, and an escaped name may not even be text.</summary>
    private static bool Is(ref Utf8JsonReader json, ReadOnlySpan<byte> name) => !json.ValueIsEscaped && json.ValueTextEquals(name);

    /// <summary>The field's value when the parent is an object that has it.</summary>
    public static bool Field(this JsonElement parent, string name, out JsonElement value)
    {
        value = default;
        try
        {
            return parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(name, out value);
        }
        catch (InvalidOperationException)
        {
            // Another field's name has a lone surrogate, which is valid JSON but not text.
            return false;
        }
    }

    /// <summary>Null when there is no such field, or when it has another type.</summary>
    public static string? Text(this JsonElement parent, string name) =>
        parent.Field(name, out var value) && value.ValueKind == JsonValueKind.String
            ? SafeText(value)
            : null;

    /// <summary>Null when there is no such field, or when it has another type.</summary>
    public static double? Number(this JsonElement parent, string name) =>
        parent.Field(name, out var value) && value.ValueKind == JsonValueKind.Number
        && value.TryGetDouble(out var number) && double.IsFinite(number)
            ? number
            : null;

    /// <summary>A whole number; clients that count in floating point may write 5.0.</summary>
    public static long? Integer(this JsonElement parent, string name) =>
        parent.Number(name) is { } number ? Integer(number) : null;

    internal static long? Integer(double number) =>
        Math.Abs(number) <= 9_007_199_254_740_991 && number == Math.Floor(number) ? (long)number : null;

    /// <summary>Null when there is no such field, or when it has another type.</summary>
    public static JsonElement? Object(this JsonElement parent, string name) =>
        parent.Field(name, out var value) && value.ValueKind == JsonValueKind.Object
            ? value
            : null;

    /// <summary>Null for a lone surrogate, which is valid JSON but not text.</summary>
    private static string? SafeText(JsonElement value)
    {
        try
        {
            return value.GetString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}
