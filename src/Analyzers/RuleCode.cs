using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace Actors.Analyzers;

/// <summary>Which code of a compilation a room executes: the types that rules consist of, and everything else that is given a room.</summary>
internal sealed class RuleCode
{
    private const string World = "Actors.World.";

    private static readonly string[] Bases =
    [
        "Verb", "RoomSystem", "CreatureMind", "RoomHook", "ItemBehaviour", "ExitBehaviour", "RoomEvent", "Command",
    ];

    private readonly ImmutableArray<INamedTypeSymbol> _bases;
    private readonly ImmutableArray<INamedTypeSymbol> _rooms;
    private readonly INamedTypeSymbol? _module;
    private readonly INamedTypeSymbol? _component;

    private RuleCode(Compilation compilation)
    {
        _bases = Find(compilation, Bases);
        _rooms = Find(compilation, "RoomState", "VerbContext", "MindContext");
        _module = compilation.GetTypeByMetadataName(World + "IRulesModule");
        _component = compilation.GetTypeByMetadataName(World + "ComponentAttribute");
    }

    /// <summary>Null when the compilation knows nothing of rules.</summary>
    public static RuleCode? Of(Compilation compilation) => new RuleCode(compilation) is { _rooms.IsEmpty: false } code ? code : null;

    /// <summary>Whether a room executes the code of this member.</summary>
    public bool Contains(ISymbol member)
    {
        if (member is IMethodSymbol method && TakesRoom(method))
            return true;
        for (var type = member as INamedTypeSymbol ?? member.ContainingType; type is not null; type = type.ContainingType)
        {
            if (IsPart(type))
                return true;
        }
        return false;
    }

    /// <summary>Whether rules consist of such types, or the type is a static class that helps them.</summary>
    public bool IsPart(INamedTypeSymbol type)
    {
        if (type.IsStatic)
            return type.GetMembers().OfType<IMethodSymbol>().Any(TakesRoom);
        if (type.AllInterfaces.Contains(_module!, SymbolEqualityComparer.Default) || type.GetAttributes().Any(attribute => IsSame(attribute.AttributeClass, _component)))
            return true;
        for (var at = type.BaseType; at is not null; at = at.BaseType)
        {
            if (_bases.Any(known => IsSame(known, at)))
                return true;
        }
        return false;
    }

    private bool TakesRoom(IMethodSymbol method) => method.Parameters.Any(parameter => _rooms.Any(room => IsSame(room, parameter.Type)));

    private static bool IsSame(ITypeSymbol? one, ITypeSymbol? other) => one is not null && SymbolEqualityComparer.Default.Equals(one.OriginalDefinition, other);

    private static ImmutableArray<INamedTypeSymbol> Find(Compilation compilation, params string[] names) =>
        [.. names.Select(name => compilation.GetTypeByMetadataName(World + name)).OfType<INamedTypeSymbol>()];
}
