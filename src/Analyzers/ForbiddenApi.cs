using System.Collections.Generic;
using Microsoft.CodeAnalysis;

namespace Actors.Analyzers;

/// <summary>What a rule must not call, and what it does instead.</summary>
internal static class ForbiddenApi
{
    private const string Ticks = "count ticks with room.Tick; what is to happen later is a timer, room.StartTimer";
    private const string Random = "use room.Random";
    private const string Numbers = "use room.Random, or count one up in a component of the room";
    private const string HashCodes = "it is another in each process; use the value itself";
    private const string Outside = "a rule sees its room alone; let what it needs come in as a command, and what it has to tell go out as an event";
    private const string Culture = "use CultureInfo.InvariantCulture";
    public const string Threads = "a room's rules run one at a time; do it at once, or later with room.StartTimer or a system";

    private static readonly Dictionary<string, (DiagnosticDescriptor Rule, string Advice)> Members = new()
    {
        ["System.DateTime.Now"] = (RuleDiagnostics.Clock, Ticks),
        ["System.DateTime.UtcNow"] = (RuleDiagnostics.Clock, Ticks),
        ["System.DateTime.Today"] = (RuleDiagnostics.Clock, Ticks),
        ["System.DateTimeOffset.Now"] = (RuleDiagnostics.Clock, Ticks),
        ["System.DateTimeOffset.UtcNow"] = (RuleDiagnostics.Clock, Ticks),
        ["System.Environment.TickCount"] = (RuleDiagnostics.Clock, Ticks),
        ["System.Environment.TickCount64"] = (RuleDiagnostics.Clock, Ticks),
        ["System.TimeZoneInfo.Local"] = (RuleDiagnostics.Clock, Ticks),
        ["System.Guid.NewGuid"] = (RuleDiagnostics.Chance, Numbers),
        ["System.Guid.CreateVersion7"] = (RuleDiagnostics.Chance, Numbers),
        ["System.IO.Path.GetRandomFileName"] = (RuleDiagnostics.Chance, Random),
        ["System.Object.GetHashCode"] = (RuleDiagnostics.Chance, HashCodes),
        ["System.String.GetHashCode"] = (RuleDiagnostics.Chance, HashCodes),
        ["System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode"] = (RuleDiagnostics.Chance, HashCodes),
        ["System.Globalization.CultureInfo.CurrentCulture"] = (RuleDiagnostics.Outside, Culture),
        ["System.Globalization.CultureInfo.CurrentUICulture"] = (RuleDiagnostics.Outside, Culture),
        ["System.Linq.ParallelEnumerable.AsParallel"] = (RuleDiagnostics.Threads, Threads),
    };

    private static readonly Dictionary<string, (DiagnosticDescriptor Rule, string Advice)> Types = new()
    {
        ["System.TimeProvider"] = (RuleDiagnostics.Clock, Ticks),
        ["System.Diagnostics.Stopwatch"] = (RuleDiagnostics.Clock, Ticks),
        ["System.Threading.Timer"] = (RuleDiagnostics.Clock, Ticks),
        ["System.Threading.PeriodicTimer"] = (RuleDiagnostics.Clock, Ticks),
        ["System.Random"] = (RuleDiagnostics.Chance, Random),
        ["System.Security.Cryptography.RandomNumberGenerator"] = (RuleDiagnostics.Chance, Random),
        ["System.HashCode"] = (RuleDiagnostics.Chance, HashCodes),
        ["System.Console"] = (RuleDiagnostics.Outside, Outside),
        ["System.Environment"] = (RuleDiagnostics.Outside, Outside),
        ["System.AppContext"] = (RuleDiagnostics.Outside, Outside),
        ["System.Diagnostics.Process"] = (RuleDiagnostics.Outside, Outside),
    };

    private static readonly (string Namespace, DiagnosticDescriptor Rule, string Advice)[] Namespaces =
    [
        ("System.Timers", RuleDiagnostics.Clock, Ticks),
        ("System.Threading", RuleDiagnostics.Threads, Threads),
        ("System.IO", RuleDiagnostics.Outside, Outside),
        ("System.Net", RuleDiagnostics.Outside, Outside),
        ("System.Data", RuleDiagnostics.Outside, Outside),
        ("Microsoft.Win32", RuleDiagnostics.Outside, Outside),
    ];

    /// <summary>Types of <c>System.IO</c> that touch nothing but memory.</summary>
    private static readonly HashSet<string> Harmless =
    [
        "System.IO.MemoryStream", "System.IO.Path", "System.IO.Stream", "System.IO.StringReader", "System.IO.StringWriter", "System.IO.TextReader", "System.IO.TextWriter",
    ];

    /// <summary>Null: it may be called.</summary>
    /// <param name="from">The member that calls it.</param>
    public static (DiagnosticDescriptor Rule, string Advice)? Find(ISymbol called, ISymbol from) =>
        // A record that contains a list must define its own equality, and then a hash code, too.
        Find(called) is var (rule, advice) && !(advice == HashCodes && from.Name == nameof(GetHashCode)) ? (rule, advice) : null;

    private static (DiagnosticDescriptor Rule, string Advice)? Find(ISymbol called)
    {
        if (called.ContainingType?.OriginalDefinition is not { } type)
            return null;
        var name = NameOf(type);
        if (Members.TryGetValue($"{name}.{called.Name}", out var member))
            return member;
        if (Types.TryGetValue(name, out var whole))
            return whole;
        if (Harmless.Contains(name) || name.EndsWith("Exception", System.StringComparison.Ordinal))
            return null;
        foreach (var (space, rule, advice) in Namespaces)
        {
            if (name.StartsWith(space + ".", System.StringComparison.Ordinal))
                return (rule, advice);
        }
        return null;
    }

    private static string NameOf(INamedTypeSymbol type) => $"{type.ContainingNamespace?.ToDisplayString()}.{type.Name}";
}
