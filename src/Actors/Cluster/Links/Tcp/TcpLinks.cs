using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using Microsoft.Extensions.Logging;

namespace Actors.Cluster.Links.Tcp;

/// <summary>
/// One TCP connection to each other node. Of two nodes the one whose name comes first calls the other, so that they do not call each other at once; who
/// is called takes anybody who proves to be a node, for a newcomer may call before it has been read of. A node that calls again replaces its line of before.
/// </summary>
public sealed class TcpLinks : ILinks, LinkListener.IOwner
{
    private readonly ClusterLinkOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly RefusalLog _log;
    private readonly CancellationTokenSource _end = new();
    private readonly LineTable _lines = new();
    private readonly Lock _lock = new();
    private readonly Dictionary<string, (LinkPeer Peer, CancellationTokenSource Stop)> _calls = [];
    private readonly ConcurrentDictionary<Task, bool> _running = new();
    private IReadOnlyCollection<LinkPeer> _peers = [];
    private volatile LinkSelf _self;
    private LinkTls? _tls;
    private LinkListener? _listener;
    private ILinkHandler? _handler;
    private int _disposed;

    public TcpLinks(string self, ClusterLinkOptions options, TimeProvider time, ILogger logger)
    {
        _self = new LinkSelf(self, 0);
        _options = options;
        _time = time;
        _logger = logger;
        _log = new RefusalLog(time, logger);
    }

    public string Address { get; private set; } = "";

    LinkSelf LinkListener.IOwner.Self => _self;

    /// <exception cref="InvalidOperationException">The options are wrong; the message says which.</exception>
    /// <exception cref="IOException">It cannot listen where it is told to.</exception>
    public Task StartAsync(ILinkHandler handler, CancellationToken cancellation)
    {
        if (_options.Problems(_self.Node).FirstOrDefault() is { } problem || (_options.Tls.IsOn && !LinkTls.TryLoad(_options.Tls, _self.Node, out _tls, out problem)))
            throw new InvalidOperationException(problem);
        _handler = handler;
        _listener = new LinkListener(_options, _tls, _log, this);
        _listener.Start();
        var host = string.IsNullOrEmpty(_options.Advertise) ? IPAddress.Parse(_options.Address).ToString() : _options.Advertise;
        Address = string.Create(CultureInfo.InvariantCulture, $"{(host.Contains(':') ? $"[{host}]" : host)}:{_listener.Port}");
        Run(_listener.AcceptAsync(_end.Token));
        return Task.CompletedTask;
    }

    public void SetSelf(long incarnation)
    {
        if (_self.Incarnation == incarnation)
            return;
        lock (_lock)
        {
            _self = new LinkSelf(_self.Node, incarnation);
            foreach (var call in _calls.Values)
                call.Stop.Cancel();
            _calls.Clear();
        }
        _lines.EndAll("another incarnation");
        lock (_lock)
            Call();
    }

    public void SetPeers(IReadOnlyCollection<LinkPeer> peers)
    {
        _lines.SetPeers(peers, line => _time.GetElapsedTime(line.Since).TotalMilliseconds <= _options.SilenceMilliseconds);
        lock (_lock)
        {
            _peers = peers;
            foreach (var (node, call) in _calls)
            {
                var peer = peers.FirstOrDefault(peer => peer.Node == node);
                // It may have told its new incarnation itself.
                if (peer == call.Peer || (peer?.Address == call.Peer.Address && _lines.Has(node, peer.Incarnation)))
                    continue;
                _calls.Remove(node);
                call.Stop.Cancel();
            }
            Call();
        }
    }

