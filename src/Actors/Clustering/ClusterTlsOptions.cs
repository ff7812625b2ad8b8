using System.ComponentModel.DataAnnotations;

namespace Actors.Clustering;

/// <summary>Mutual TLS between nodes. PEM files, read once at start; all three or none. <c>deploy/make-certificates.sh</c> makes them.</summary>
public sealed class ClusterTlsOptions
{
    /// <summary>This node's certificate. Its subject alternative names include the host at which other nodes connect to this one.</summary>
    [DataType("Path")]
    public string? Certificate { get; set; }

    /// <summary>The certificate's private key, not encrypted.</summary>
    [DataType("Path")]
    public string? Key { get; set; }

    /// <summary>
    /// The certificates of the authorities that sign the nodes' certificates, and of any intermediate authorities. No others are trusted, not even the system's.
    /// </summary>
    [DataType("Path")]
    public string? Authority { get; set; }

    internal bool IsOn => !string.IsNullOrEmpty(Certificate) || !string.IsNullOrEmpty(Key) || !string.IsNullOrEmpty(Authority);
}
