using Actors.World;

namespace Actors.TestKit;

/// <summary>A room's recording in a test: written by a server with the option <c>Actors:Rooms:Record</c>, or by a scenario.</summary>
public static class RoomRecording
{
    /// <summary>
    /// Plays a recording's file up to a tick and gives the room as it was then: a test goes on from there. Whatever is done to the room is by the rules that
    /// the test was built with.
    /// </summary>
    /// <param name="to">With all inputs of that tick; by default the whole recording.</param>
    /// <exception cref="ScenarioException">It does not reach the recorded hashes, or is not a recording.</exception>
    public static Room Play(string path, long to = long.MaxValue) => Play(File.ReadLines(path), to);

    /// <inheritdoc cref="Play(string, long)"/>
    public static Room Play(IEnumerable<string> lines, long to = long.MaxValue)
    {
        var result = RecordingPlayer.Play(lines, to);
        return result.Outcome == ReplayOutcome.AsRecorded
            ? result.Replay!.Room
            : throw new ScenarioException($"Tick {result.Replay?.Room.Tick}: {result.Why}\n{string.Join('\n', result.InputsSinceTick)}");
    }
}
