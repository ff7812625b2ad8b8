using System.Collections.Concurrent;
using System.Reflection;
using System.Text.Json;

namespace Actors.World;

/// <summary>Writes the fields of an event that does not write them itself.</summary>
internal static class EventFields
{
    private static readonly ConcurrentDictionary<Type, PropertyInfo[]> Known = new();

    public static void Write(Utf8JsonWriter json, RoomEvent happened)
    {
        foreach (var property in Known.GetOrAdd(happened.GetType(), PropertiesOf))
        {
            json.WritePropertyName(JsonNamingPolicy.CamelCase.ConvertName(property.Name));
            JsonSerializer.Serialize(json, property.GetValue(happened), property.PropertyType, ComponentJson.Options);
        }
    }

    /// <summary>Those of the record itself, in the order of its constructor.</summary>
    private static PropertyInfo[] PropertiesOf(Type type) =>
    [
        .. type.GetConstructors().OrderByDescending(static constructor => constructor.GetParameters().Length).First().GetParameters()
            .Select(parameter => type.GetProperty(parameter.Name!)).OfType<PropertyInfo>().Where(static property => property.Name != nameof(RoomEvent.At)),
    ];
}
