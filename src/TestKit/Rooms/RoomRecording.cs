using Actors.World;

namespace Actors.TestKit;

/// <summary>A room's recording in a test: written by a server with the option <c>Actors:Rooms:Record</c>, or by a scenario.</summary>
public static class RoomRecording
{
    /// <summary>
    /// Plays a recording's file up to a tick and gives the room as it was then: a test goes on from there. Whatever is done to the room is by the rules that
    /// the test was built with.
    /// </summary>
    /// <param name="rules">Those by which the room was run when it was recorded.</param>
    /// <param name="to">With all that the room took in that tick; by default all that there is.</param>
    /// <exception cref="ScenarioException">It does not come to the recorded hashes, or is no recording.</exception>
    public static Room PlayFile(string path, RuleSet rules, long to = long.MaxValue) => Play(File.ReadLines(path), rules, to);

    /// <inheritdoc cref="PlayFile(string, RuleSet, long)"/>
    public static Room Play(IEnumerable<string> lines, RuleSet rules, long to = long.MaxValue)
    {
        var result = RecordingPlayer.Play(lines, rules, to);
        return result.Outcome == ReplayOutcome.AsRecorded
            ? result.Replay!.Room
            : throw new ScenarioException($"Tick {result.Replay?.Room.Tick}: {result.Why}\n{string.Join('\n', result.InputsSinceTick)}");
    }
}
