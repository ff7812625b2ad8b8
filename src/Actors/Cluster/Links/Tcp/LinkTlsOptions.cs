namespace Actors.Cluster.Links.Tcp;

/// <summary>Mutual TLS on the lines between nodes. PEM files, read once at start; all three or none.</summary>
public sealed class LinkTlsOptions
{
    /// <summary>This node's certificate, followed by those between it and the authority. One of its DNS names is the node's name.</summary>
    public string? Certificate { get; set; }

    /// <summary>The certificate's private key, not encrypted.</summary>
    public string? Key { get; set; }

    /// <summary>The certificates of the authorities that sign the nodes' certificates. No others are trusted, the system's neither.</summary>
    public string? Authority { get; set; }

    internal bool IsOn => !string.IsNullOrEmpty(Certificate) || !string.IsNullOrEmpty(Key) || !string.IsNullOrEmpty(Authority);
}
