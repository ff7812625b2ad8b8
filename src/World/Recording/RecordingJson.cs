using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Actors.World;

/// <summary>
/// How the rules' own types are written for people and tools. Members of a closed family have their type's name as <c>$</c>, ids are bare strings
/// and numbers, a place is two numbers in brackets, a hash is sixteen hexadecimal digits. Anything unknown is refused, not ignored.
/// </summary>
public static class RecordingJson
{
    private static readonly Type[] Families = [typeof(RecordingLine), typeof(RoomInput), typeof(Command), typeof(Reply), typeof(RoomEvent)];

    /// <summary>Read-only, and created once.</summary>
    public static JsonSerializerOptions Options { get; } = Create();

    private static JsonSerializerOptions Create()
    {
        var resolver = new DefaultJsonTypeInfoResolver();
        resolver.Modifiers.Add(AddDerivedTypes);
        resolver.Modifiers.Add(RequireMembers);
        resolver.Modifiers.Add(OmitTokenHash);
        var options = new JsonSerializerOptions
        {
            TypeInfoResolver = resolver,
            PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
            DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
            UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
            AllowDuplicateProperties = false,
            IgnoreReadOnlyProperties = true,
            RespectNullableAnnotations = true,
            NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            MaxDepth = 32,
        };
        WorldJson.AddConverters(options);
        options.Converters.Add(new JsonStringEnumConverter<Resource>(JsonNamingPolicy.CamelCase, allowIntegerValues: false));
        options.MakeReadOnly();
        return options;
    }

    private static void AddDerivedTypes(JsonTypeInfo type)
    {
        if (!Families.Contains(type.Type))
            return;
        type.PolymorphismOptions = new JsonPolymorphismOptions { TypeDiscriminatorPropertyName = "$" };
        foreach (var member in type.Type.Assembly.GetTypes().Where(member => member is { IsAbstract: false, IsVisible: true } && member.IsSubclassOf(type.Type)))
            type.PolymorphismOptions.DerivedTypes.Add(new JsonDerivedType(member, member.Name));
    }

    /// <summary>Makes the members of inputs required, unless they may be null. Members of content that rules have gained since may be missing, and get their defaults.</summary>
    private static void RequireMembers(JsonTypeInfo type)
    {
        foreach (var property in type.Properties)
        {
            if (property is { AssociatedParameter: not null, Set: not null })
                property.IsRequired = !property.IsSetNullable;
        }
    }

    /// <summary>Recordings are passed around, so they do not contain the hash by which a player proves its identity. No rule uses it.</summary>
    private static void OmitTokenHash(JsonTypeInfo type)
    {
        if (type.Type == typeof(PlayerRecord))
            type.Properties.Remove(type.Properties.Single(static property => property.Name == "tokenHash"));
    }
}
