using Microsoft.Extensions.Configuration;

namespace Actors.Hosting.Startup;

/// <summary>
/// All options of a program, read from the classes that configuration is bound to: there is no second list that could differ. A section that is bound by
/// itself is added with <see cref="With{T}"/>.
/// </summary>
public sealed class OptionTree
{
    private OptionTree(OptionNode root) => Root = root;

    /// <c>Actors</c>.
    public OptionNode Root { get; }

    /// <summary>Every value, and every list as one, in the order of the classes; <see cref="OptionNode.AnyName"/> where the operator chooses a name.</summary>
    public IEnumerable<(string Key, OptionNode Option)> Values => ValuesBelow(Root.Name, Root);

    /// <summary>All options of a program, from its own options class.</summary>
    public static OptionTree Of<T>()
        where T : NodeOptions, new() => new(OptionNode.Of(NodeOptions.Section, typeof(T), new T())!);

    /// <summary>Adds a section of the root that the class does not have; an existing one stays as it is.</summary>
    public OptionTree With<T>(string section)
        where T : class, new()
    {
        if (Root.Child(section) is null)
            Root.Add(OptionNode.Of(section, typeof(T), new T())!);
        return this;
    }

    /// <param name="key">From the root: <c>Actors:Http:Port</c>; in any case.</param>
    /// <returns>Null when there is no such option.</returns>
    public OptionNode? Find(string key)
    {
        var names = key.Split(ConfigurationPath.KeyDelimiter);
        var node = names[0].Equals(Root.Name, StringComparison.OrdinalIgnoreCase) ? Root : null;
        foreach (var name in names.Skip(1))
            node = node?.Child(name);
        return node;
    }

    /// <summary>Every value that has a default or is set: the names of maps are those of the defaults and of the configuration.</summary>
    internal IEnumerable<(string Key, OptionNode Option)> ValuesIn(IConfiguration configuration) => ValuesIn(configuration, Root.Name, Root);

    private static IEnumerable<(string, OptionNode)> ValuesIn(IConfiguration configuration, string key, OptionNode node)
    {
        if (node.Kind == OptionKind.Value)
            return [(key, node)];
        if (node.Kind == OptionKind.List)
            return [];
        var names = node.Kind == OptionKind.Group
            ? node.Children.Select(static child => child.Name)
            : node.Children.SkipLast(1).Select(static child => child.Name)
                .Concat(configuration.GetSection(key).GetChildren().Select(static child => child.Key)).Distinct(StringComparer.OrdinalIgnoreCase);
        return names.SelectMany(name => ValuesIn(configuration, ConfigurationPath.Combine(key, name), node.Child(name)!));
    }

    private static IEnumerable<(string, OptionNode)> ValuesBelow(string key, OptionNode node) => node.Kind switch
    {
        OptionKind.Value or OptionKind.List => [(key, node)],
        OptionKind.Group => node.Children.SelectMany(child => ValuesBelow(ConfigurationPath.Combine(key, child.Name), child)),
        _ => ValuesBelow(ConfigurationPath.Combine(key, OptionNode.AnyName), node.Children[^1]),
    };
}
