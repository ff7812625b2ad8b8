using Actors.World;

namespace Actors.TestKit;

/// <summary>A room's recording in a test: written by a server with the option <c>Actors:Rooms:Record</c>, or by a scenario.</summary>
public static class RoomRecording
{
    /// <summary>
    /// Plays a recording's file up to a tick and returns the room as it was then, from where a test can continue. Whatever is done to the room is done by the rules
    /// that the test was built with.
    /// </summary>
    /// <param name="rules">The rules with which the room was recorded.</param>
    /// <param name="to">Includes all inputs of that tick; by default the whole recording.</param>
    /// <exception cref="ScenarioException">The room does not come to the recorded hashes, or the lines are not a recording.</exception>
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
