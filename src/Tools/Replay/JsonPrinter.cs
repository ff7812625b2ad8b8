using System.Globalization;
using System.Text.Json;
using Actors.World;

namespace Actors.Tools.Replay;

/// <summary>One object per line; the last one has <c>outcome</c>. Types are written as in recordings.</summary>
internal sealed class JsonPrinter(TextWriter into) : IReplayPrinter
{
    public void Input(RecordingLine.Input input, Reply? reply) => Write(new { input.Tick, Input = input.Taken, Reply = reply });

    public void Event(long tick, RoomEvent happened) => Write(new { Tick = tick, Event = Known(happened) });

    public void State(Room room) => Write(new
    {
        room.Tick,
        Hash = Hex(room.StateHash()),
        State = room.View(0, []),
        Kept = room.Players.Select(player => room.Save(player)),
    });

    public void Result(ReplayResult result) => Write(new
    {
        Outcome = result.Outcome.ToString(),
        Ending = result.Ending.ToString(),
        result.Why,
        result.Replay!.Room.Tick,
        result.Replay.Ticks,
        result.Replay.Inputs,
        InputsSinceTick = result.Outcome == ReplayOutcome.AsRecorded ? null : result.InputsSinceTick,
    });

    /// <summary>An event of a module, as seen by a program that does not know the module.</summary>
    public static RoomEvent Known(RoomEvent happened) => happened.GetType().Assembly == typeof(RoomEvent).Assembly ? happened : RelayedEvent.Of(happened);

    public static string Text<T>(T value) => JsonSerializer.Serialize(value, RecordingJson.Options);

    public static string Hex(ulong hash) => hash.ToString("x16", CultureInfo.InvariantCulture);

    // Anonymous types have read-only properties, which the options of recordings leave out.
    private void Write(object line) => into.WriteLine(JsonSerializer.Serialize(line, Lines));

    private static readonly JsonSerializerOptions Lines = new(RecordingJson.Options) { IgnoreReadOnlyProperties = false };
}
