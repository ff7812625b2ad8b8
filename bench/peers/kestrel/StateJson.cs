using System.Buffers;
using System.Text.Json;
using Actors.Bench.Peers;

namespace Actors.Bench.Kestrel;

internal static class StateJson
{
    public static byte[] Encode(IEnumerable<Body> bodies)
    {
        var buffer = new ArrayBufferWriter<byte>(8192);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("type"u8, "state"u8);
            json.WriteNumber("timestamp"u8, TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds());
            json.WriteStartArray("players"u8);
            foreach (var body in bodies)
            {
                json.WriteStartObject();
                json.WriteString("id"u8, body.Id);
                Write(json, "position"u8, body.X, body.Y);
                Write(json, "velocity"u8, body.VelocityX, body.VelocityY);
                json.WriteNumber("lastProcessedInput"u8, body.LastProcessedInput);
                json.WriteEndObject();
            }
            json.WriteEndArray();
            json.WriteEndObject();
        }
        return buffer.WrittenSpan.ToArray();
    }

    private static void Write(Utf8JsonWriter json, ReadOnlySpan<byte> name, double x, double y)
    {
        json.WriteStartObject(name);
        json.WriteNumber("x"u8, Math.Round(x, 3));
        json.WriteNumber("y"u8, Math.Round(y, 3));
        json.WriteEndObject();
    }
}
