using Actors.Storage;
using Akka.Actor.Setup;

namespace Actors.Clustering;

/// <summary>Gives an ActorSystem the store of its leases, because Akka creates <see cref="DatabaseLease"/> itself, by type name.</summary>
public sealed class LeaseStoreSetup(ILeaseStore store) : Setup
{
    /// <summary>The database that the nodes share.</summary>
    public ILeaseStore Store { get; } = store;
}
