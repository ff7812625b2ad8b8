using System.ComponentModel.DataAnnotations;
using System.Net;

namespace Actors.Clustering;

/// <summary>The connections between the nodes of a cluster (Akka.Remote).</summary>
public sealed class ClusterLinkOptions
{
    /// <summary>The IP address to listen on.</summary>
    [Required]
    public string Address { get; set; } = "127.0.0.1";

    /// <summary>The TCP port to listen on. 0, on loopback only: any free port; such a node is a new member at each start.</summary>
    [Range(0, 65535)]
    public int Port { get; set; }

    /// <summary>The host at which other nodes reach this one. Empty: the address that it listens on. Required when that is the wildcard address.</summary>
    public string? Advertise { get; set; }

    /// <summary>Mutual TLS. Required off loopback.</summary>
    public ClusterTlsOptions Tls { get; set; } = new();

    /// <summary>The longest message, in bytes. A longer one is logged and not sent.</summary>
    [Range(128 * 1024, 64 * 1024 * 1024)]
    public int MaxMessageBytes { get; set; } = 1024 * 1024;

    /// <summary>
    /// How long a gateway gathers its clients' inputs to the rooms of one node before it sends them as one message, in milliseconds. Waking the other node costs more than the content.
    /// Movement waits for the rooms' next tick instead: <see cref="InputLeadMilliseconds"/>.
    /// </summary>
    [Range(0, 100)]
    public int InputWindowMilliseconds { get; set; } = 5;

    /// <summary>
    /// How long before a tick of another node's rooms a gateway sends them the movements that it has gathered for that tick, in milliseconds. Longer than a message takes to get there.
    /// </summary>
    [Range(1, 100)]
    public int InputLeadMilliseconds { get; set; } = 6;

    /// <summary>Each socket's send and receive buffer, in bytes; it must hold the longest message.</summary>
    [Range(128 * 1024, 256 * 1024 * 1024)]
    public int BufferBytes { get; set; } = 2 * 1024 * 1024;

    /// <summary>The host that other nodes connect to.</summary>
    internal string PublicHost => string.IsNullOrEmpty(Advertise) ? Address : Advertise;

    /// <summary>Problems of these options taken together, and of the files that they name; empty when there are none.</summary>
    public IEnumerable<string> Problems()
    {
        if (!IPAddress.TryParse(Address, out var address))
        {
            yield return $"Link:Address is \"{Address}\"; it must be an IP address.";
        }
        else if (!IPAddress.IsLoopback(address))
        {
            if (!Tls.IsOn)
            {
                yield return "Link:Tls is required when Link:Address is not a loopback address: anybody who reaches it could be a node. "
                    + "Make an authority and a certificate for each node with deploy/make-certificates.sh, "
                    + "then set Link:Tls:Certificate, Link:Tls:Key and Link:Tls:Authority to the files.";
            }
            if (Port == 0)
                yield return "Link:Port must be set when Link:Address is not a loopback address: on any free port the node would be a new member at each start.";
        }
        if ((IPAddress.Any.Equals(address) || IPAddress.IPv6Any.Equals(address)) && string.IsNullOrEmpty(Advertise))
            yield return "Link:Advertise must name this host when Link:Address stands for all addresses.";
        if (!string.IsNullOrEmpty(Advertise) && !IPAddress.TryParse(Advertise, out _) && Uri.CheckHostName(Advertise) != UriHostNameType.Dns)
            yield return $"Link:Advertise is \"{Advertise}\"; it must be a host name or an IP address, without a port.";
        if (BufferBytes < MaxMessageBytes)
            yield return $"Link:BufferBytes ({BufferBytes}) must not be less than Link:MaxMessageBytes ({MaxMessageBytes}).";
        if (Tls.IsOn && !ClusterTls.TryLoad(Tls, PublicHost, out _, out var problem))
            yield return problem;
    }
}
