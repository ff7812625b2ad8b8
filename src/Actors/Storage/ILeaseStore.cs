namespace Actors.Storage;

/// <summary>
/// Leases by name, for the split brain resolver. They expire by the database's clock. An expiry further in the future than can have been written (because that
/// clock has been set back) does not count. An exception means that the database could not be reached, and then nothing is known about the call's effect.
/// </summary>
public interface ILeaseStore
{
    /// <summary>Acquires the lease or renews it. True when the owner has it from now on for <paramref name="duration"/>; false while another owner has it.</summary>
    Task<bool> AcquireAsync(string lease, string owner, TimeSpan duration, CancellationToken cancellation);

    /// <summary>Ends the lease if it is this owner's.</summary>
    Task ReleaseAsync(string lease, string owner, CancellationToken cancellation);
}
