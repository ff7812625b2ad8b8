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
        WorldJson.AddConverters(options);
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
}
