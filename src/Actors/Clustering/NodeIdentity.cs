namespace Actors.Clustering;

/// <summary>This process's identity in the table of nodes.</summary>
/// <param name="Name">Given by the operator.</param>
/// <param name="Run">Random for each process: it distinguishes processes that were given the same name.</param>
/// <param name="Role"><see cref="ClusterConfig.WorldRole"/> or <see cref="ClusterConfig.GatewayRole"/>.</param>
public sealed record NodeIdentity(string Name, string Run, string Role)
{
    /// <summary>In the form of <see cref="Storage.NodeRow.Rules"/>.</summary>
    public string Rules { get; init; } = "";
}
