namespace Actors.World;

/// <summary>Plays the lines of a recording from the first to the last, or up to a tick.</summary>
public static class RecordingPlayer
{
    /// <param name="lines">The text of a recording, without line ends.</param>
    /// <param name="rules">The rules that the room runs with.</param>
    /// <param name="to">Plays everything up to and including this tick, with the inputs that came during it, and no more.</param>
    /// <param name="played">Called after each line that was played.</param>
    public static ReplayResult Play(IEnumerable<string> lines, RuleSet rules, long to = long.MaxValue, Action<RecordingLine, RoomReplay>? played = null)
    {
        RoomReplay? replay = null;
        List<RoomInput> sinceTick = [];
        var number = 0;
        string? unread = null;
        foreach (var text in lines)
        {
            if (unread is not null)
                return Unreadable(unread);
            number++;
            if (!RecordingFormat.TryRead(text, out var line, out var problem))
            {
                // If it is the last line, it may be torn. The next iteration shows whether it is the last.
                if (replay is null || !RecordingFormat.IsTorn(text))
                    return Unreadable(problem);
                unread = problem;
                continue;
            }
            if (replay is null)
            {
                if (line is not RecordingLine.Start start)
                    return Unreadable("a recording begins with a line \"Start\"");
                replay = new RoomReplay(start, rules);
                if (replay.Difference is not null)
                    return Result(ReplayOutcome.Differs, replay.Difference);
                played?.Invoke(line, replay);
                continue;
            }
            if (TickOf(line) > to)
                return Result(ReplayOutcome.AsRecorded, null);
            if (line is RecordingLine.End end)
                return Result(ReplayOutcome.AsRecorded, end.Why, RecordingEnding.Complete);
            if (line is RecordingLine.Input input)
                sinceTick.Add(input.Taken);
            try
            {
                if (!replay.Play(line))
                    return Result(ReplayOutcome.Differs, replay.Difference);
            }
#pragma warning disable CA1031 // Whatever a broken rule throws is what the replay is there to show.
            catch (Exception thrown)
#pragma warning restore CA1031
            {
                return Result(ReplayOutcome.Broke, thrown.ToString());
            }
            played?.Invoke(line, replay);
            if (line is not RecordingLine.Input)
                sinceTick.Clear();
        }
        if (replay is null)
            return Unreadable("it is empty");
        return Result(ReplayOutcome.AsRecorded, null, unread is null ? RecordingEnding.Missing : RecordingEnding.Torn);

        ReplayResult Unreadable(string why) => Result(ReplayOutcome.Unreadable, $"line {number}: {why}");

        ReplayResult Result(ReplayOutcome outcome, string? why, RecordingEnding ending = RecordingEnding.NotReached) =>
            new(outcome, ending, replay, why, [.. sinceTick]);
    }

    private static long TickOf(RecordingLine line) => line switch
    {
        RecordingLine.Input input => input.Tick,
        RecordingLine.Step step => step.Tick,
        RecordingLine.Skip skip => skip.Tick,
        _ => long.MinValue,
    };
}
