using System.Globalization;
using Actors.Tools.Common.Terminal;
using Actors.World;
using Spectre.Console;
using Look = Actors.Tools.Common.Terminal.Look;

namespace Actors.Tools.Replay;

/// <summary>One line for each thing, prefixed with the tick.</summary>
/// <param name="terminal">The capabilities of the output's terminal; null: it is not a terminal.</param>
internal sealed class TextPrinter(TextWriter into, AnsiCapabilities? terminal = null) : IReplayPrinter
{
    public void Input(RecordingLine.Input input, Reply? reply) =>
        Write($"{input.Tick,8} {JsonPrinter.Text(input.Taken)}{(reply is null ? "" : $" -> {JsonPrinter.Text(reply)}")}");

    public void Event(long tick, RoomEvent happened) => Write($"{tick,8} * {JsonPrinter.Text(JsonPrinter.Known(happened))}");

    public void State(Room room)
    {
        Write($"{room.Id} at tick {room.Tick}, state {room.StateHash():x16}");
        var frame = room.View(0, []);
        foreach (var player in frame.Players)
        {
            var at = At(player.XMilli, player.YMilli);
            Write($"  player {player.Id} {player.Name}: {at}, health {player.Health} of {player.MaxHealth}, score {player.Score}, {Counts(player.Resources)}, input {player.LastProcessedInput}");
            foreach (var held in room.Save(player.Id)!.Items)
                Write($"    holds {held.Id} {held.Kind}");
        }
        foreach (var creature in frame.Creatures)
            Write($"  creature {creature.Id.Value} {creature.Name}: {At(creature.XMilli, creature.YMilli)}, health {creature.Health} of {creature.MaxHealth}");
        foreach (var item in frame.Items)
            Write($"  item {item.Id} {item.Name}: {At(item.XMilli, item.YMilli)}");
        for (var node = 0; node < frame.Nodes.Length; node++)
            Write($"  node {node} {room.Definition.Nodes[node].Resource}: {frame.Nodes[node]} of {room.Definition.Nodes[node].Amount}");
        foreach (var shot in frame.Projectiles)
            Write($"  shot {shot.Id} of player {shot.Owner}: {At(shot.XMilli, shot.YMilli)}");
    }

    public void Result(ReplayResult result)
    {
        var replay = result.Replay!;
        if (result.Outcome != ReplayOutcome.AsRecorded)
        {
            Write($"Tick {replay.Room.Tick}: {(result.Outcome == ReplayOutcome.Broke ? "the rules threw: " : "")}{result.Why}", Look.Bad);
            foreach (var input in result.InputsSinceTick)
                Write($"  {JsonPrinter.Text(input)}");
            Write($"{replay.Ticks} ticks, {replay.Inputs} inputs, the last one not as recorded", Look.Bad);
            return;
        }
        if (Ending(result) is { } ending)
            Write($"{ending}", Look.Warn);
        Write($"{replay.Ticks} ticks, {replay.Inputs} inputs, all hashes as recorded", Look.Good);
    }

    private static string? Ending(ReplayResult result) => result.Ending switch
    {
        RecordingEnding.Complete => $"The recording ends: {result.Why}.",
        RecordingEnding.Missing => "The recording just stops: its process was killed, or is writing still.",
        RecordingEnding.Torn => "The recording stops within a line: its process was killed, or is writing still.",
        _ => null,
    };

    private static string At(int xMilli, int yMilli) => Text($"at {xMilli / 1000.0:0.###}, {yMilli / 1000.0:0.###}");

    private static string Counts(ResourceCounts counts) => Text($"wood {counts.Wood}, stone {counts.Stone}, food {counts.Food}, gold {counts.Gold}");

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private void Write(FormattableString line, Style? look = null)
    {
        if (look is { } style)
            Output.Write(Text(line), style, into, terminal ?? Output.Plain);
        else
            into.WriteLine(Text(line));
    }
}
