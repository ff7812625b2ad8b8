using Actors.World;

namespace Actors.Rooms;

/// <summary>Rules that take longer than <see cref="RoomOptions.StepBudgetMilliseconds"/>: told of once for each turn, by the room or, while it has not ended, by the node's tick.</summary>
internal static class OverBudget
{
    private const int LongestWord = 20;

    /// <summary>The latest time at which a turn may have begun that takes too long by now.</summary>
    public static long Earliest(RoomServices services)
    {
        var provider = services.Time.Provider;
        return provider.GetTimestamp() - (services.Options.StepBudgetMilliseconds * provider.TimestampFrequency / 1000);
    }

    /// <summary>Whether a rule of the room runs too long just now, which is told of then.</summary>
    /// <param name="earliest">By <see cref="Earliest"/>.</param>
    public static void Look(RoomServices services, RoomHandle handle, long earliest)
    {
        if (handle.Turn.RunningSince(earliest) is not { } rule || !handle.Turn.TryTell())
            return;
        handle.Turn.LeaveBehind();
        Tell(services, handle, rule);
    }

    /// <param name="rule">As the rule set names it: there are as many labels of the metric as rules.</param>
    public static void Tell(RoomServices services, RoomHandle handle, string rule)
    {
        if (services.Options.QuarantineOverBudget)
            handle.Quarantined = true;
        RoomMetrics.Instance.WentOverBudget(rule);
        RoomLog.OverBudget(services.Logger, handle.Id, rule, services.Options.StepBudgetMilliseconds);
    }

    /// <summary>By its verb and nothing else: what players say is nobody's concern.</summary>
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
