using System.CommandLine;
using Actors.Rules;
using Actors.Tools.Common;
using Actors.Tools.Common.Terminal;
using Actors.World;
using CommandLineCommand = System.CommandLine.Command;

namespace Actors.Tools.Replay;

/// <summary>
/// Plays a room's recording. The rules that ship with the server are those of this build, which makes a difference worth knowing; an author's rules are loaded
/// from their assembly.
/// </summary>
internal static class ReplayCommand
{
    public static CommandLineCommand Create()
    {
        var file = new Argument<FileInfo>("FILE") { Description = "A recording" };
        var to = new Option<long?>("--to") { Description = "Stop after this world tick, and print the room's state" };
        var print = new Option<string[]>("--print") { Description = "What to print: inputs with their answers, events, the state at the end", AllowMultipleArgumentsPerToken = true };
        print.AcceptOnlyFromAmong("inputs", "events", "state");
        var rules = new Option<FileInfo?>("--rules") { Description = "The assembly of rules of your own that the room was run by: PATH.dll" };
        var module = new Option<string?>("--module") { Description = "The one type in it that is a module; else all are" };
        var json = new Option<bool>("--json") { Description = "Print JSON, one object a line" };
        var command = new CommandLineCommand("replay", "Plays a room's recording; exit code 1 when it does not come to the recorded hashes") { file, to, print, rules, module, json };
        command.SetAction(parsed =>
        {
            var wanted = parsed.GetValue(print) ?? [];
            var stop = parsed.GetValue(to);
            IReplayPrinter printer = parsed.GetValue(json) ? new JsonPrinter(Console.Out) : new TextPrinter(Console.Out, Output.Capabilities);
            try
            {
                var loaded = parsed.GetValue(rules) is { } assembly ? RulesAssembly.Load(assembly.FullName, parsed.GetValue(module)) : [];
                return Run(parsed.GetValue(file)!.FullName, loaded, stop, wanted, printer);
            }
            catch (Exception cannot) when (cannot is IOException or UnauthorizedAccessException or RulesException)
            {
                return Failure.Say(cannot.Message);
            }
        });
        return command;
    }

    private static int Run(string path, IReadOnlyList<IRulesModule> loaded, long? to, string[] wanted, IReplayPrinter printer)
    {
        var (inputs, events) = (wanted.Contains("inputs", StringComparer.Ordinal), wanted.Contains("events", StringComparer.Ordinal));
        var result = RecordingPlayer.Play(Lines(path), RulesOf(path, loaded), to ?? long.MaxValue, (line, replay) =>
        {
            if (inputs && line is RecordingLine.Input input)
                printer.Input(input, replay.Reply);
            if (!events)
                return;
            foreach (var happened in replay.Effects.Events)
                printer.Event(replay.Room.Tick, happened);
        });
        if (result.Outcome == ReplayOutcome.Unreadable)
            return Failure.Say($"{path}: {result.Why}");
        if (to is not null || wanted.Contains("state", StringComparer.Ordinal))
            printer.State(result.Replay!.Room);
        printer.Result(result);
        return result.Outcome == ReplayOutcome.AsRecorded ? 0 : 1;
    }

    /// <summary>If the file cannot be read, playing it reports that.</summary>
    private static RuleSet RulesOf(string path, IReadOnlyList<IRulesModule> loaded) =>
        Lines(path).FirstOrDefault() is { } first && RecordingFormat.TryRead(first, out var line, out _) && line is RecordingLine.Start start
            ? RulesAssembly.Of(start.World.Modules, loaded)
            : BuiltInRules.All;

    /// <summary>Also works for a recording that is still being written.</summary>
    private static IEnumerable<string> Lines(string path)
    {
        using var reader = new StreamReader(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        while (reader.ReadLine() is { } line)
            yield return line;
    }
}
