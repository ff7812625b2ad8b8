using System.Text.Json;

namespace Actors.Tools.Load;

/// <summary>The `type` and `code` of a JSON message, without building the rest of it.</summary>
internal readonly record struct MessageHead(string? Type, string? Code)
{
    /// <summary>Both null when it is not a JSON object.</summary>
    public static MessageHead Read(ReadOnlySpan<byte> utf8)
    {
        string? type = null, code = null;
        var reader = new Utf8JsonReader(utf8);
        try
        {
            while (reader.Read())
            {
                if (reader is not { TokenType: JsonTokenType.PropertyName, CurrentDepth: 1 })
                    continue;
                var isType = reader.ValueTextEquals("type"u8);
                var isCode = reader.ValueTextEquals("code"u8);
                reader.Read();
                if (isType && reader.TokenType == JsonTokenType.String)
                    type = reader.GetString();
                else if (isCode && reader.TokenType == JsonTokenType.String)
                    code = reader.GetString();
                if (type is not null and not ("error" or "goodbye" or "result"))
                    break;
                reader.Skip();
            }
            return new MessageHead(type, code);
        }
        catch (JsonException)
        {
            return default;
        }
    }
}
