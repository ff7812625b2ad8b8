using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Actors.System.Tests;

/// <summary>YAML as the readers of deploy/ read it: anchors are followed, and merge keys (<c>&lt;&lt;</c>) are merged; a map's own keys win.</summary>
internal static class Yaml
{
    public static IReadOnlyList<YamlMappingNode> Load(params string[] file)
    {
        var stream = new YamlStream();
        using var reader = new StreamReader(Repository.PathOf(file));
        stream.Load(new MergingParser(new Parser(reader)));
        return [.. stream.Documents.Select(static document => Assert.IsType<YamlMappingNode>(document.RootNode))];
    }

    public static YamlNode? At(this YamlNode? node, params string[] path)
    {
        foreach (var key in path)
            node = node is YamlMappingNode map && map.Children.TryGetValue(new YamlScalarNode(key), out var child) ? child : null;
        return node;
    }

    public static string? Text(this YamlNode? node, params string[] path) => (node.At(path) as YamlScalarNode)?.Value;

    public static IEnumerable<YamlNode> List(this YamlNode? node, params string[] path) => (node.At(path) as YamlSequenceNode)?.Children ?? [];

    public static IEnumerable<(string Key, YamlNode Value)> Entries(this YamlNode? node, params string[] path) =>
        (node.At(path) as YamlMappingNode)?.Children.Select(static pair => (((YamlScalarNode)pair.Key).Value!, pair.Value)) ?? [];
}
