using Actors.WebSockets.Deflate;
using Actors.WebSockets.Framing;

namespace Actors.WebSockets;

/// <summary>The state that all connections of a listener share.</summary>
internal sealed class ListenerState
{
    private readonly TimeProvider _time;
    private readonly long _startTimestamp;

    public ListenerState(WebSocketListenerOptions options, IWebSocketAcceptor acceptor, ILogger logger, TimeProvider time)
    {
        _time = time;
        _startTimestamp = time.GetTimestamp();
        Options = options;
        Acceptor = acceptor;
        Logger = logger;
        Partials = new PartialBudget(options.MaxPartialBytes);
        Admission = new Admission(options);
        Metrics = new WebSocketMetrics(Partials, options.Name);
        Deflate = options.Deflate.Enabled ? new DeflateExtension(options.Deflate, Metrics) : null;
    }

    public WebSocketListenerOptions Options { get; }

    public IWebSocketAcceptor Acceptor { get; }

    public ILogger Logger { get; }

    public PartialBudget Partials { get; }

    public Admission Admission { get; }

    public TimeoutSet Timeouts { get; } = new();

    public WebSocketMetrics Metrics { get; }

    /// <summary>Null: off.</summary>
    public DeflateExtension? Deflate { get; }

    /// <summary>Milliseconds since the listener was made; never goes back.</summary>
    public long NowMs => (long)_time.GetElapsedTime(_startTimestamp).TotalMilliseconds;
}
