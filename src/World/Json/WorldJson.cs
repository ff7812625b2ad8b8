using System.Text.Json;

namespace Actors.World;

/// <summary>What the world's JSON has in common, wherever it is written.</summary>
public static class WorldJson
{
    /// <summary>Ids are bare strings and numbers, a place is two numbers in brackets.</summary>
    public static void AddConverters(JsonSerializerOptions options)
    {
        options.Converters.Add(new TextConverter<RoomId>(static id => id.Value, static text => new RoomId(text)));
        options.Converters.Add(new TextConverter<ItemId>(static id => id.Value, static text => new ItemId(text)));
        options.Converters.Add(new TextConverter<ZoneId>(static id => id.Value, static text => new ZoneId(text)));
        options.Converters.Add(new NumberConverter<PlayerId>(static id => id.Value, static number => new PlayerId(number)));
        options.Converters.Add(new NumberConverter<CreatureId>(static id => id.Value, static number => new CreatureId(checked((int)number))));
        options.Converters.Add(new VectorConverter());
    }
}
