using System.ComponentModel.DataAnnotations;

namespace Actors.Clustering;

/// <summary>Mutual TLS between nodes. PEM files, read once at start; all three or none. <c>deploy/make-certificates.sh</c> makes them.</summary>
public sealed class ClusterTlsOptions
{
    /// <summary>This node's certificate. Its subject alternative names have the host at which other nodes call this one.</summary>
    [DataType("Path")]
    public string? Certificate { get; set; }

    /// <summary>The certificate's private key, not encrypted.</summary>
    [DataType("Path")]
    public string? Key { get; set; }

    /// <summary>
    /// The certificates of the authorities that sign the nodes' certificates, and of those between them and the nodes. No others are trusted, the system's neither.
    /// </summary>
    [DataType("Path")]
    public string? Authority { get; set; }

    internal bool IsOn => !string.IsNullOrEmpty(Certificate) || !string.IsNullOrEmpty(Key) || !string.IsNullOrEmpty(Authority);
}
