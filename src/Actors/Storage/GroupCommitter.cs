using System.Diagnostics.Metrics;
using System.Threading.Channels;
using Actors.Rooms;
using Microsoft.Extensions.Logging;

namespace Actors.Storage;

/// <summary>
/// Commits what all rooms of a node change, as one transaction of the store for all that has come while the one before was being
/// written: the busier the node, the larger the groups, with no timer. While the store cannot be reached it tries again, and what comes
/// waits, within a bound.
/// </summary>
public sealed class GroupCommitter : ICommitLog, IAsyncDisposable
{
    private const int MaxBatch = 1000;
    private const int Capacity = 100_000;
    private static readonly TimeSpan FirstWait = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(2);

    private readonly Channel<Pending> _queue = Channel.CreateBounded<Pending>(
        new BoundedChannelOptions(Capacity) { SingleReader = true, FullMode = BoundedChannelFullMode.Wait });
    private readonly CancellationTokenSource _giveUp = new();
    private readonly IWorldStore _store;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly Meter _meter = new("Actors.Storage");
    private readonly Histogram<double> _duration;
    private readonly Histogram<int> _size;
    private readonly Counter<long> _retries;
    private readonly Counter<long> _refused;
    private readonly Task _loop;

    public GroupCommitter(IWorldStore store, TimeProvider time, ILogger logger)
    {
        _store = store;
        _time = time;
        _logger = logger;
        _duration = _meter.CreateHistogram<double>("actors.commit.duration", "s", "One group commit, from its beginning to the disk.");
        _size = _meter.CreateHistogram<int>("actors.commit.size", description: "Transactions in one group commit.");
        _retries = _meter.CreateCounter<long>("actors.commit.retries", description: "Commits tried again because the store could not be reached.");
        _refused = _meter.CreateCounter<long>("actors.commit.refused", description: "Transactions that the store refused, by outcome.");
        _meter.CreateObservableGauge("actors.commit.pending", () => _queue.Reader.Count, description: "Transactions that wait to be committed.");
        _loop = Task.Run(RunAsync);
    }

    private sealed record Pending(RoomTransaction Transaction, TaskCompletionSource<CommitOutcome> Ended);

    public Task<CommitOutcome> CommitAsync(RoomTransaction transaction)
    {
        var ended = new TaskCompletionSource<CommitOutcome>(TaskCreationOptions.RunContinuationsAsynchronously);
        if (!_queue.Writer.TryWrite(new Pending(transaction, ended)))
            ended.SetException(new InvalidOperationException($"The commit queue is full ({Capacity}) or closed."));
        return ended.Task;
    }

    /// <summary>Commits what waits, for at most ten seconds.</summary>
    public async ValueTask DisposeAsync()
    {
        _queue.Writer.TryComplete();
        _giveUp.CancelAfter(TimeSpan.FromSeconds(10));
        await _loop;
        _giveUp.Dispose();
        _meter.Dispose();
    }

    private async Task RunAsync()
    {
        List<Pending> group = [];
        while (await _queue.Reader.WaitToReadAsync())
        {
            group.Clear();
            while (group.Count < MaxBatch && _queue.Reader.TryRead(out var next))
                group.Add(next);
            await CommitAsync(group);
        }
    }

    private async Task CommitAsync(List<Pending> group)
    {
        RoomTransaction[] batch = [.. group.Select(static pending => pending.Transaction)];
        var wait = FirstWait;
        while (true)
        {
            try
            {
                var began = _time.GetTimestamp();
                var outcomes = await _store.CommitAsync(batch, _giveUp.Token);
                _duration.Record(_time.GetElapsedTime(began).TotalSeconds);
                _size.Record(batch.Length);
                for (var i = 0; i < outcomes.Length; i++)
                {
                    if (outcomes[i] != CommitOutcome.Committed)
                        _refused.Add(1, new KeyValuePair<string, object?>("outcome", outcomes[i].ToString()));
                    group[i].Ended.SetResult(outcomes[i]);
                }
                return;
            }
            catch (Exception cause) when (!_giveUp.IsCancellationRequested)
            {
                // SQLite has rolled back what threw, so the same batch is tried again as it is.
                _logger.LogWarning(cause, "A commit of {Count} transactions failed; it is tried again in {Wait}", batch.Length, wait);
                _retries.Add(1);
                await Task.Delay(wait, _time, _giveUp.Token).ContinueWith(static _ => { }, TaskScheduler.Default);
                wait = wait * 2 < LongestWait ? wait * 2 : LongestWait;
            }
            catch (Exception cause)
            {
                foreach (var pending in group)
                    pending.Ended.TrySetException(cause);
                return;
            }
        }
    }
}
