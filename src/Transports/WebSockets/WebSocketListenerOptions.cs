using System.ComponentModel.DataAnnotations;
using Actors.WebSockets.Deflate;

namespace Actors.WebSockets;

/// <summary>
/// The options of a WebSocket listener. Every limit has a finite default; <see cref="WebSocketListenerOptionsValidator"/>
/// checks the ranges below and the rules between them, and reports all errors at once.
/// </summary>
public sealed class WebSocketListenerOptions
{
    /// <summary>In a process with several listeners: the tag <c>listener</c> of its metrics, which tells them apart. Null: no tag.</summary>
    public string? Name { get; set; }

    /// <summary>An IP address; "localhost" for both loopback addresses; "*" for every address of the machine.</summary>
    [Required]
    public string Address { get; set; } = "localhost";

    /// <summary>0: any free port; <see cref="WebSocketListener.EndPoint"/> reports it.</summary>
    [Range(0, 65535)]
    public int Port { get; set; } = 3000;

    /// <summary>Connections that the kernel queues for the accept loop.</summary>
    [Range(1, 65535)]
    public int Backlog { get; set; } = 512;

    /// <summary>The most connections at once, including handshakes. Beyond it the answer is 503.</summary>
    [Range(1, 1_000_000)]
    public int MaxConnections { get; set; } = 20_000;

    /// <summary>The most connections at once of one IPv4 address or one IPv6 /64 network. Beyond it the answer is 503.</summary>
    [Range(1, 1_000_000)]
    public int MaxConnectionsPerAddress { get; set; } = 256;

    /// <summary>Whether that limit also applies to loopback addresses. Off: a reverse proxy or the operator's own tools come from there.</summary>
    public bool LimitLoopback { get; set; }

    /// <summary>Web origins ("https://game.example") whose pages may connect. Empty: any. A client that sends none is not a browser and may connect.</summary>
    public IList<string> AllowedOrigins { get; set; } = [];

    /// <summary>Time from the accepted connection to the complete request, TLS included. Beyond it the answer is 408.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:01:00")]
    public TimeSpan HandshakeTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>The most bytes of the request with all its headers. Beyond it the answer is 431, or 414 if not even its first line fits.</summary>
    [Range(512, 64 * 1024)]
    public int MaxHandshakeBytes { get; set; } = 8 * 1024;

    /// <summary>
    /// The most bytes of a message, all its fragments together. A longer one closes the connection with 1009 as soon as its length is announced.
    /// </summary>
    [Range(125, 256 * 1024 * 1024)]
    public int MaxMessageBytes { get; set; } = 64 * 1024;

    /// <summary>
    /// Bytes that all connections together may hold in messages that have not arrived completely. A connection that needs more is closed with 1013.
    /// </summary>
    [Range(64 * 1024, 16L * 1024 * 1024 * 1024)]
    public long MaxPartialBytes { get; set; } = 64 * 1024 * 1024;

    /// <summary>
    /// Bytes that wait unsent in the kernel, per connection, before a send counts as pending (TCP_NOTSENT_LOWAT, Linux only). 0: the kernel's own measure,
    /// which may be megabytes of stale state.
    /// </summary>
    [Range(0, 16 * 1024 * 1024)]
    public int MaxUnsentBytes { get; set; } = 64 * 1024;

    /// <summary>After so long without any byte from the client, the connection is closed with 1001.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan IdleTimeout { get; set; } = TimeSpan.FromSeconds(120);

    /// <summary>After so long without any byte from the client, a ping is sent. 0: never.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "01:00:00")]
    public TimeSpan PingInterval { get; set; } = TimeSpan.FromSeconds(25);

    /// <summary>After so long without any byte from the client after a ping, the client counts as dead and is dropped (1006).</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:10:00")]
    public TimeSpan PongTimeout { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>How long the closing handshake, and then the end of the TCP connection, may each take before the connection is reset.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:01:00")]
    public TimeSpan CloseTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How long a stop waits for all connections to close (with 1012) before it drops them.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:05:00")]
    public TimeSpan StopTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>The interval of the one timer that checks all of the above, and so their precision.</summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "00:00:10")]
    public TimeSpan SweepInterval { get; set; } = TimeSpan.FromMilliseconds(250);

    /// <summary>Compression (RFC 7692). Off by default.</summary>
    public DeflateOptions Deflate { get; set; } = new();

    /// <summary>A certificate file turns TLS on: PEM (its chain may follow it) or PFX/PKCS#12.</summary>
    [DataType("Path")]
    public string? CertificatePath { get; set; }

    /// <summary>The private key of a PEM certificate, if it is not in the same file.</summary>
    [DataType("Path")]
    public string? CertificateKeyPath { get; set; }

    /// <summary>The password of a PFX file or of an encrypted PEM key.</summary>
    public string? CertificatePassword { get; set; }
}
