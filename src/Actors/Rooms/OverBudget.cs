using Actors.World;

namespace Actors.Rooms;

/// <summary>Reports rules that take longer than <see cref="RoomOptions.StepBudgetMilliseconds"/>, once for each turn: by the room or, while the turn has not ended, by the node's tick.</summary>
internal static class OverBudget
{
    private const int LongestWord = 20;

    /// <summary>A turn that began at this time or earlier, and has not ended, takes too long by now.</summary>
    public static long Earliest(RoomServices services)
    {
        var provider = services.Time.Provider;
        return provider.GetTimestamp() - (services.Options.StepBudgetMilliseconds * provider.TimestampFrequency / 1000);
    }

    /// <summary>Reports a rule of the room that has been running too long.</summary>
    /// <param name="earliest">From <see cref="Earliest"/>.</param>
    public static void Look(RoomServices services, RoomHandle handle, long earliest)
    {
        if (handle.Turn.RunningSince(earliest) is not { } rule || !handle.Turn.TryTell())
            return;
        handle.Turn.LeaveBehind();
        Tell(services, handle, rule);
    }

    /// <param name="rule">Its name in the rule set: the metric has as many labels as there are rules.</param>
    public static void Tell(RoomServices services, RoomHandle handle, string rule)
    {
        if (services.Options.QuarantineOverBudget)
            handle.Quarantined = true;
        RoomMetrics.Instance.WentOverBudget(rule);
        RoomLog.OverBudget(services.Logger, handle.Id, rule, services.Options.StepBudgetMilliseconds);
    }

    /// <summary>The verb and nothing else: what players say is private.</summary>
    public static string NameOf(Command command) => command switch
    {
        TypedLine typed => FirstWord(typed.Line),
        Invoke invoke => FirstWord(invoke.Verb),
        _ => command.GetType().Name,
    };

    private static string FirstWord(string line)
    {
        var word = CommandLine.Clean(line).Split(' ')[0];
        return word.Length <= LongestWord ? word : word[..LongestWord];
    }
}
