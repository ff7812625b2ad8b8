using System.Text.Json;
using System.Text.Json.Serialization;
using Actors.World;

namespace Actors.Storage;

/// <summary>Values that are stored as text in a column.</summary>
internal static class StoredJson
{
    private static readonly JsonSerializerOptions Options = Create();

    public static string Write(HandoffRoster roster) => JsonSerializer.Serialize(roster, Options);

    /// <summary>
    /// The roster that a seal wrote, perhaps on an older or a newer server. Null when it cannot be read: a room without its roster admits everybody again, but a room that
    /// cannot be activated admits nobody.
    /// </summary>
    public static HandoffRoster? ReadRoster(string? json)
    {
        try
        {
            return json is not null && JsonSerializer.Deserialize<HandoffRoster>(json, Options) is { Players: { } players }
                ? new HandoffRoster([.. players.Where(static player => player.Record is not null).Select(static player => player.Items is null ? player with { Items = [] } : player)])
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static JsonSerializerOptions Create()
    {
        var options = new JsonSerializerOptions { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };
        WorldJson.AddConverters(options);
        return options;
    }
}