    public bool Send(string node, LinkMessage message)
    {
        if (_lines.Standing(node) is not { } line)
            return false;
        try
        {
            return line.Send(message);
        }
        catch (Exception mistake)
        {
            // What could not be written is missing: so the line is over, and both ends are told.
            line.End("mistake");
            _logger.LogError(mistake, "{Message} to node {Node} cannot be written", message.GetType().Name, node);
            return false;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
            return;
        await _end.CancelAsync();
        _listener?.Dispose();
        _lines.EndAll("stopped");
        while (!_running.IsEmpty)
            await Task.WhenAll(_running.Keys);
        _end.Dispose();
    }

    /// <summary>How many rooms' frames the line's end remembers.</summary>
    internal (int Sent, int Received) RememberedOf(string node) => _lines.Standing(node)?.Remembered ?? default;

    (TcpLine Line, Task Before)? LinkListener.IOwner.TryClaim(LinkSelf self, LinkSelf other, Stream stream) => TryClaim(self, other, stream);

    Task LinkListener.IOwner.CarryAsync(TcpLine line, Task before) => CarryAsync(line, before);

    void LinkListener.IOwner.Run(Task task) => Run(task);

    Task LinkListener.IOwner.WaitAsync(TimeSpan wait, CancellationToken cancellation) => WaitAsync(wait, cancellation);

    /// <summary>Calls whom this node is to call and does not yet. Under the lock.</summary>
    private void Call()
    {
        if (_self.Incarnation == 0 || _end.IsCancellationRequested)
            return;
        foreach (var peer in _peers)
        {
            if (string.CompareOrdinal(_self.Node, peer.Node) >= 0 || _calls.ContainsKey(peer.Node))
                continue;
            var stop = CancellationTokenSource.CreateLinkedTokenSource(_end.Token);
            _calls[peer.Node] = (peer, stop);
            Run(CallAsync(new LinkCaller(_options, _tls, _log, _logger, peer), _self, stop));
        }
    }

    private async Task CallAsync(LinkCaller caller, LinkSelf self, CancellationTokenSource call)
    {
        await Task.Yield();
        var stop = call.Token;
        while (!stop.IsCancellationRequested)
        {
            if (await caller.TryCallAsync(self, stop) is var (other, stream))
            {
                if (TryClaim(self, other, stream) is var (line, before))
                {
                    await using var stopping = stop.Register(() => line.End("not a peer"));
                    await CarryAsync(line, before);
                }
                await stream.DisposeAsync();
            }
            await WaitAsync(caller.NextWait(), stop);
        }
        lock (_lock)
        {
            // Else all ends, and who stops this call may still be about to.
            if (!_calls.Values.Any(known => known.Stop == call))
                call.Dispose();
        }
    }

    private (TcpLine Line, Task Before)? TryClaim(LinkSelf self, LinkSelf other, Stream stream)
    {
        var line = new TcpLine(other, stream, _options, _time, _log);
        if (!_lines.TryClaim(line, out var before))
        {
            line.Dispose();
            return null;
        }
        if (_self != self)
            line.End("another incarnation");
        if (_end.IsCancellationRequested)
            line.End("stopped");
        return (line, before);
    }

    /// <summary>A line is up when the one before it is down.</summary>
    private async Task CarryAsync(TcpLine line, Task before)
    {
        await before;
        if (!line.IsOver)
            await TellAsync(line);
        _lines.Release(line);
        line.Dispose();
    }

    private async Task TellAsync(TcpLine line)
    {
        _lines.Stand(line);
        LinkMetrics.Instance.Up(line);
        _logger.LogInformation("The line to node {Node} is up", line.Node);
        try
        {
            _handler!.LinkUp(line.Node);
            await line.RunAsync(_handler);
        }
        catch (Exception mistake)
        {
            // A mistake costs this line and what was on it, and both ends are told; it must not cost the lines that would come after.
            line.End("mistake");
            _logger.LogError(mistake, "The line to node {Node} failed", line.Node);
        }
        _lines.Fall(line);
        LinkMetrics.Instance.Down(line, line.Why);
        _logger.LogInformation("The line to node {Node} is down: {Why}", line.Node, line.Why);
        try
        {
            _handler!.LinkDown(line.Node);
        }
        catch (Exception mistake)
        {
            _logger.LogError(mistake, "The end of the line to node {Node} could not be told", line.Node);
        }
    }

    private async Task WaitAsync(TimeSpan wait, CancellationToken cancellation)
    {
        try
        {
            await Task.Delay(wait, _time, cancellation);
        }
        catch (OperationCanceledException)
        {
            // Whoever waits looks at its token next.
        }
    }

    private void Run(Task task)
    {
        _running[task] = true;
        _ = task.ContinueWith(done => _running.TryRemove(done, out _), TaskScheduler.Default);
    }
}
