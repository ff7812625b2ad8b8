using System.Collections.Concurrent;
using System.Diagnostics;
using Actors.Telemetry;

namespace Actors.Tests;

/// <summary>Listens to the traces of commands while it exists, as a collector would, and keeps the spans that have ended. It hears the whole process: for tests that run alone.</summary>
internal sealed class SpanLog : IDisposable
{
    private readonly ConcurrentQueue<Activity> _ended = new();
    private readonly ActivityListener _listener;

    /// <param name="sampled">What the sampler says of a command; null: it takes all.</param>
    public SpanLog(ActivitySamplingResult sampled = ActivitySamplingResult.AllDataAndRecorded)
    {
        _listener = new ActivityListener
        {
            ShouldListenTo = static source => source.Name == CommandTrace.SourceName,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => sampled,
            ActivityStopped = _ended.Enqueue,
        };
        ActivitySource.AddActivityListener(_listener);
    }

    /// <summary>In the order in which they ended.</summary>
    public IReadOnlyList<Activity> Ended => [.. _ended];

    public Activity this[string name] => Assert.Single(_ended, span => span.OperationName == name);

    public IEnumerable<string> Names => _ended.Select(static span => span.OperationName);

    public void Clear() => _ended.Clear();

    public void Dispose() => _listener.Dispose();
}
