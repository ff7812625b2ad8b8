namespace Actors.Inspection;

/// <summary>Runs one request at a time. Callers during it share its answer, so that the nodes answer one request, however many operators look.</summary>
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
