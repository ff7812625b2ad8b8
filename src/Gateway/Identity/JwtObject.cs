using System.Text.Json;
using System.Text.Unicode;

namespace Actors.Gateway.Identity;

/// <summary>Reads the JSON objects of a token strictly, because tokens are forged with objects in which two parsers see different members.</summary>
internal static class JwtObject
{
    private static readonly JsonDocumentOptions Options = new() { AllowDuplicateProperties = false, MaxDepth = 8 };

    /// <summary>Null when the bytes are not one JSON object in UTF-8 whose names, also those written with escapes, are all different. The caller disposes of it.</summary>
    public static JsonDocument? Parse(byte[]? utf8)
    {
        if (utf8 is null || !Utf8.IsValid(utf8))
            return null;
        try
        {
            var document = JsonDocument.Parse(utf8, Options);
            if (document.RootElement.ValueKind == JsonValueKind.Object)
                return document;
            document.Dispose();
            return null;
        }
        catch (Exception bad) when (bad is JsonException or InvalidOperationException)
        {
            // The platform's parser throws on bad input, including a name that is not text; this method does not.
            return null;
        }
    }
}
