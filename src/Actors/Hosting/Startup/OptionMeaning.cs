using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;

namespace Actors.Hosting.Startup;

/// <summary>What an option means, in the words of its property's comment: the compiler writes them into a file beside each assembly.</summary>
internal sealed partial class OptionMeaning
{
    private readonly Dictionary<Assembly, Dictionary<string, string>> _files = [];

    /// <returns>Empty when the file was not shipped.</returns>
    public string Of(OptionNode option) =>
        option.Property is { DeclaringType: { } type } property && FileOf(type.Assembly).TryGetValue($"P:{type.FullName!.Replace('+', '.')}.{property.Name}", out var summary) ? summary : "";

    private Dictionary<string, string> FileOf(Assembly assembly)
    {
        if (_files.TryGetValue(assembly, out var members))
            return members;
        try
        {
            members = XDocument.Load(Path.ChangeExtension(assembly.Location, ".xml")).Descendants("member")
                .ToDictionary(static member => (string)member.Attribute("name")!, static member => Text(member.Element("summary")), StringComparer.Ordinal);
        }
        catch (Exception missing) when (missing is IOException or XmlException or UnauthorizedAccessException or ArgumentException)
        {
            members = [];
        }
        return _files[assembly] = members;
    }

    private static string Text(XElement? summary) => summary is null ? "" : Blank().Replace(string.Concat(summary.Nodes().Select(Text)), " ").Trim();

    private static string Text(XNode node) => node switch
    {
        XElement { Value.Length: > 0 } element => element.Value,
        XElement element => ((string?)element.Attribute("langword") ?? (string?)element.Attribute("cref") ?? "").Split('.', ':')[^1],
        XText text => text.Value,
        _ => "",
    };

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blank();
}
