using System.Globalization;
using System.Text;
using Microsoft.Extensions.Configuration;

namespace Actors.Hosting.Startup;

/// <summary>The text of <c>--help</c>: every option by its group, with its possible values, its default and its meaning.</summary>
internal static class OptionHelp
{
    public static string Of(OptionTree known, string program, IReadOnlyList<ProgramCommand> commands)
    {
        var text = new StringBuilder($"""
            {program}: a server for multiplayer game worlds.

            Options are arguments (--Actors:Http:Port=8081), variables of the environment (Actors__Http__Port=8081) or stand in appsettings.json beside the program.
            Paths are relative to the directory from which it is started. NAME is a name of your choosing.

              --help       this list
              --version    the version
            """).AppendLine();
        if (commands.Count > 0)
            text.AppendLine().AppendLine("Commands stand before the options; --help behind one lists its options:");
        foreach (var command in commands)
            text.AppendLine($"  {command.Name}  {command.Meaning}");
        var meaning = new OptionMeaning();
        foreach (var group in known.Values.GroupBy(static value => ConfigurationPath.GetParentPath(value.Key)))
        {
            text.AppendLine().Append(group.Key).AppendLine(":");
            foreach (var (key, option) in group)
                text.AppendLine($"  {ConfigurationPath.GetSectionKey(key)}  ({OptionValue.Form(option)}{Defaults(known, key, option)})").AppendLine(Indented(meaning.Of(option)));
        }
        return text.ToString();
    }

    /// <summary>"; 8080", or "; main 3000, mud 8000" where existing names have defaults of their own.</summary>
    private static string Defaults(OptionTree known, string key, OptionNode option)
    {
        if (option.Kind != OptionKind.Value)
            return "";
        const string Any = $":{OptionNode.AnyName}:";
        var defaults = new List<string>();
        var at = key.IndexOf(Any, StringComparison.Ordinal);
        foreach (var named in at < 0 ? [] : known.Find(key[..at])!.Children.SkipLast(1))
        {
            if (known.Find(key.Replace(Any, $":{named.Name}:", StringComparison.Ordinal)) is { } own && !Equals(own.Default, option.Default))
                defaults.Add($"{named.Name} {Text(own.Default)}");
        }
        if (defaults.Count == 0 && Text(option.Default) is { Length: > 0 } standard)
            defaults.Add(standard);
        return defaults.Count == 0 ? "" : $"; {string.Join(", ", defaults)}";
    }

    private static string Text(object? standard) => standard is Enum or bool ? $"{standard}".ToLowerInvariant() : Convert.ToString(standard, CultureInfo.InvariantCulture) ?? "";

    private static string Indented(string meaning) => $"      {meaning}".TrimEnd();
}
