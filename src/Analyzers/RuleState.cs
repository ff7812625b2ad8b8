using System.Collections.Generic;
using Microsoft.CodeAnalysis;

namespace Actors.Analyzers;

/// <summary>Which fields of a type are state that nobody persists.</summary>
internal static class RuleState
{
    private const string InComponents = "keep it in a component of the room, a player or another owner";
    private const string Replaced = "components, events and commands are replaced, never changed; give it init in place of set";
    private const string Frozen = "declare a table that stays as it is as an IReadOnlyList, an IReadOnlyDictionary or a FrozenDictionary; keep anything else in a component";

    private static readonly HashSet<string> Mutable =
    [
        "List", "Dictionary", "HashSet", "Queue", "Stack", "LinkedList", "SortedDictionary", "SortedSet", "SortedList", "PriorityQueue", "ConcurrentDictionary", "ConcurrentQueue", "ConcurrentBag",
        "ConcurrentStack", "ConditionalWeakTable", "StringBuilder", "ArrayList", "Hashtable", "StrongBox", "ThreadLocal", "AsyncLocal",
    ];

    /// <summary>What can change in a member, and the advice; null when nothing can.</summary>
    public static (string What, string Advice)? Find(ISymbol member) => member switch
    {
        IPropertySymbol { SetMethod: { IsInitOnly: false }, IsAbstract: false } property when HasField(property) =>
            ($"{property.ContainingType.Name}.{property.Name}", property.ContainingType.IsRecord ? Replaced : InComponents),
        IFieldSymbol { IsConst: false, IsImplicitlyDeclared: false } field => Find(field),
        _ => null,
    };

    private static (string What, string Advice)? Find(IFieldSymbol field)
    {
        var name = $"{field.ContainingType.Name}.{field.Name}";
        if (!field.IsReadOnly)
            return (name, InComponents);
        return Mutable.Contains(field.Type.Name) && field.Type.ContainingNamespace?.ToDisplayString().StartsWith("System", System.StringComparison.Ordinal) == true ? (name, Frozen) : null;
    }

    private static bool HasField(IPropertySymbol property)
    {
        foreach (var member in property.ContainingType.GetMembers())
        {
            if (member is IFieldSymbol field && SymbolEqualityComparer.Default.Equals(field.AssociatedSymbol, property))
                return true;
        }
        return false;
    }
}
