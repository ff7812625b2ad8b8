using Actors.Storage;
using Actors.TestKit;

namespace Actors.Tests.Storage;

/// <summary>The tests' own store must do what the real ones must do.</summary>
public sealed class MemoryWorldStoreTests : WorldStoreCompliance
{
    private readonly MovedClock _clock = new();
    private readonly MemoryWorldStore _store;

    public MemoryWorldStoreTests() => _store = new MemoryWorldStore(_clock);

    protected override IWorldStore Open() => _store;

    protected override Task MoveClockAsync(TimeSpan by)
    {
        _clock.Moved += by;
        return Task.CompletedTask;
    }

    private sealed class MovedClock : TimeProvider
    {
        public TimeSpan Moved { get; set; }

        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + Moved;
    }
}
