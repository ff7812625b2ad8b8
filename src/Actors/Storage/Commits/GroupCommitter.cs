using System.Diagnostics.Metrics;
using Actors.Rooms;
using Actors.Runtime;

namespace Actors.Storage;

/// <summary>
/// Commits what all rooms of a node change, as one transaction of the store for all that has come while the one before was being
/// written: the busier the node, the larger the groups, with no timer. While the store cannot be reached it tries again, and what comes
/// waits, within a bound.
/// </summary>
public sealed class GroupCommitter : ICommitLog, IAsyncDisposable
{
    private const int Capacity = 100_000;
    private static readonly TimeSpan LongestGoodbye = TimeSpan.FromSeconds(10);

    private readonly Meter _meter = new("Actors.Storage");
    private readonly IActorRuntime _runtime;
    private readonly CommitLoop _loop;
    private readonly IActorRef<CommitMessage> _actor;
    private int _disposed;

    /// <param name="run">Names this committer to the store; never used before.</param>
    public GroupCommitter(IWorldStore store, IActorRuntime runtime, string run)
    {
        _runtime = runtime;
        _loop = new CommitLoop(store, run, _meter, Capacity);
        var options = new ActorOptions { MailboxCapacity = Capacity, Overflow = MailboxOverflow.Refuse };
        _actor = runtime.Spawn<CommitMessage>("committer", () => _loop, options);
    }

    /// <summary>Transactions that it has taken and whose outcome is not known yet; a glance.</summary>
    public int Pending => _loop.Pending;

    public Task<CommitOutcome> CommitAsync(RoomTransaction transaction)
    {
        var ended = new TaskCompletionSource<CommitOutcome>(TaskCreationOptions.RunContinuationsAsynchronously);
        if (Volatile.Read(ref _disposed) != 0 || !_actor.Tell(new CommitAsked(transaction, ended)))
            ended.SetException(new InvalidOperationException($"The commit queue is full ({Capacity}) or closed."));
        return ended.Task;
    }

    /// <summary>Commits what waits, for at most ten seconds.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
            return;
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        if (_actor.Tell(new FinishCommits(done)))
            await Task.WhenAny(done.Task, Task.Delay(LongestGoodbye, _runtime.Time));
        await _runtime.StopAsync(_actor);
        _meter.Dispose();
    }
}
