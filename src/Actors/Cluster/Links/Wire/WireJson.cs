using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Actors.World;

namespace Actors.Cluster.Links.Wire;

/// <summary>
/// How what nodes say is written: JSON, in which each message of a closed family bears its type's name as <c>$</c>. The families are found
/// by reflection once, so that a new command or event travels without anything being added here. Ids are written as bare strings and numbers.
/// </summary>
internal static class WireJson
{
    private static readonly Type[] Families = [typeof(LinkMessage), typeof(RoomMessage), typeof(ConnectionMessage), typeof(WorldMessage), typeof(Command), typeof(Reply), typeof(RoomEvent)];

    public static JsonSerializerOptions Options { get; } = Create();

    /// <summary>What can travel: the public types of a family. Internal ones are a node's own affair.</summary>
    internal static IEnumerable<Type> MembersOf(Type family) =>
        family.Assembly.GetTypes().Where(type => type is { IsAbstract: false, IsPublic: true } && type.IsSubclassOf(family));

    private static JsonSerializerOptions Create()
    {
        var resolver = new DefaultJsonTypeInfoResolver();
        resolver.Modifiers.Add(AddMembers);
        resolver.Modifiers.Add(RequireParts);
        var options = new JsonSerializerOptions
        {
            TypeInfoResolver = resolver,
            DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
            IgnoreReadOnlyProperties = true,
            RespectNullableAnnotations = true,
            RespectRequiredConstructorParameters = false,
            MaxDepth = 32,
            NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        };
        options.Converters.Add(new IdConverter<RoomId>(static id => id.Value, static text => new RoomId(text)));
        options.Converters.Add(new IdConverter<ItemId>(static id => id.Value, static text => new ItemId(text)));
        options.Converters.Add(new IdConverter<ZoneId>(static id => id.Value, static text => new ZoneId(text)));
        options.Converters.Add(new PlayerIdConverter());
        options.Converters.Add(new VectorConverter());
        options.MakeReadOnly();
        return options;
    }

    private static void AddMembers(JsonTypeInfo type)
    {
        if (!Families.Contains(type.Type))
            return;
        type.PolymorphismOptions = new JsonPolymorphismOptions
        {
            TypeDiscriminatorPropertyName = "$",
            UnknownDerivedTypeHandling = JsonUnknownDerivedTypeHandling.FailSerialization,
        };
        foreach (var member in MembersOf(type.Type))
            type.PolymorphismOptions.DerivedTypes.Add(new JsonDerivedType(member, member.Name));
    }

    /// <summary>Only what may be null is left out when it is: anything else that is missing makes the message garbled, not half a message.</summary>
    private static void RequireParts(JsonTypeInfo type)
    {
        foreach (var property in type.Properties)
        {
            if (property.Set is not null || property.AssociatedParameter is not null)
                property.IsRequired = !property.IsSetNullable;
        }
    }

    private sealed class IdConverter<T>(Func<T, string> write, Func<string, T> read) : JsonConverter<T>
        where T : struct
    {
        public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            read(reader.GetString() ?? throw new JsonException("An id is a string."));

        public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => writer.WriteStringValue(write(value));
    }

    private sealed class PlayerIdConverter : JsonConverter<PlayerId>
    {
        public override PlayerId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => new(reader.GetInt64());

        public override void Write(Utf8JsonWriter writer, PlayerId value, JsonSerializerOptions options) => writer.WriteNumberValue(value.Value);
    }

    /// <summary>Two numbers in brackets. Doubles come back exactly as they were.</summary>
    private sealed class VectorConverter : JsonConverter<Vector>
    {
        public override Vector Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            if (reader.TokenType != JsonTokenType.StartArray || !reader.Read())
                throw new JsonException("A vector is two numbers.");
            var x = reader.GetDouble();
            reader.Read();
            var y = reader.GetDouble();
            if (!reader.Read() || reader.TokenType != JsonTokenType.EndArray)
                throw new JsonException("A vector is two numbers.");
            return new Vector(x, y);
        }

        public override void Write(Utf8JsonWriter writer, Vector value, JsonSerializerOptions options)
        {
            writer.WriteStartArray();
            writer.WriteNumberValue(value.X);
            writer.WriteNumberValue(value.Y);
            writer.WriteEndArray();
        }
    }
}
