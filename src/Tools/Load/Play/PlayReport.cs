using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Actors.Tools.Load.Play;

/// <summary>The results of all clients together.</summary>
/// <param name="GapsMilliseconds">The longest gap between frames of each client, in order.</param>
/// <param name="Phases">The same for each phase of the run, if it had several.</param>
/// <param name="Faults">The first few, each with its client.</param>
internal sealed record PlayReport(
    int Clients, int Connected, int CameBack, int Unanswered, long Frames, double[] GapsMilliseconds, IReadOnlyList<PlayPhase> Phases,
    SortedDictionary<string, int> Done, SortedDictionary<string, int> Refused, SortedDictionary<string, int> Errors,
    SortedDictionary<string, int> Goodbyes, int FaultCount, IReadOnlyList<string> Faults)
{
    private const int MaxFaults = 20;

    public bool Holds => FaultCount == 0 && Errors.Count == 0 && Connected == Clients;

    public static PlayReport Of(IReadOnlyList<PlayClient> clients, PlayOptions options, IReadOnlyList<string> phases)
    {
        if (options.MaxGapMilliseconds > 0)
        {
            foreach (var client in clients.Where(client => client.Frames.LongestGap > options.MaxGapMilliseconds))
                client.Checks.Fault(string.Create(CultureInfo.InvariantCulture, $"was shown nothing for {client.Frames.LongestGap:0} ms"));
        }
        return new PlayReport(
            clients.Count,
            clients.Count(static client => client.IsIn),
            clients.Sum(static client => Math.Max(0, client.Connections - 1)),
            clients.Sum(static client => client.Checks.Pending.Count),
            clients.Sum(static client => client.Frames.Count),
            Gaps(clients, static client => client.Frames.LongestGap),
            phases.Count == 1 ? [] : [.. phases.Select((name, at) => new PlayPhase(name, Gaps(clients, client => client.Frames.Phases[at])))],
            Sum(clients, static client => client.Checks.Done), Sum(clients, static client => client.Checks.Refused),
            Sum(clients, static client => client.Errors), Sum(clients, static client => client.Goodbyes),
            clients.Sum(static client => client.Checks.FaultCount),
            [.. clients.SelectMany(static (client, number) => client.Checks.Faults.Select(fault => $"client {number} {fault}")).Take(MaxFaults)]);
    }

    /// <summary>The gap that this share (0..1) of the clients did not exceed; 0 without frames.</summary>
    public double Gap(double share) => PlayPhase.Share(GapsMilliseconds, share);

    public string ToText()
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"clients      {Clients}, connected {Connected}, came back {CameBack}\n");
        text.Append(CultureInfo.InvariantCulture, $"commands     done {Done.Values.Sum()}, refused {Refused.Values.Sum()}, unanswered {Unanswered}\n");
        text.Append(CultureInfo.InvariantCulture, $"done         {Show(Done)}\n");
        text.Append(CultureInfo.InvariantCulture, $"refused      {Show(Refused)}\n");
        text.Append(CultureInfo.InvariantCulture, $"errors       {Show(Errors)}; goodbyes {Show(Goodbyes)}\n");
        text.Append(CultureInfo.InvariantCulture, $"frames       {Frames}; longest gap of each client p50 {Gap(0.5):0} ms, p99 {Gap(0.99):0} ms, max {Gap(1):0} ms\n");
        foreach (var phase in Phases)
            text.Append(CultureInfo.InvariantCulture, $"  {phase.Name,-10} longest gap of each client p50 {phase.Gap(0.5):0} ms, p99 {phase.Gap(0.99):0} ms, max {phase.Gap(1):0} ms\n");
        text.Append(CultureInfo.InvariantCulture, $"faults       {FaultCount}");
        foreach (var fault in Faults)
            text.Append("\n  ").Append(fault);
        return text.ToString();
    }

    public string ToJson() => JsonSerializer.Serialize(new
    {
        holds = Holds,
        clients = Clients,
        connected = Connected,
        cameBack = CameBack,
        unanswered = Unanswered,
        done = Done,
        refused = Refused,
        errors = Errors,
        goodbyes = Goodbyes,
        frames = Frames,
        longestGapMs = new { p50 = Gap(0.5), p99 = Gap(0.99), max = Gap(1) },
        phases = Phases.Select(static phase => new { name = phase.Name, p50 = phase.Gap(0.5), p99 = phase.Gap(0.99), max = phase.Gap(1) }),
        faultCount = FaultCount,
        faults = Faults,
    });

    private static double[] Gaps(IReadOnlyList<PlayClient> clients, Func<PlayClient, double> of) =>
        [.. clients.Where(static client => client.Frames.Count > 0).Select(of).Order()];

    private static SortedDictionary<string, int> Sum(IEnumerable<PlayClient> clients, Func<PlayClient, Dictionary<string, int>> of)
    {
        var sum = new SortedDictionary<string, int>(StringComparer.Ordinal);
        foreach (var (what, count) in clients.SelectMany(of))
            sum[what] = sum.GetValueOrDefault(what) + count;
        return sum;
    }

    private static string Show(SortedDictionary<string, int> counts) =>
        counts.Count == 0 ? "none" : string.Join(", ", counts.Select(static count => $"{count.Key} {count.Value}"));
}
