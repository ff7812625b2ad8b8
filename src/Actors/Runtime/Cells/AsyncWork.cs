namespace Actors.Runtime.Cells;

/// <summary>Work that an actor has sent out, and its end on the way back.</summary>
internal sealed class AsyncWork<TMessage, TResult>(
    ActorCell<TMessage> cell,
    Func<CancellationToken, Task<TResult>> work,
    Func<TResult, TMessage> completed,
    Func<Exception, TMessage> failed,
    CancellationToken token) : Signal<TMessage>, IThreadPoolWorkItem
{
    private TResult? _result;
    private Exception? _failure;
    private volatile bool _dead;

    public void Execute() => _ = RunAsync();

    /// <summary>Ends it without having begun.</summary>
    public void Refuse(ActorOverloadedException why)
    {
        _failure = why;
        cell.Post(this);
    }

    /// <summary>The token is cancelled by the owner; whatever the work answers then is nobody's concern.</summary>
    internal override void Release() => _dead = true;

    internal override bool TryTake(out TMessage message)
    {
        if (_dead)
        {
            message = default!;
            return false;
        }
        _dead = true;
        Home?.RemoveWork(this);
        message = _failure is null ? completed(_result!) : failed(_failure);
        return true;
    }

    private async Task RunAsync()
    {
        var pending = cell.Runtime.Metrics;
        pending.WorkBegan();
        try
        {
            token.ThrowIfCancellationRequested();
            _result = await work(token);
        }
        catch (Exception failure)
        {
            _failure = failure;
        }
        pending.WorkEnded();
        cell.Post(this);
    }
}

/// <summary>Tells running works that their actor has ended; off its turn, since a cancelled await may go on inline.</summary>
internal sealed class CancelWork(CancellationTokenSource cancellation, ActorCell cell) : IThreadPoolWorkItem
{
    public void Execute()
    {
        try
        {
            cancellation.Cancel();
        }
        catch (AggregateException failure)
        {
            RuntimeLog.CancellationFailed(cell.Kind.Logger, failure, cell.Path);
        }
    }
}
