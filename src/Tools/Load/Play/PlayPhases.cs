namespace Actors.Tools.Load.Play;

/// <summary>Divides a run into phases, so that the effect of an event is distinguished from the time before it.</summary>
internal sealed class PlayPhases(IReadOnlyList<PlayClient> clients, int most) : IDisposable
{
    private readonly Lock _lock = new();
    private readonly List<string> _names = ["start"];
    private bool _ended;

    /// <summary>Each line begins a phase with that name, until there are no more lines or the run has ended.</summary>
    public async Task FollowAsync(TextReader marks)
    {
        // A console's reader does not wait asynchronously.
        await Task.Yield();
        while (await marks.ReadLineAsync() is { } name && TryBegin(name.Trim()))
        {
        }
    }

    /// <summary>Starts no more phases, and returns the names of those that were started.</summary>
    public IReadOnlyList<string> End()
    {
        lock (_lock)
        {
            _ended = true;
            return _names;
        }
    }

    public void Dispose() => End();

    private bool TryBegin(string name)
    {
        lock (_lock)
        {
            if (_ended || _names.Count == most)
                return false;
            _names.Add(name);
            foreach (var client in clients)
                client.Frames.BeginPhase();
            return true;
        }
    }
}
