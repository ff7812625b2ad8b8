using System.ComponentModel.DataAnnotations;

namespace Actors.Datagrams;

/// <summary>What clients of the UDP transport may use up, and how long things take. All are finite; docs/options.md lists them.</summary>
public sealed class DatagramLimits
{
    /// <summary>Sessions at once. Beyond it nobody who joins is answered.</summary>
    [Range(1, 1_000_000)]
    public int MaxSessions { get; set; } = 10_000;

    /// <summary>Sessions at once of one IPv4 address or one IPv6 /64 network; loopback counts as well.</summary>
    [Range(1, 1_000_000)]
    public int MaxSessionsPerAddress { get; set; } = 1_000;

    /// <summary>Addresses and ports that have asked to join and have not proved yet that they receive the answer. The oldest is dropped.</summary>
    [Range(16, 1_000_000)]
    public int MaxPending { get; set; } = 4_096;

    /// <summary>Of them, those of one IPv4 address or one IPv6 /64 network: as many clients behind one proxy can join at the same moment.</summary>
    [Range(1, 1_000_000)]
    public int MaxPendingPerAddress { get; set; } = 256;

    /// <summary>Seconds until one who asked to join and went silent is forgotten.</summary>
    [Range(1, 300)]
    public int PendingSeconds { get; set; } = 10;

    /// <summary>Bytes of a request to join.</summary>
    [Range(16, 1200)]
    public int MaxJoinBytes { get; set; } = 512;

    /// <summary>Seconds of silence until a client's session ends.</summary>
    [Range(2, 3600)]
    public int SilenceSeconds { get; set; } = 35;

    /// <summary>Seconds until what has not been acknowledged is sent again.</summary>
    [Range(0.1, 60)]
    public double ResendSeconds { get; set; } = 2;

    /// <summary>How many times one datagram is sent at most; unacknowledged a further <see cref="ResendSeconds"/> after the last, it ends the session.</summary>
    [Range(1, 100)]
    public int MaxSends { get; set; } = 8;

    /// <summary>Datagrams of one session that may be unacknowledged. Further ones that need it are held back.</summary>
    [Range(1, 5_000)]
    public int MaxUnacknowledged { get; set; } = 256;

    /// <summary>Bytes that the kernel keeps of what has come, each socket. It may give less (net.core.rmem_max).</summary>
    [Range(4_096, 1 << 30)]
    public int ReceiveBufferBytes { get; set; } = 4 << 20;

    /// <summary>Bytes that the kernel keeps of what is to go, each socket; what does not fit is dropped and counted.</summary>
    [Range(4_096, 1 << 30)]
    public int SendBufferBytes { get; set; } = 4 << 20;
}
