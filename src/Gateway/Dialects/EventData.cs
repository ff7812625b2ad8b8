using System.Text.Json;
using Actors.World;

namespace Actors.Gateway.Dialects;

/// <summary>The fields of an event as a JSON object.</summary>
internal static class EventData
{
    public static JsonElement Of(RoomEvent happened)
    {
        var bytes = new System.Buffers.ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            happened.WriteFields(json);
            json.WriteEndObject();
        }
        using var document = JsonDocument.Parse(bytes.WrittenMemory);
        return document.RootElement.Clone();
    }
}
