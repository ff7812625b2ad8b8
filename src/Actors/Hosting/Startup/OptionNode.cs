using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Reflection;

namespace Actors.Hosting.Startup;

/// <summary>What may stand at a name in the configuration.</summary>
public enum OptionKind
{
    /// <summary>A text, a number or a time: no names are below it.</summary>
    Value,

    /// <summary>The names of a class's properties.</summary>
    Group,

    /// <summary>Names of the operator's choosing, each with the same below it.</summary>
    Map,

    /// <summary>Numbers from 0.</summary>
    List,
}

/// <summary>One name in the configuration and all that may stand below it, as the class that it is bound to has it.</summary>
public sealed class OptionNode
{
    /// <summary>The placeholder for a name of the operator's choosing.</summary>
    public const string AnyName = "NAME";

    private readonly List<OptionNode> _children = [];

    private OptionNode(string name, OptionKind kind, Type type, PropertyInfo? property, object? standard) =>
        (Name, Kind, Type, Property, Default) = (name, kind, type, property, standard);

    /// <summary>Without the names above it; <see cref="AnyName"/> below a map.</summary>
    public string Name { get; }

    /// <summary>What may stand below it.</summary>
    public OptionKind Kind { get; }

    /// <summary>The type of a value, without the <c>?</c> of one that may be missing.</summary>
    public Type Type { get; }

    /// <summary>Null for the root, for a section and in a map or list.</summary>
    public PropertyInfo? Property { get; }

    /// <summary>The value when the option is not set; null: none.</summary>
    public object? Default { get; }

    /// <summary>Of a map: the names that have a default, then <see cref="AnyName"/>.</summary>
    public IReadOnlyList<OptionNode> Children => _children;

    /// <summary>A file or directory: relative to the directory from which the program is started.</summary>
    public bool IsPath => Property?.GetCustomAttribute<DataTypeAttribute>() is { CustomDataType: "Path" };

    /// <summary>A port that is listened on.</summary>
    public bool IsPort => Kind == OptionKind.Value && Type == typeof(int) && Name.EndsWith("Port", StringComparison.Ordinal);

    /// <summary>The child of this name; null when there cannot be one. A map takes any name.</summary>
    public OptionNode? Child(string name) => Kind switch
    {
        OptionKind.Group => Named(name),
        OptionKind.Map => Named(name) ?? _children[^1],
        OptionKind.List => int.TryParse(name, out var index) && index >= 0 ? _children[0] : null,
        _ => null,
    };

    internal void Add(OptionNode child) => _children.Add(child);

    /// <summary>Null when the type cannot be bound from text: a delegate, say.</summary>
    internal static OptionNode? Of(string name, Type declared, object? standard, PropertyInfo? property = null)
    {
        var type = Nullable.GetUnderlyingType(declared) ?? declared;
        if (Argument(type, typeof(IDictionary<,>), 1) is { } named)
            return OfMap(name, type, named, standard, property);
        if (type != typeof(string) && Argument(type, typeof(ICollection<>), 0) is { } element)
        {
            var list = new OptionNode(name, OptionKind.List, type, property, standard);
            if (Of(AnyName, element, null) is not { } each)
                return null;
            list.Add(each);
            return list;
        }
        if (TypeDescriptor.GetConverter(type).CanConvertFrom(typeof(string)))
            return new OptionNode(name, OptionKind.Value, type, property, standard);
        return type.Namespace?.StartsWith("Actors.", StringComparison.Ordinal) == true && type.IsClass && !type.IsAbstract && !type.IsSubclassOf(typeof(Delegate))
            ? OfGroup(name, type, standard ?? Activator.CreateInstance(type)!, property)
            : null;
    }

    private static OptionNode OfGroup(string name, Type type, object standard, PropertyInfo? property)
    {
        var group = new OptionNode(name, OptionKind.Group, type, property, standard);
        var without = property?.GetCustomAttribute<WithoutOptionsAttribute>()?.Names ?? [];
        foreach (var inner in type.GetProperties(BindingFlags.Public | BindingFlags.Instance).OrderBy(Depth))
        {
            var isOption = inner.GetMethod is { IsPublic: true } && inner.GetIndexParameters().Length == 0 && !without.Contains(inner.Name);
            if (isOption && Of(inner.Name, inner.PropertyType, inner.GetValue(standard), inner) is { } child && (inner.SetMethod is { IsPublic: true } || child.Kind != OptionKind.Value))
                group.Add(child);
        }
        return group;
    }

    private static OptionNode OfMap(string name, Type type, Type named, object? standard, PropertyInfo? property)
    {
        var map = new OptionNode(name, OptionKind.Map, type, property, standard);
        foreach (System.Collections.DictionaryEntry entry in standard as System.Collections.IDictionary ?? new Dictionary<string, object>())
            map.Add(Of((string)entry.Key, named, entry.Value)!);
        map.Add(Of(AnyName, named, null)!);
        return map;
    }

    /// <summary>Options of every node come before those of one kind of node.</summary>
    private static int Depth(PropertyInfo property)
    {
        var depth = 0;
        for (var type = property.DeclaringType; type is not null; type = type.BaseType)
            depth++;
        return depth;
    }

    private static Type? Argument(Type type, Type generic, int index) =>
        type.GetInterfaces().Append(type).FirstOrDefault(one => one.IsGenericType && one.GetGenericTypeDefinition() == generic)?.GetGenericArguments()[index];

    private OptionNode? Named(string name) => _children.Find(child => child.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
}
