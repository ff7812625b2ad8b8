using System.Text.Json;

namespace Actors.SocketIO;

/// <summary>The rules for the payload of a packet that came from a client.</summary>
internal static class SocketIOJson
{
    public static readonly JsonElement EmptyObject = JsonElement.Parse("{}"u8);

    /// <summary>False: the text is not JSON. An empty text is allowed, and gives null.</summary>
    public static bool TryParse(ReadOnlySpan<byte> utf8, int maxDepth, out JsonElement? json)
    {
        json = null;
        if (utf8.IsEmpty)
            return true;
        try
        {
            json = JsonElement.Parse(utf8, new JsonDocumentOptions { MaxDepth = maxDepth });
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    /// <summary>An array that begins with the name of an event. The reference parser also accepts a number as a name.</summary>
    public static bool IsEvent(JsonElement? json)
    {
        if (json is not { ValueKind: JsonValueKind.Array } array || array.GetArrayLength() == 0)
            return false;
        var name = array[0];
        return name.ValueKind == JsonValueKind.Number
            || (name.ValueKind == JsonValueKind.String && TryGetString(name, out var text) && !SocketIOPacket.IsReserved(text));
    }

    /// <summary>Whether every placeholder in a binary packet has its attachment.</summary>
    public static bool ArePlaceholdersValid(JsonElement value, int attachments)
    {
        try
        {
            return AreValid(value, attachments);
        }
        catch (InvalidOperationException)
        {
            // The name of a property may also be invalid text, and looking for another property compares with it
            return false;
        }
    }

    private static bool AreValid(JsonElement value, int attachments)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Array:
                foreach (var item in value.EnumerateArray())
                {
                    if (!AreValid(item, attachments))
                        return false;
                }
                return true;
            case JsonValueKind.Object when TryGetPlaceholder(value, out var number):
                return (uint)number < (uint)attachments;
            case JsonValueKind.Object:
                foreach (var property in value.EnumerateObject())
                {
                    if (!AreValid(property.Value, attachments))
                        return false;
                }
                return true;
            default:
                return true;
        }
    }

    /// <summary>A placeholder whose number is not valid gives -1: it is a placeholder, and belongs to no attachment.</summary>
    public static bool TryGetPlaceholder(JsonElement value, out int number)
    {
        number = -1;
        if (value.ValueKind != JsonValueKind.Object
            || !value.TryGetProperty("_placeholder"u8, out var mark) || mark.ValueKind != JsonValueKind.True)
            return false;
        if (!value.TryGetProperty("num"u8, out var num) || num.ValueKind != JsonValueKind.Number || !num.TryGetInt32(out number))
            number = -1;
        return true;
    }

    /// <summary>A string may be valid JSON and yet invalid text: half a surrogate pair, escaped.</summary>
    public static bool TryGetString(JsonElement element, out string text)
    {
        try
        {
            text = element.GetString()!;
            return true;
        }
        catch (InvalidOperationException)
        {
            text = "";
            return false;
        }
    }
}
