using Microsoft.CodeAnalysis;

namespace Actors.Analyzers;

/// <summary>What rules may not do, because a replayed room must come to the same state.</summary>
internal static class RuleDiagnostics
{
    private const string Used = "A rule must not use {0}: {1}";

    public static readonly DiagnosticDescriptor Clock = Make(
        "ACT001", "Rules read no clock: they count ticks", Used,
        "A clock says something else when a recording is played, when a room goes on at another node, and in a test. The room's time is its tick.");

    public static readonly DiagnosticDescriptor Chance = Make(
        "ACT002", "Rules have no chance but the room's", Used,
        "The room's own generator is part of its state: a room that is played again draws the same numbers.");

    public static readonly DiagnosticDescriptor Outside = Make(
        "ACT003", "Rules know nothing outside their room", Used,
        "A file, a socket or the environment is another one elsewhere, and a rule that waits for it holds up the room. What comes from outside comes in as a command, and is recorded.");

    public static readonly DiagnosticDescriptor Threads = Make(
        "ACT004", "Rules run on the room's thread, at once", Used,
        "A room is carried by one thread at a time and needs no lock. What goes on beside it would change the room at a moment that nobody can repeat.");

    public static readonly DiagnosticDescriptor State = Make(
        "ACT005", "Rules have no state of their own", "{0} can change: {1}",
        "One object of a rule serves all rooms of a node, on several threads, and none of its fields is persisted, recorded or moved with a room. State lives in components.");

    public static readonly DiagnosticDescriptor Order = Make(
        "ACT006", "Rules do not depend on the order of a hash collection", "The order of {0} is not defined: sort it first, or keep a list",
        "The order in which a hash collection gives its elements depends on its history and on the process.");

    private static DiagnosticDescriptor Make(string id, string title, string message, string description) =>
        new(id, title, message, "Rules", DiagnosticSeverity.Error, isEnabledByDefault: true, description);
}
