using System.Text.Json;

namespace Actors.Tools.Load;

/// <summary>The `type` and `code` of a JSON message, without building the rest of it.</summary>
internal readonly record struct MessageHead(string? Type, string? Code)
{
    /// <summary>Both are null if it is not a JSON object.</summary>
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

    /// <summary>The head of an event of Socket.IO, <c>["name",{"code":...}]</c>: its name, and the code of an error.</summary>
    public static MessageHead ReadEvent(ReadOnlySpan<byte> utf8)
    {
        var reader = new Utf8JsonReader(utf8);
        try
        {
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartArray || !reader.Read() || reader.TokenType != JsonTokenType.String)
                return default;
            var name = reader.GetString();
            if (name != "error")
                return new MessageHead(name, null);
            while (reader.Read())
            {
                if (reader is { TokenType: JsonTokenType.PropertyName, CurrentDepth: 2 } && reader.ValueTextEquals("code"u8) && reader.Read())
                    return new MessageHead(name, reader.TokenType == JsonTokenType.String ? reader.GetString() : null);
            }
            return new MessageHead(name, null);
        }
        catch (JsonException)
        {
            return default;
        }
    }
}
