using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Actors.Codecs.MessagePack;

namespace Actors.Gateway.Dialects.Native.Reading;

/// <summary>Converts a MessagePack map to the equivalent JSON.</summary>
internal static class PackJson
{
    /// <summary>As deep as it may be in a JSON message, which is one level itself.</summary>
    private const int MaxDepth = 15;

    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    /// <summary>Null: it is not a map, is too deep, or contains something that JSON cannot express.</summary>
    public static string? Of(MessagePackReader map)
    {
        if (map.NextKind != MessagePackKind.Map)
            return null;
        var bytes = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(bytes, Options))
        {
            if (!TryWrite(ref map, json, 0))
                return null;
        }
        return Encoding.UTF8.GetString(bytes.WrittenSpan);
    }

    private static bool TryWrite(ref MessagePackReader reader, Utf8JsonWriter json, int depth)
    {
        switch (reader.NextKind)
        {
            case MessagePackKind.Nil:
                json.WriteNullValue();
                return reader.TryReadNil();
            case MessagePackKind.Boolean when reader.TryReadBoolean(out var truth):
                json.WriteBooleanValue(truth);
                return true;
            case MessagePackKind.Text when reader.TryReadText(out var text):
                json.WriteStringValue(text);
                return true;
            case MessagePackKind.Integer when reader.TryReadInt64(out var whole):
                json.WriteNumberValue(whole);
                return true;
            case MessagePackKind.Integer or MessagePackKind.Float when reader.TryReadDouble(out var number) && double.IsFinite(number):
                json.WriteNumberValue(number);
                return true;
            case MessagePackKind.Array when depth < MaxDepth && reader.TryReadArrayHeader(out var items):
                json.WriteStartArray();
                for (; items > 0; items--)
                {
                    if (!TryWrite(ref reader, json, depth + 1))
                        return false;
                }
                json.WriteEndArray();
                return true;
            case MessagePackKind.Map when depth < MaxDepth && reader.TryReadMapHeader(out var pairs):
                json.WriteStartObject();
                for (; pairs > 0; pairs--)
                {
                    if (!reader.TryReadText(out var key))
                        return false;
                    json.WritePropertyName(key);
                    if (!TryWrite(ref reader, json, depth + 1))
                        return false;
                }
                json.WriteEndObject();
                return true;
            default:
                return false;
        }
    }
}
