using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Actors.World;

/// <summary>Writes a hash as text, because some JSON readers do not support 64-bit integers.</summary>
internal sealed class HashConverter : JsonConverter<ulong>
{
    public override ulong Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        ulong.TryParse(reader.GetString(), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var hash)
            ? hash
            : throw new JsonException("A hash is hexadecimal digits.");

    public override void Write(Utf8JsonWriter writer, ulong value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToString("x16", CultureInfo.InvariantCulture));
}
