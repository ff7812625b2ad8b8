using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Actors.Analyzers;

/// <summary>Whether a sequence comes in the order of a hash collection.</summary>
internal static class HashOrder
{
    private static readonly HashSet<string> HashCollections =
    [
        "HashSet", "Dictionary", "ConcurrentDictionary", "ConcurrentBag", "FrozenSet", "FrozenDictionary", "ImmutableHashSet", "ImmutableDictionary", "Hashtable",
        "ISet", "IReadOnlySet", "IDictionary", "IReadOnlyDictionary",
    ];

    /// <summary>LINQ methods that give the same in whatever order the elements come, and those that put them in order.</summary>
    private static readonly HashSet<string> WithoutOrder =
    [
        "All", "Any", "Contains", "Count", "LongCount", "Max", "Min", "Order", "OrderBy", "OrderByDescending", "OrderDescending", "Single", "SingleOrDefault",
        "ToDictionary", "ToHashSet", "ToLookup", "TryGetNonEnumeratedCount",
    ];

    /// <summary>LINQ methods that pass elements on in the order in which they come.</summary>
    private static readonly HashSet<string> InOrder =
    [
        "AsEnumerable", "Append", "Cast", "Concat", "DefaultIfEmpty", "Distinct", "DistinctBy", "Except", "ExceptBy", "Intersect", "IntersectBy", "OfType", "Prepend", "Select", "SelectMany",
        "Union", "UnionBy", "Where",
    ];

    public static bool Is(IOperation source) => Unwrap(source) switch
    {
        IInvocationOperation call when IsLinq(call.TargetMethod) => InOrder.Contains(call.TargetMethod.Name) && call.Arguments.Length > 0 && Is(call.Arguments[0].Value),
        IPropertyReferenceOperation { Property.Name: "Keys" or "Values", Instance: { } of } => IsCollection(Unwrap(of).Type),
        var other => IsCollection(other.Type),
    };

    /// <summary>Whether a call takes the elements one by one, so that their order may matter.</summary>
    public static bool TakesInOrder(IArgumentOperation argument)
    {
        if (argument.Parameter is not { } parameter)
            return false;
        var method = parameter.ContainingSymbol as IMethodSymbol;
        if (method is not null && IsLinq(method))
            return parameter.Ordinal == 0 && !WithoutOrder.Contains(method.Name) && !InOrder.Contains(method.Name) && !IsSumOfWholes(method);
        // A frozen or sorted copy does not depend on the order of the elements; nor does another hash collection.
        return IsSequence(parameter.Type) && !(method?.ContainingType is { } made && (IsCollection(made) || made.Name is "FrozenSet" or "FrozenDictionary" or "SortedSet" or "SortedDictionary"));
    }

    public static string NameOf(IOperation source) => Unwrap(source).Syntax.ToString();

    private static IOperation Unwrap(IOperation operation)
    {
        while (operation is IConversionOperation or IParenthesizedOperation)
            operation = operation.ChildOperations.First();
        return operation;
    }

    private static bool IsLinq(IMethodSymbol method) => method.ContainingType is { Name: "Enumerable" or "ImmutableArrayExtensions", ContainingNamespace.Name: "Linq" };

    private static bool IsSumOfWholes(IMethodSymbol method) =>
        method.Name == "Sum" && method.ReturnType.SpecialType is SpecialType.System_Int32 or SpecialType.System_Int64 or SpecialType.System_Decimal;

    private static bool IsSequence(ITypeSymbol type) => type.OriginalDefinition.SpecialType is SpecialType.System_Collections_Generic_IEnumerable_T or SpecialType.System_Collections_IEnumerable;

    private static bool IsCollection(ITypeSymbol? type)
    {
        for (var at = type; at is not null; at = at.BaseType)
        {
            var named = at.ContainingType ?? at;
            if (HashCollections.Contains(named.Name) && named.ContainingNamespace?.ToDisplayString().StartsWith("System.Collections", System.StringComparison.Ordinal) == true)
                return true;
        }
        return false;
    }
}
