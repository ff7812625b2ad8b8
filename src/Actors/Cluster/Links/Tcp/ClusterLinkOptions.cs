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

    /// <summary>What every node of the cluster knows and nobody else. Must be there, 16 characters at least, when a node listens off loopback.</summary>
    public string? Secret { get; set; }

    /// <summary>The longest message, in bytes; a longer one ends the line.</summary>
    [Range(64 * 1024, 256 * 1024 * 1024)]
    public int MaxMessageBytes { get; set; } = 8 * 1024 * 1024;

    /// <summary>Messages, frames apart, that may wait for one line; one more ends it.</summary>
    [Range(100, 10_000_000)]
    public int QueueLength { get; set; } = 100_000;

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

    /// <summary>What is wrong with these together; empty when nothing is.</summary>
    public IEnumerable<string> Problems()
    {
        if (!IPAddress.TryParse(Address, out var address))
        {
            yield return $"Link:Address is \"{Address}\"; it must be an IP address.";
            yield break;
        }
        if (!IPAddress.IsLoopback(address) && (Secret?.Length ?? 0) < 16)
            yield return "Link:Secret must have 16 characters at least when Link:Address is not a loopback address: anybody who reaches it could be a node.";
        if ((address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any)) && string.IsNullOrEmpty(Advertise))
            yield return "Link:Advertise must name this host when Link:Address stands for all addresses.";
    }
}
