using Actors.Storage;
using Actors.TestKit;

namespace Actors.Tests.Storage;

/// <summary>The store of the tests is held to what the real ones must do.</summary>
public sealed class MemoryWorldStoreTests : WorldStoreCompliance
{
    private readonly MemoryWorldStore _store = new();

    protected override IWorldStore Open() => _store;
}
