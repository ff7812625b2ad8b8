using Actors.World;

namespace Actors.Storage;

/// <summary>
/// Players that are asked for while others are being loaded are loaded next, all together: those of a room that has moved come all at once, and each alone would take
/// four round trips and a connection. What is answered was read after it was asked for.
/// </summary>
internal sealed class PlayerLoads(Func<IReadOnlyList<PlayerId>, Task<Dictionary<PlayerId, PlayerState>>> load)
{
    private const int MaxAtOnce = 256;

    private readonly Lock _lock = new();
    private readonly Queue<(PlayerId Player, TaskCompletionSource<PlayerState?> Loaded)> _waiting = new();
    private bool _loading;

    public Task<PlayerState?> LoadAsync(PlayerId player, CancellationToken cancellation)
    {
        var loaded = new TaskCompletionSource<PlayerState?>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_lock)
        {
            _waiting.Enqueue((player, loaded));
            if (!_loading)
            {
                _loading = true;
                _ = LoadAllAsync();
            }
        }
        return loaded.Task.WaitAsync(cancellation);
    }

    private async Task LoadAllAsync()
    {
        await Task.Yield();
        while (Next() is { Count: > 0 } group)
        {
            try
            {
                var found = await load([.. group.Select(static one => one.Player).Distinct()]);
                foreach (var (player, loaded) in group)
                    loaded.TrySetResult(found.GetValueOrDefault(player));
            }
            catch (Exception failed)
            {
                foreach (var (_, loaded) in group)
                    loaded.TrySetException(failed);
            }
        }
    }

    private List<(PlayerId Player, TaskCompletionSource<PlayerState?> Loaded)> Next()
    {
        lock (_lock)
        {
            List<(PlayerId, TaskCompletionSource<PlayerState?>)> group = [];
            while (group.Count < MaxAtOnce && _waiting.TryDequeue(out var one))
                group.Add(one);
            _loading = group.Count > 0;
            return group;
        }
    }
}
