using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging;

namespace Actors.Cluster.Links.Tcp;

/// <summary>
/// One TCP connection to each other node. Of two nodes the one whose name comes first calls the other, so that they do not call each other at once; who
/// is called takes anybody who knows the secret, for a newcomer may call before it has been read of. A node that calls again replaces its line of before.
/// </summary>
public sealed class TcpLinks : ILinks
{
    private static readonly TimeSpan FirstWait = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(2);

    private readonly string _self;
    private readonly ClusterLinkOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly CancellationTokenSource _end = new();
    private readonly ConcurrentDictionary<string, TcpLine> _lines = new();
    private readonly ConcurrentDictionary<string, SemaphoreSlim> _turns = new();
    private readonly Lock _lock = new();
    private readonly Dictionary<string, (LinkPeer Peer, CancellationTokenSource Stop)> _calls = [];
    private readonly ConcurrentDictionary<Task, bool> _running = new();
    private Socket? _listener;
    private ILinkHandler? _handler;
    private int _unproven;
    private int _disposed;

    public TcpLinks(string self, ClusterLinkOptions options, TimeProvider time, ILogger logger)
    {
        _self = self;
        _options = options;
        _time = time;
        _logger = logger;
    }

    public string Address { get; private set; } = "";

    public Task StartAsync(ILinkHandler handler, CancellationToken cancellation)
    {
        if (_options.Problems().FirstOrDefault() is { } problem)
            throw new InvalidOperationException(problem);
        _handler = handler;
        var address = IPAddress.Parse(_options.Address);
        _listener = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            _listener.Bind(new IPEndPoint(address, _options.Port));
        }
        catch (SocketException taken)
        {
            throw new IOException($"The line of node {_self} cannot listen on {address}:{_options.Port}: {taken.Message}. Another port can be chosen with Link:Port.", taken);
        }
        _listener.Listen(64);
        var port = ((IPEndPoint)_listener.LocalEndPoint!).Port;
        var host = string.IsNullOrEmpty(_options.Advertise) ? address.ToString() : _options.Advertise;
        Address = string.Create(CultureInfo.InvariantCulture, $"{(host.Contains(':') ? $"[{host}]" : host)}:{port}");
        Run(AcceptAsync());
        return Task.CompletedTask;
    }

    public void SetPeers(IReadOnlyCollection<LinkPeer> peers)
    {
        lock (_lock)
        {
            foreach (var (node, call) in _calls)
            {
                if (peers.Contains(call.Peer))
                    continue;
                _calls.Remove(node);
                call.Stop.Cancel();
            }
            foreach (var (node, line) in _lines)
            {
                if (!peers.Any(peer => peer.Node == node) && _time.GetElapsedTime(line.Since).TotalMilliseconds > _options.SilenceMilliseconds)
                    line.End("not a peer");
            }
            foreach (var peer in peers)
            {
                if (string.CompareOrdinal(_self, peer.Node) >= 0 || _calls.ContainsKey(peer.Node) || _end.IsCancellationRequested)
                    continue;
                var stop = CancellationTokenSource.CreateLinkedTokenSource(_end.Token);
                _calls[peer.Node] = (peer, stop);
                Run(CallAsync(peer, stop.Token));
            }
        }
    }

    public bool Send(string node, LinkMessage message) => _lines.TryGetValue(node, out var line) && line.Send(message);

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
            return;
        await _end.CancelAsync();
        _listener?.Dispose();
        foreach (var line in _lines.Values)
            line.End("stopped");
        await Task.WhenAll(_running.Keys);
        _end.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (!_end.IsCancellationRequested)
        {
            Socket socket;
            try
            {
                socket = await _listener!.AcceptAsync(_end.Token);
            }
            catch (Exception cause) when (cause is SocketException or ObjectDisposedException or OperationCanceledException)
            {
                if (_end.IsCancellationRequested)
                    return;
                await WaitAsync(FirstWait, _end.Token);
                continue;
            }
            if (Volatile.Read(ref _unproven) >= _options.UnprovenLines)
            {
                LinkMetrics.Instance.Refused("too many");
                socket.Dispose();
                continue;
            }
            Interlocked.Increment(ref _unproven);
            Run(AnswerAsync(socket));
        }
    }

    private async Task AnswerAsync(Socket socket)
    {
        string? node = null;
        var stream = Open(socket);
        try
        {
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(_end.Token);
            patience.CancelAfter(_options.HandshakeMilliseconds);
            (node, var problem) = await LinkHandshake.AnswerAsync(stream, _self, _options.Secret, patience.Token);
            if (problem is not null)
            {
                LinkMetrics.Instance.Refused(problem);
                _logger.LogWarning("Somebody at {Address} is no node of this cluster: {Problem}", socket.RemoteEndPoint, problem);
            }
        }
        catch (Exception cause) when (cause is IOException or OperationCanceledException or SocketException or ObjectDisposedException)
        {
            LinkMetrics.Instance.Refused("handshake");
        }
        finally
        {
            Interlocked.Decrement(ref _unproven);
        }
        if (node is null)
            await stream.DisposeAsync();
        else
            await CarryAsync(node, stream);
    }

    private async Task CallAsync(LinkPeer peer, CancellationToken stop)
    {
        var wait = FirstWait;
        while (!stop.IsCancellationRequested)
        {
            try
            {
                using var patience = CancellationTokenSource.CreateLinkedTokenSource(stop);
                patience.CancelAfter(_options.HandshakeMilliseconds);
                var (host, port) = Parse(peer.Address);
                using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
                await socket.ConnectAsync(host, port, patience.Token);
                await using var stream = Open(socket);
                var problem = await LinkHandshake.CallAsync(stream, _self, peer.Node, _options.Secret, patience.Token);
                if (problem is null)
                {
                    wait = FirstWait;
                    await CarryAsync(peer.Node, stream, stop);
                }
                else
                {
                    LinkMetrics.Instance.Refused("called");
                    _logger.LogWarning("Who answers at {Address} is not node {Node}: {Problem}", peer.Address, peer.Node, problem);
                }
            }
            catch (Exception cause) when (cause is IOException or OperationCanceledException or SocketException or ObjectDisposedException or FormatException)
            {
                _logger.LogDebug(cause, "Node {Node} cannot be reached at {Address}", peer.Node, peer.Address);
            }
            await WaitAsync(wait * (0.5 + RandomNumber()), stop);
            wait = wait * 2 < LongestWait ? wait * 2 : LongestWait;
        }
    }

    /// <summary>One line to a node at a time: a new one ends the one before, and is up when that one is down.</summary>
    private async Task CarryAsync(string node, Stream stream, CancellationToken stop = default)
    {
        var line = new TcpLine(node, stream, _options, _time);
        if (_lines.TryGetValue(node, out var before))
            before.End("replaced");
        var turn = _turns.GetOrAdd(node, static _ => new SemaphoreSlim(1, 1));
        await turn.WaitAsync(CancellationToken.None);
        try
        {
            await using var stopping = stop.Register(() => line.End("not a peer"));
            _lines[node] = line;
            if (_end.IsCancellationRequested)
                line.End("stopped");
            LinkMetrics.Instance.Up(+1);
            _logger.LogInformation("The line to node {Node} is up", node);
            try
            {
                _handler!.LinkUp(node);
                await line.RunAsync(_handler);
            }
            catch (Exception mistake)
            {
                // A mistake costs this line and what was on it, and both ends are told; it must not cost the lines that would come after.
                line.End("mistake");
                _logger.LogError(mistake, "The line to node {Node} failed", node);
            }
            _lines.TryRemove(new(node, line));
            LinkMetrics.Instance.Up(-1);
            LinkMetrics.Instance.Down(line.Why);
            _logger.LogInformation("The line to node {Node} is down: {Why}", node, line.Why);
            _handler!.LinkDown(node);
        }
        finally
        {
            turn.Release();
            line.Dispose();
        }
    }

    private static NetworkStream Open(Socket socket)
    {
        socket.NoDelay = true;
        return new NetworkStream(socket, ownsSocket: true);
    }

    private static (string Host, int Port) Parse(string address)
    {
        var colon = address.LastIndexOf(':');
        if (colon <= 0)
            throw new FormatException($"\"{address}\" is not host:port.");
        return (address[..colon].Trim('[', ']'), int.Parse(address.AsSpan(colon + 1), CultureInfo.InvariantCulture));
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

    private static double RandomNumber() => System.Security.Cryptography.RandomNumberGenerator.GetInt32(1000) / 1000.0;

    private void Run(Task task)
    {
        _running[task] = true;
        _ = task.ContinueWith(done => _running.TryRemove(done, out _), TaskScheduler.Default);
    }
}
