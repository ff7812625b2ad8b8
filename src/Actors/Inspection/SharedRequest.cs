namespace Actors.Inspection;

/// <summary>One request at a time, which everybody shares who asks meanwhile: it costs the nodes the same however many look.</summary>
internal sealed class SharedRequest<T>(Func<Task<T>> request)
{
    private readonly Lock _lock = new();
    private Task<T>? _current;

    public Task<T> AskAsync()
    {
        lock (_lock)
            return _current is { IsCompleted: false } running ? running : _current = request();
    }
}
