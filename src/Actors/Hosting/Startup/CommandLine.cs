using Microsoft.Extensions.Configuration;

namespace Actors.Hosting.Startup;

/// <summary>
/// The program's arguments, with the grammar of .NET's configuration: <c>--NAME=VALUE</c>, <c>--NAME VALUE</c>, or with a slash. .NET silently ignores what it does not
/// understand; here it is reported.
/// </summary>
public sealed class CommandLine
{
    /// <summary>What .NET's host and web server read themselves.</summary>
    private static readonly string[] HostSections = ["Logging", "Kestrel", "AllowedHosts", "environment"];

    private readonly List<string> _keys = [];
    private readonly List<string> _withoutValue = [];
    private readonly List<string> _notUnderstood = [];

    private CommandLine(string[] arguments)
    {
        for (var i = 0; i < arguments.Length; i++)
        {
            var argument = arguments[i];
            var dashes = argument.StartsWith("--", StringComparison.Ordinal) ? 2 : argument.StartsWith('/') ? 1 : 0;
            if (argument is "--help" or "-h" or "-?" or "/?" or "help")
                AsksForHelp = true;
            else if (argument is "--version")
                AsksForVersion = true;
            else if (argument.Length == dashes || (dashes == 0 && (argument.StartsWith('-') || argument.IndexOf('=', StringComparison.Ordinal) < 1)))
                _notUnderstood.Add(argument);
            else if (argument.IndexOf('=', dashes) is > 0 and var equals)
                _keys.Add(argument[dashes..equals]);
            else if (i + 1 == arguments.Length || arguments[i + 1].StartsWith("--", StringComparison.Ordinal))
                _withoutValue.Add(argument[dashes..]);
            else
            {
                _keys.Add(argument[dashes..]);
                i++;
            }
        }
    }

    /// <c>--help</c>, or another spelling of it, is among the arguments.
    public bool AsksForHelp { get; }

    /// <c>--version</c> is among the arguments.
    public bool AsksForVersion { get; }

    /// <summary>Reads all arguments; what cannot be understood is among the <see cref="Problems"/>.</summary>
    public static CommandLine Parse(string[] arguments) => new(arguments);

    /// <summary>What no source of configuration would show: arguments that are no options, and options outside of <c>Actors</c> that nobody reads.</summary>
    public IEnumerable<string> Problems(OptionTree known)
    {
        foreach (var argument in _notUnderstood)
            yield return $"\"{argument}\" is not understood: options are --{NodeOptions.Section}:NAME=VALUE, and --help lists them.";
        foreach (var key in _withoutValue)
            yield return known.Find(key) is not null || IsOfTheHost(key) ? $"--{key} has no value: --{key}=VALUE." : Unknown(known, key);
        foreach (var key in _keys)
        {
            if (!IsBelow(known.Root.Name, key) && !IsOfTheHost(key))
                yield return Unknown(known, key);
        }
    }

    private static string Unknown(OptionTree known, string key) => UnknownOption.Sentence(known, key, $"--{key}", static other => $"--{other}");

    private static bool IsOfTheHost(string key) => Array.Exists(HostSections, section => IsBelow(section, key));

    private static bool IsBelow(string section, string key) =>
        key.Equals(section, StringComparison.OrdinalIgnoreCase) || key.StartsWith(section + ConfigurationPath.KeyDelimiter, StringComparison.OrdinalIgnoreCase);
}
