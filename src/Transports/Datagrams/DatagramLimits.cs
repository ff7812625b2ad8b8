using System.ComponentModel.DataAnnotations;

namespace Actors.Datagrams;

/// <summary>The limits and times of the UDP transport's clients. All are finite; docs/options.md lists them.</summary>
public sealed class DatagramLimits
{
    /// <summary>The most sessions at once. Beyond it, requests to join are not answered.</summary>
    [Range(1, 1_000_000)]
    public int MaxSessions { get; set; } = 10_000;

    /// <summary>The most sessions at once of one IPv4 address or one IPv6 /64 network; loopback counts as well.</summary>
    [Range(1, 1_000_000)]
    public int MaxSessionsPerAddress { get; set; } = 1_000;

    /// <summary>
    /// Addresses with their ports that have asked to join and have not yet proved that they receive the answer. Beyond it, the oldest is dropped.
    /// </summary>
    [Range(16, 1_000_000)]
    public int MaxPending { get; set; } = 4_096;

    /// <summary>Those among them of one IPv4 address or one IPv6 /64 network: as many clients behind one proxy can join at the same moment.</summary>
    [Range(1, 1_000_000)]
    public int MaxPendingPerAddress { get; set; } = 256;

    /// <summary>Seconds until a join is dropped whose client went silent.</summary>
    [Range(1, 300)]
    public int PendingSeconds { get; set; } = 10;

    /// <summary>The most bytes of a request to join.</summary>
    [Range(16, 1200)]
    public int MaxJoinBytes { get; set; } = 512;

    /// <summary>Seconds of silence until a client's session ends.</summary>
    [Range(2, 3600)]
    public int SilenceSeconds { get; set; } = 35;

    /// <summary>Seconds until an unacknowledged datagram is sent again.</summary>
    [Range(0.1, 60)]
    public double ResendSeconds { get; set; } = 2;

    /// <summary>
    /// How many times one datagram is sent at most. If it is still unacknowledged <see cref="ResendSeconds"/> after the last time, the session ends.
    /// </summary>
    [Range(1, 100)]
    public int MaxSends { get; set; } = 8;

    /// <summary>Datagrams of one session that may be unacknowledged. Further ones that need an acknowledgement are held back.</summary>
    [Range(1, 5_000)]
    public int MaxUnacknowledged { get; set; } = 256;

    /// <summary>Bytes of the kernel's receive buffer, for each socket. The kernel may give less (net.core.rmem_max).</summary>
    [Range(4_096, 1 << 30)]
    public int ReceiveBufferBytes { get; set; } = 4 << 20;

    /// <summary>Bytes of the kernel's send buffer, for each socket; datagrams that do not fit are dropped and counted.</summary>
    [Range(4_096, 1 << 30)]
    public int SendBufferBytes { get; set; } = 4 << 20;
}
