using System.Text.Json.Serialization;

namespace Actors.World;

/// <summary>
/// One line of a recording: a <see cref="Start"/>, then the room's inputs and ticks, in the order in which they happened, then an
/// <see cref="End"/> unless the recording process was killed.
/// </summary>
public abstract record RecordingLine
{
    /// <param name="Version">The version of the format: <see cref="RecordingFormat.Version"/>.</param>
    /// <param name="Epoch">The room's epoch: which activation of the room this is.</param>
    /// <param name="Tick">The world tick at which the room was made.</param>
    /// <param name="Hash">The hash of the room as it was created, before its first input.</param>
    public sealed record Start(int Version, RoomId Room, long Epoch, long Tick, [property: JsonConverter(typeof(HashConverter))] ulong Hash, RecordedWorld World, SavedRoom Saved)
        : RecordingLine
    {
        /// <summary>The first line for a room that was just created.</summary>
        public static Start Of(Room room, WorldDefinition world, SavedRoom saved, long epoch) =>
            new(RecordingFormat.Version, room.Id, epoch, room.Tick, room.StateHash(), RecordedWorld.Of(world, room.Definition), saved);
    }

    /// <param name="Tick">The tick that the room had reached. The line is written before the input takes effect, so an input that breaks the room is the last line before the end.</param>
    /// <param name="Taken">The input.</param>
    public sealed record Input(long Tick, RoomInput Taken) : RecordingLine;

    /// <param name="Tick">The tick that the room has reached by one fixed step.</param>
    /// <param name="Hash">The hash of the room after the step; null when the step began and broke the room.</param>
    public sealed record Step(long Tick, [property: JsonConverter(typeof(HashConverter))] ulong? Hash) : RecordingLine;

    /// <param name="Tick">The tick that the room has reached without a step, because there was nothing to do.</param>
    /// <param name="Hash">The hash of the room at that tick.</param>
    public sealed record Skip(long Tick, [property: JsonConverter(typeof(HashConverter))] ulong Hash) : RecordingLine;

    /// <param name="Tick">The last tick in the recording.</param>
    /// <param name="Why">The reason, for people. The room may have continued; anything later is not recorded.</param>
    public sealed record End(long Tick, string Why) : RecordingLine;
}
