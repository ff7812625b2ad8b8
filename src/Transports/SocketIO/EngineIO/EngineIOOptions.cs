namespace Actors.SocketIO.EngineIO;

/// <summary>What an Engine.IO server allows. The defaults are those of the reference server, or finite where it has no limit.</summary>
public class EngineIOOptions
{
    /// <summary>Time between two pings of the server, sent to the client in the handshake. 25 s by default; 1 ms to 1 day.</summary>
    public TimeSpan PingInterval { get; set; } = TimeSpan.FromSeconds(25);

    /// <summary>Time a client has to answer a ping, sent to it in the handshake. 20 s by default; 1 ms to 1 day.</summary>
    public TimeSpan PingTimeout { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>Time a client has from opening a WebSocket for a polling session to the end of the upgrade. 10 s by default.</summary>
    public TimeSpan UpgradeTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// Time a client has, once the server has closed its session, to fetch the close packet by a last poll, or to answer
    /// the WebSocket's close frame. 10 s by default.
    /// </summary>
    public TimeSpan CloseTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// Time that clients have, when the server stops, to fetch the close packet: a polling client is sometimes between two requests. 2 s by default; 0: none,
    /// to 1 minute.
    /// </summary>
    public TimeSpan StopTimeout { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>
    /// The most bytes of one POST or one WebSocket message, sent to the client in the handshake. A longer one is answered with 413 or close code 1009, and ends
    /// the session. 1,000,000 by default; at least 1.
    /// </summary>
    public int MaxPayloadBytes { get; set; } = 1_000_000;

    /// <summary>Whether sessions may begin by HTTP long-polling. True by default.</summary>
    public bool AllowPolling { get; set; } = true;

    /// <summary>Whether sessions may begin by WebSocket, or be upgraded to it. True by default.</summary>
    public bool AllowWebSocket { get; set; } = true;

    /// <summary>Whether a polling session is offered the upgrade to WebSocket. True by default.</summary>
    public bool AllowUpgrades { get; set; } = true;

    /// <summary>The most open sessions; a further one is answered with 503. 10,000 by default; at least 1.</summary>
    public int MaxSessions { get; set; } = 10_000;

    /// <summary>The most packets that wait for one client. One more closes the session as a slow client's. 1,000 by default; at least 1.</summary>
    public int MaxBufferedPackets { get; set; } = 1_000;

    /// <summary>
    /// The most bytes of the packets that wait for one client. More close the session as a slow client's. A single packet is always accepted when nothing
    /// waits. 2,000,000 by default; at least 1.
    /// </summary>
    public int MaxBufferedBytes { get; set; } = 2_000_000;

    /// <summary>Which pages of other origins may use the server. None by default: pages of the same origin and programs only.</summary>
    public EngineIOCorsOptions? Cors { get; set; }

    /// <summary>
    /// Called once before each handshake; if it returns false, the answer is 403. All are allowed by default. This is the place for limits by address, and for
    /// checking the origin of a WebSocket, which browsers do not subject to CORS.
    /// </summary>
    public Func<HttpContext, bool>? AllowRequest { get; set; }

    /// <summary>Headers of the first request that a session stores for its user. Authorization, Origin and User-Agent by default.</summary>
    public IList<string> HandshakeHeaders { get; } = ["Authorization", "Origin", "User-Agent"];

    /// <summary>Every error in these options, as a sentence each.</summary>
    public virtual IEnumerable<string> Validate()
    {
        foreach (var (name, value) in new[]
        {
            (nameof(PingInterval), PingInterval),
            (nameof(PingTimeout), PingTimeout),
            (nameof(UpgradeTimeout), UpgradeTimeout),
            (nameof(CloseTimeout), CloseTimeout),
        })
        {
            if (value < TimeSpan.FromMilliseconds(1) || value > TimeSpan.FromDays(1))
                yield return $"{name} is {value}, and must be between 1 ms and 1 day.";
        }
        if (StopTimeout < TimeSpan.Zero || StopTimeout > TimeSpan.FromMinutes(1))
            yield return $"{nameof(StopTimeout)} is {StopTimeout}, and must be between 0 and 1 minute.";
        foreach (var (name, value) in new[]
        {
            (nameof(MaxPayloadBytes), MaxPayloadBytes),
            (nameof(MaxSessions), MaxSessions),
            (nameof(MaxBufferedPackets), MaxBufferedPackets),
            (nameof(MaxBufferedBytes), MaxBufferedBytes),
        })
        {
            if (value < 1)
                yield return $"{name} is {value}, and must be at least 1.";
        }
        if (!AllowPolling && !AllowWebSocket)
            yield return $"{nameof(AllowPolling)} and {nameof(AllowWebSocket)} are both false: no transport is left.";
        if (Cors is { AllowCredentials: true } && Cors.AllowedOrigins.Contains("*"))
            yield return $"{nameof(Cors)} allows credentials to every origin; name the origins.";
    }
}
