using Actors.World;
using Microsoft.Extensions.Configuration;

namespace Actors.Hosting.Startup;

/// <summary>Suggests known options for an unknown one.</summary>
internal static class UnknownOption
{
    private const int MaxSuggestions = 3;

    /// <param name="place">As it was written, and where.</param>
    /// <param name="write">How the same author would write another one.</param>
    public static string Sentence(OptionTree known, string key, string place, Func<string, string> write)
    {
        var near = Near(known, key).Take(MaxSuggestions).Select(write).ToList();
        var hint = near.Count == 0 ? "--help lists all." : $"Did you mean {Join(near)}?";
        return $"{place}: there is no such option. {hint}";
    }

    /// <summary>The same key with its unknown names corrected, and with the root if that was left out; else all options whose last name is nearest to the key's last name.</summary>
    private static IEnumerable<string> Near(OptionTree known, string key)
    {
        var names = key.Split(ConfigurationPath.KeyDelimiter);
        var below = Nearest.To(names[0], [known.Root.Name]) is null ? names : names[1..];
        if (Corrected(known.Root, known.Root.Name, below) is { } corrected)
            return [corrected];
        var byLastName = known.Values.ToLookup(static value => ConfigurationPath.GetSectionKey(value.Key)!, static value => value.Key);
        return Nearest.To(names[^1], byLastName.Select(static values => values.Key)) is { } last ? byLastName[last].OrderBy(static value => value.Count(static sign => sign == ':')) : [];
    }

    /// <summary>Null when no known name is near, or the corrected name could not be set.</summary>
    private static string? Corrected(OptionNode node, string key, ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (node.Child(name) is { } child)
                (node, key) = (child, ConfigurationPath.Combine(key, child.Name == OptionNode.AnyName ? name : child.Name));
            else if (Nearest.To(name, node.Children.Select(static one => one.Name)) is { } near)
                (node, key) = (node.Child(near)!, ConfigurationPath.Combine(key, near));
            else
                return null;
        }
        return node.Kind == OptionKind.Value ? key : null;
    }

    private static string Join(IReadOnlyList<string> several) =>
        several.Count == 1 ? several[0] : $"{string.Join(", ", several.SkipLast(1))} or {several[^1]}";
}
