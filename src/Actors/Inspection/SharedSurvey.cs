namespace Actors.Inspection;

/// <summary>One survey at a time, which everybody shares who asks meanwhile: it costs the nodes the same however many look.</summary>
internal sealed class SharedSurvey<T>(Func<Task<T>> survey)
{
    private readonly Lock _lock = new();
    private Task<T>? _current;

    public Task<T> AskAsync()
    {
        lock (_lock)
            return _current is { IsCompleted: false } running ? running : _current = survey();
    }
}
