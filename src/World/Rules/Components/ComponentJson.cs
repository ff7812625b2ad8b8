using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Actors.World;

/// <summary>
/// How components, the fields of events and the arguments of commands are written: JSON with names in camel case, enumerations as words, and ids as in the native
/// protocol: those of players, items, rooms and zones as text, those of creatures as numbers.
/// </summary>
internal static class ComponentJson
{
    public static JsonSerializerOptions Options { get; } = Create();

    /// <summary>Whether the exception means that a text does not fit a record (which may itself refuse a value), and not a fault of the reader.</summary>
    public static bool IsMisfit(Exception wrong) => wrong is JsonException or NotSupportedException or ArgumentException or FormatException or InvalidOperationException or OverflowException;

    private static JsonSerializerOptions Create()
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web)
        {
            NumberHandling = JsonNumberHandling.Strict,
            PropertyNameCaseInsensitive = false,
            UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
            AllowDuplicateProperties = false,
            RespectNullableAnnotations = true,
            RespectRequiredConstructorParameters = true,
            IgnoreReadOnlyProperties = true,
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            MaxDepth = 16,
        };
        // If there are two converters for a type, the first counts.
        options.Converters.Add(new PlayerIdConverter());
        WorldJson.AddConverters(options);
        options.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false));
        options.MakeReadOnly(populateMissingResolver: true);
        return options;
    }
}
