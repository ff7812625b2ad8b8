using Actors.Rules;

namespace Actors.World.Tests;

public class ReplayTests
{
    private const int Runs = 12;
    private const int Steps = 2_000;

    [Fact]
    public void A_recording_replays_to_the_same_hash_at_every_tick()
    {
        Parallel.For(0, Runs, static seed =>
        {
            var lines = RecordedRun.Of(seed, Steps);
            var result = RecordingPlayer.Play(lines, BuiltInRules.All);
            Assert.True(result.Outcome == ReplayOutcome.AsRecorded, $"seed {seed}: {result.Why}");
            Assert.Equal((RecordingEnding.Complete, "stopped"), (result.Ending, result.Why));
            Assert.True(result.Replay!.Ticks > Steps / 3);
            // One start and one end; each other line is a tick or an input.
            Assert.Equal(lines.Count - 2, result.Replay.Ticks + result.Replay.Inputs);
        });
    }

    [Fact]
    public void Every_kind_of_input_is_in_the_random_runs()
    {
        var text = string.Join('\n', Enumerable.Range(0, 3).SelectMany(static seed => RecordedRun.Of(seed, Steps)));
        foreach (var kind in typeof(RoomInput).GetNestedTypes())
            Assert.Contains($"\"$\":\"{kind.Name}\"", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_method_that_changes_a_room_has_an_input_of_its_name()
    {
        string[] time = [nameof(Room.Advance), nameof(Room.SkipTo)];
        // Other content does not change the room, or it ends the recording.
        string[] content = [nameof(Room.TryAdopt)];
        string[] questions =
        [
            nameof(Room.Contains), nameof(Room.IsNewcomer), nameof(Room.HasPassed), nameof(Room.Save), nameof(Room.View), nameof(Room.Describe), nameof(Room.StateHash), nameof(Room.TakeNotices),
        ];
        var changing = typeof(Room).GetMethods()
            .Where(static method => method.DeclaringType == typeof(Room) && !method.IsSpecialName)
            .Select(static method => method.Name)
            .Except([.. time, .. content, .. questions], StringComparer.Ordinal);
        Assert.Equal(changing.Order(StringComparer.Ordinal), typeof(RoomInput).GetNestedTypes().Select(static kind => kind.Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_changed_input_is_detected_in_the_tick_it_takes_effect()
    {
        var lines = RecordedRun.Of(5, Steps);
        var changed = RecordedRun.Find(lines, "\"Move\".*\"sequence\":[1-9]", lines.Count / 2);
        var tick = RecordingFormat.TryRead(lines[changed], out var line, out _) ? ((RecordingLine.Input)line).Tick : -1;
        lines[changed] = lines[changed].Replace("\"sequence\":", "\"sequence\":1", StringComparison.Ordinal);

        var result = RecordingPlayer.Play(lines, BuiltInRules.All);
        Assert.Equal(ReplayOutcome.Differs, result.Outcome);
        Assert.Equal(tick + 1, result.Replay!.Room.Tick);
        Assert.Contains(result.InputsSinceTick, static input => input is RoomInput.Apply { Command: Move });
        Assert.Matches("the state's hash is [0-9a-f]{16}, recorded was [0-9a-f]{16}", result.Why);
    }

    [Fact]
    public void Almost_every_changed_byte_is_detected_and_none_breaks_the_replay()
    {
        var lines = RecordedRun.Of(3, 60);
        var random = new Random(1);
        var outcomes = new Dictionary<ReplayOutcome, int>();
        for (var round = 0; round < 300; round++)
        {
            var at = random.Next(1, lines.Count - 1);
            var line = lines[at].ToCharArray();
            line[random.Next(line.Length)] = (char)random.Next(0x20, 0x7F);
            var changed = new List<string>(lines) { [at] = new string(line) };
            var outcome = RecordingPlayer.Play(changed, BuiltInRules.All).Outcome;
            outcomes[outcome] = outcomes.GetValueOrDefault(outcome) + 1;
        }
        Assert.True(outcomes[ReplayOutcome.Unreadable] > 0 && outcomes[ReplayOutcome.Differs] > 0, string.Join(' ', outcomes));
        // The byte that it was before, or one in a text that nobody keeps.
        Assert.True(outcomes.GetValueOrDefault(ReplayOutcome.AsRecorded) < 30, string.Join(' ', outcomes));
        Assert.Equal(0, outcomes.GetValueOrDefault(ReplayOutcome.Broke));
    }

    [Fact]
    public void A_missing_line_is_found()
    {
        var lines = RecordedRun.Of(4, 200);
        lines.RemoveAt(RecordedRun.Find(lines, "\"Step\"", lines.Count / 2));
        Assert.Equal(ReplayOutcome.Differs, RecordingPlayer.Play(lines, BuiltInRules.All).Outcome);
    }

    [Fact]
    public void A_replay_to_a_tick_includes_that_ticks_inputs()
    {
        var lines = RecordedRun.Of(6, 500);
        var at = RecordedRun.Find(lines, "\"Input\"", lines.Count / 2);
        RecordingFormat.TryRead(lines[at], out var line, out _);
        var tick = ((RecordingLine.Input)line!).Tick;

        RecordingLine? last = null;
        var result = RecordingPlayer.Play(lines, BuiltInRules.All, tick, (played, _) => last = played);
        Assert.Equal((ReplayOutcome.AsRecorded, RecordingEnding.NotReached, tick), (result.Outcome, result.Ending, result.Replay!.Room.Tick));
        Assert.Equal(tick, Assert.IsType<RecordingLine.Input>(last).Tick);
    }

    [Fact]
    public void A_torn_last_line_is_flagged_not_an_error()
    {
        var lines = RecordedRun.Of(2, 200);
        lines.RemoveAt(lines.Count - 1);
        Assert.Equal((ReplayOutcome.AsRecorded, RecordingEnding.Missing), Played(lines));
        var whole = lines[^1];
        for (var length = 1; length < whole.Length; length++)
        {
            lines[^1] = whole[..length];
            Assert.Equal((ReplayOutcome.AsRecorded, RecordingEnding.Torn), Played(lines));
        }
        lines.Insert(20, whole[..10]);
        Assert.Equal(ReplayOutcome.Unreadable, Played(lines).Outcome);
    }

    [Theory]
    [InlineData("", "line 1")]
    [InlineData("hello", "line 1")]
    [InlineData("{\"$\":\"End\",\"tick\":1,\"why\":\"\"}", "begins with")]
    public void A_non_recording_is_unreadable(string text, string why)
    {
        var result = RecordingPlayer.Play([text], BuiltInRules.All);
        Assert.Equal(ReplayOutcome.Unreadable, result.Outcome);
        Assert.Contains(why, result.Why!, StringComparison.Ordinal);
    }

    [Fact]
    public void A_version_mismatch_is_reported()
    {
        var lines = RecordedRun.Of(2, 1);
        lines[0] = lines[0].Replace($"\"version\":{RecordingFormat.Version},", "\"version\":1,", StringComparison.Ordinal);
        Assert.Contains("version 1;", RecordingPlayer.Play(lines, BuiltInRules.All).Why!, StringComparison.Ordinal);
    }

    [Fact]
    public void A_recording_contains_no_token_hashes() =>
        Assert.DoesNotContain(RecordedRun.Of(1, Steps), static line => line.Contains("secret", StringComparison.Ordinal));

    private static (ReplayOutcome Outcome, RecordingEnding Ending) Played(List<string> lines)
    {
        var result = RecordingPlayer.Play(lines, BuiltInRules.All);
        return (result.Outcome, result.Ending);
    }
}
