namespace Actors.Clustering;

/// <summary>How soon a silent node counts as dead. Sooner means a shorter gap after a crash, and more live nodes downed because of a pause.</summary>
public enum ClusterPreset
{
    /// <summary>For networks and machines that stall now and then (clouds, shared hosts): 2 s of silence, then 0.6 s without a change.</summary>
    Steady,

    /// <summary>For one rack with dedicated processors: 0.8 s of silence, then 0.3 s without a change.</summary>
    Fast,
}
