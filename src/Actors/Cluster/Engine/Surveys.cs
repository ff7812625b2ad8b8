using Actors.Cluster.Links;

namespace Actors.Cluster.Engine;

/// <summary>Asks the nodes how their rooms are. One survey at a time, which everybody shares who asks meanwhile: it costs the same however many look.</summary>
/// <param name="own">This node's own report; null when it hosts no rooms.</param>
internal sealed class Surveys(Func<NodeReport?> own, ILinks links, TimeProvider time)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private Survey? _current;
    private long _lastNumber;

    /// <param name="others">The other nodes that host rooms.</param>
    /// <returns>By node; without those that had not answered in time.</returns>
    public Task<IReadOnlyList<NodeReport>> AskAsync(IReadOnlyCollection<string> others)
    {
        Survey survey;
        lock (_lock)
        {
            if (_current is { } running)
                return running.Done.Task;
            survey = _current = new Survey(++_lastNumber, others);
            if (own() is { } report)
                survey.Reports.Add(report);
            survey.Timer = time.CreateTimer(_ => TimedOut(survey), null, Patience, Timeout.InfiniteTimeSpan);
        }
        foreach (var node in others)
        {
            if (!links.Send(node, new AskReport(survey.Number)))
                Settle(survey.Number, node, null);
        }
        if (others.Count == 0)
            TimedOut(survey);
        return survey.Done.Task;
    }

    public void Answered(string node, Reported reported) => Settle(reported.Number, node, reported.Report);

    /// <param name="report">Null: none is to be had.</param>
    private void Settle(long number, string node, NodeReport? report)
    {
        lock (_lock)
        {
            if (_current is not { } survey || survey.Number != number || !survey.Awaited.Remove(node))
                return;
            // Under the name that the line was proved for, whatever it calls itself.
            if (report is not null)
                survey.Reports.Add(report with { Node = node });
            if (survey.Awaited.Count == 0)
                End(survey);
        }
    }

    private void TimedOut(Survey survey)
    {
        lock (_lock)
        {
            if (_current == survey)
                End(survey);
        }
    }

    private void End(Survey survey)
    {
        _current = null;
        survey.Timer?.Dispose();
        survey.Done.TrySetResult([.. survey.Reports.OrderBy(static report => report.Node, StringComparer.Ordinal)]);
    }

    private sealed class Survey(long number, IEnumerable<string> others)
    {
        public long Number { get; } = number;

        public HashSet<string> Awaited { get; } = [.. others];

        public List<NodeReport> Reports { get; } = [];

        public ITimer? Timer { get; set; }

        public TaskCompletionSource<IReadOnlyList<NodeReport>> Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
