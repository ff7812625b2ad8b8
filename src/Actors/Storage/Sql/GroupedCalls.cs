namespace Actors.Storage;

/// <summary>
/// Runs calls in groups: calls that arrive while a group is under way form the next group. The rooms of a failed node, and their players, are all requested at
/// once. Each alone would take several round trips, a connection and, if it writes, a sync of the disk. An answer was always read after its request.
/// </summary>
internal sealed class GroupedCalls<TKey, TAnswer>(Func<IReadOnlyList<TKey>, Task<Dictionary<TKey, TAnswer>>> call)
    where TKey : struct
{
    private const int MaxAtOnce = 256;

    private readonly Lock _lock = new();
    private readonly Queue<(TKey Key, TaskCompletionSource<TAnswer?> Answer)> _waiting = new();
    private bool _calling;

    /// <summary>Returns the default of the answer's type when there is no answer for this key.</summary>
    public Task<TAnswer?> CallAsync(TKey key, CancellationToken cancellation)
    {
        var answer = new TaskCompletionSource<TAnswer?>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_lock)
        {
            _waiting.Enqueue((key, answer));
            if (!_calling)
            {
                _calling = true;
                _ = CallAllAsync();
            }
        }
        return answer.Task.WaitAsync(cancellation);
    }

    private async Task CallAllAsync()
    {
        await Task.Yield();
        while (Next() is { Count: > 0 } group)
        {
            try
            {
                var answers = await call([.. group.Select(static one => one.Key).Distinct()]);
                foreach (var (key, answer) in group)
                    answer.TrySetResult(answers.GetValueOrDefault(key));
            }
            catch (Exception failed)
            {
                foreach (var (_, answer) in group)
                    answer.TrySetException(failed);
            }
        }
    }

    private List<(TKey Key, TaskCompletionSource<TAnswer?> Answer)> Next()
    {
        lock (_lock)
        {
            List<(TKey, TaskCompletionSource<TAnswer?>)> group = [];
            while (group.Count < MaxAtOnce && _waiting.TryDequeue(out var one))
                group.Add(one);
            _calling = group.Count > 0;
            return group;
        }
    }
}
