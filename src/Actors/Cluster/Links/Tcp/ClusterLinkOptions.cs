using System.ComponentModel.DataAnnotations;
using System.Net;

namespace Actors.Cluster.Links.Tcp;

/// <summary>The lines between the nodes of a cluster.</summary>
public sealed class ClusterLinkOptions
{
    /// <summary>The IP address to listen on.</summary>
    [Required]
    public string Address { get; set; } = "127.0.0.1";

    /// <summary>0: any free one.</summary>
    [Range(0, 65535)]
    public int Port { get; set; }

    /// <summary>The host at which other nodes find this one; the address that it listens on when empty. Needed when that stands for all addresses.</summary>
    public string? Advertise { get; set; }

    /// <summary>
    /// What every node of the cluster knows and nobody else. Must be there, 16 characters at least, when a node listens or calls off loopback, with TLS as well.
    /// </summary>
    public string? Secret { get; set; }

    /// <summary>Mutual TLS; off unless its files are given.</summary>
    public LinkTlsOptions Tls { get; set; } = new();

    /// <summary>The longest message, in bytes. A longer one is not sent; one that comes all the same ends the line.</summary>
    [Range(64 * 1024, 256 * 1024 * 1024)]
    public int MaxMessageBytes { get; set; } = 8 * 1024 * 1024;

    /// <summary>Messages, frames apart, that may wait for one line; one more ends it.</summary>
    [Range(100, 10_000_000)]
    public int QueueLength { get; set; } = 100_000;

    /// <summary>Bytes of messages, frames apart, that may wait for one line; one message more ends it.</summary>
    [Range(1024 * 1024, 1024 * 1024 * 1024)]
    public int QueueBytes { get; set; } = 64 * 1024 * 1024;

    /// <summary>Events that a frame may take on from those that it supersedes while the line is slow; the oldest beyond are dropped.</summary>
    [Range(16, 100_000)]
    public int HeldEvents { get; set; } = 1024;

    /// <summary>A line on which nothing has come for so long is down. Each end says something every third of that.</summary>
    [Range(300, 60_000)]
    public int SilenceMilliseconds { get; set; } = 3000;

    /// <summary>How long it may take to prove who one is.</summary>
    [Range(100, 60_000)]
    public int HandshakeMilliseconds { get; set; } = 3000;

    /// <summary>Lines on which nobody has proved anything yet.</summary>
    [Range(1, 10_000)]
    public int UnprovenLines { get; set; } = 64;

    /// <summary>Whether lines may leave this machine.</summary>
    internal bool HasSecret => Secret?.Length >= 16;

    /// <summary>What is wrong with these together, files included; empty when nothing is.</summary>
    public IEnumerable<string> Problems(string node)
    {
        if (!IPAddress.TryParse(Address, out var address))
            yield return $"Link:Address is \"{Address}\"; it must be an IP address.";
        else if (!IPAddress.IsLoopback(address) && !HasSecret)
            yield return "Link:Secret must have 16 characters at least when Link:Address is not a loopback address: anybody who reaches it could be a node.";
        if ((IPAddress.Any.Equals(address) || IPAddress.IPv6Any.Equals(address)) && string.IsNullOrEmpty(Advertise))
            yield return "Link:Advertise must name this host when Link:Address stands for all addresses.";
        if (QueueBytes < MaxMessageBytes)
            yield return $"Link:QueueBytes ({QueueBytes}) must not be less than Link:MaxMessageBytes ({MaxMessageBytes}).";
        if (Tls.IsOn && !LinkTls.TryLoad(Tls, node, out _, out var problem))
            yield return problem;
    }
}
