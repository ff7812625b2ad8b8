using Actors.Storage;

namespace Actors.TestKit;

/// <summary>Leases in memory, under the rules of the real stores and by one clock, the database's. Not thread-safe: its store locks.</summary>
internal sealed class MemoryLeases(TimeProvider clock)
{
    private readonly Dictionary<string, (string Owner, TimeSpan Duration, DateTimeOffset Expires)> _leases = [];

    public bool Acquire(string lease, string owner, TimeSpan duration)
    {
        var now = clock.GetUtcNow();
        if (_leases.TryGetValue(lease, out var held) && held.Owner != owner && held.Expires > now && held.Expires <= now + held.Duration + NodeRules.Margin)
            return false;
        _leases[lease] = (owner, duration, now + duration);
        return true;
    }

    public void Release(string lease, string owner)
    {
        if (_leases.TryGetValue(lease, out var held) && held.Owner == owner)
            _leases.Remove(lease);
    }
}
