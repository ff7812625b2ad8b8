using System.Text.Json.Serialization;

namespace Actors.World;

/// <summary>
/// One line of a recording: a <see cref="Start"/>, then what the room took and how far it came, in the order in which it happened, then an
/// <see cref="End"/> unless the recording's process was killed.
/// </summary>
public abstract record RecordingLine
{
    /// <param name="Version">Of the format: <see cref="RecordingFormat.Version"/>.</param>
    /// <param name="Epoch">Of the room's shard: which activation of the room this is.</param>
    /// <param name="Tick">The world tick at which the room was made.</param>
    /// <param name="Hash">Of the room as it was made, before anything was done to it.</param>
    public sealed record Start(int Version, RoomId Room, long Epoch, long Tick, [property: JsonConverter(typeof(HashConverter))] ulong Hash, RecordedWorld World, SavedRoom Saved)
        : RecordingLine
    {
        /// <summary>Of a room that was made just now.</summary>
        public static Start Of(Room room, WorldDefinition world, SavedRoom saved, long epoch) =>
            new(RecordingFormat.Version, room.Id, epoch, room.Tick, room.StateHash(), RecordedWorld.Of(world, room.Definition), saved);
    }

    /// <param name="Tick">The one that the room had reached. Told before the input took effect: one that breaks the room is the last line but the end.</param>
    /// <param name="Taken">What the room was asked.</param>
    public sealed record Input(long Tick, RoomInput Taken) : RecordingLine;

    /// <param name="Tick">The one that the room has reached by one fixed step.</param>
    /// <param name="Hash">Of the room after it; null when the step was begun and broke the room.</param>
    public sealed record Step(long Tick, [property: JsonConverter(typeof(HashConverter))] ulong? Hash) : RecordingLine;

    /// <param name="Tick">The one that the room has reached, nothing having been to be done.</param>
    /// <param name="Hash">Of the room then.</param>
    public sealed record Skip(long Tick, [property: JsonConverter(typeof(HashConverter))] ulong Hash) : RecordingLine;

    /// <param name="Tick">The last one that is in the recording.</param>
    /// <param name="Why">For people. The room may have gone on: what came after is not recorded.</param>
    public sealed record End(long Tick, string Why) : RecordingLine;
}
