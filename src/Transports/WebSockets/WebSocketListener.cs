using System.ComponentModel;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using Actors.Channels;
using Actors.WebSockets.Handshakes;
using Actors.WebSockets.Sockets;
using Microsoft.Extensions.Options;

namespace Actors.WebSockets;

/// <summary>
/// Listens for WebSockets (RFC 6455) on sockets of its own. It knows connections, limits and timeouts; the <see cref="IWebSocketAcceptor"/> decides who may
/// connect, and what it connects handles the messages.
/// </summary>
public sealed class WebSocketListener : IAsyncDisposable
{
    private static readonly TimeSpan FirstBackOff = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan LongestBackOff = TimeSpan.FromSeconds(1);

    // A dropped connection ends at once, unless the layer above does not return from a call.
    private static readonly TimeSpan LastWait = TimeSpan.FromSeconds(1);

    // Reading an input takes microseconds; the other processors are for what follows from it, and for sending.
    private static readonly int ReadThreads = Math.Clamp(Environment.ProcessorCount / 2, 1, 8);

    private readonly ListenerState _state;
    private readonly TimeProvider _time;
    private readonly Func<Socket, CancellationToken, ValueTask<Socket>> _accept;
    private readonly CancellationTokenSource _stopping = new();
    private string _stopReason = "";
    private List<Socket> _sockets = [];
    private PollLoop[] _loops = [];
    private uint _nextLoop;
    private Task _accepting = Task.CompletedTask;
    private SslServerAuthenticationOptions? _tls;
    private ITimer? _timer;
    private int _sweeping;
    private int _stopped;

    /// <exception cref="OptionsValidationException">The options are invalid; it lists all errors.</exception>
    public WebSocketListener(WebSocketListenerOptions options, IWebSocketAcceptor acceptor, ILogger logger, TimeProvider time)
        : this(options, acceptor, logger, time, static (socket, stop) => socket.AcceptAsync(stop))
    {
    }

    /// <summary>Makes the receiver of each batch of input, once for each reading thread; null: there is none.</summary>
    public Func<IArrivals>? Arrivals { get; init; }

    /// <summary>Whether the listener's own threads wait for connections, as they can on Linux, or the platform's.</summary>
    internal bool HasOwnThreads { get; init; } = OperatingSystem.IsLinux();

    internal WebSocketListener(
        WebSocketListenerOptions options,
        IWebSocketAcceptor acceptor,
        ILogger logger,
        TimeProvider time,
        Func<Socket, CancellationToken, ValueTask<Socket>> accept)
    {
        var checkedOptions = new WebSocketListenerOptionsValidator().Validate(null, options);
        if (checkedOptions.Failed)
            throw new OptionsValidationException(nameof(WebSocketListenerOptions), typeof(WebSocketListenerOptions), checkedOptions.Failures);
        _state = new ListenerState(options, acceptor, logger, time);
        _time = time;
        _accept = accept;
    }

    /// <summary>Where it listens, once started. With "localhost", the IPv4 one; the port is the same.</summary>
    public IPEndPoint? EndPoint { get; private set; }

    /// <summary>Open WebSockets.</summary>
    public int ConnectionCount => (int)_state.Metrics.Current;

    internal ListenerState State => _state;

    /// <exception cref="ListenException">The port is taken or may not be used, or the certificate cannot be read.</exception>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        _tls = TlsCertificate.Load(_state.Options);
        _sockets = ListeningSockets.Bind(_state.Options);
        if (HasOwnThreads && _tls is null)
            _loops = [.. Enumerable.Range(0, ReadThreads).Select(_ => new PollLoop("Actors.Read", Arrivals))];
        EndPoint = (IPEndPoint)_sockets[0].LocalEndPoint!;
        _timer = _time.CreateTimer(static listener => ((WebSocketListener)listener!).Sweep(), this, _state.Options.SweepInterval, _state.Options.SweepInterval);
        _accepting = Task.WhenAll(_sockets.Select(AcceptLoopAsync));
        foreach (var socket in _sockets)
            Log.Listening(_state.Logger, socket.LocalEndPoint);
        return Task.CompletedTask;
    }

    /// <summary>Stops as <see cref="StopAsync(string, CancellationToken)"/> does.</summary>
    public Task StopAsync(CancellationToken cancellationToken) => StopAsync("the server is stopping", cancellationToken);

    /// <summary>
    /// Accepts no more, closes all with 1012 and the reason, and waits until they are closed, at most for <see cref="WebSocketListenerOptions.StopTimeout"/> or
    /// until cancelled; then drops the rest.
    /// </summary>
    public async Task StopAsync(string reason, CancellationToken cancellationToken)
    {
        if (Interlocked.Exchange(ref _stopped, 1) != 0)
            return;
        _stopReason = reason;
        await _stopping.CancelAsync();
        foreach (var socket in _sockets)
            socket.Dispose();
        await _accepting;
        _sockets = [];

        CloseAll();
        var dropped = 0;
        try
        {
            await _state.Timeouts.WhenEmpty().WaitAsync(_state.Options.StopTimeout, _time, cancellationToken);
        }
        catch (Exception e) when (e is TimeoutException or OperationCanceledException)
        {
            dropped = _state.Timeouts.Count;
            _state.Timeouts.ForEach(static (item, _) => item.Abort(), 0);
            await _state.Timeouts.WhenEmpty().WaitAsync(LastWait, _time, CancellationToken.None).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        if (_timer is not null)
            await _timer.DisposeAsync();
        Array.ForEach(_loops, static loop => loop.Dispose());
        Log.Stopped(_state.Logger, dropped);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await StopAsync(CancellationToken.None);
        _state.Metrics.Dispose();
        _stopping.Dispose();
    }

    /// <summary>One round of the timer that all connections share. A round that takes longer than the interval skips the next.</summary>
    internal void Sweep()
    {
        if (Interlocked.Exchange(ref _sweeping, 1) != 0)
            return;
        _state.Timeouts.ForEach(static (item, nowMs) => item.CheckTimeout(nowMs), _state.NowMs);
        // A connection that was between handshake and open when the stop began
        if (_stopping.IsCancellationRequested)
            CloseAll();
        Volatile.Write(ref _sweeping, 0);
    }

    private void CloseAll() => _state.Timeouts.ForEach(static (item, reason) => item.Close(CloseCode.ServiceRestart, reason), _stopReason);

    private async Task AcceptLoopAsync(Socket listening)
    {
        var backOff = FirstBackOff;
        while (!_stopping.IsCancellationRequested)
        {
            try
            {
                Welcome(await _accept(listening, _stopping.Token));
                backOff = FirstBackOff;
            }
            catch (Exception) when (_stopping.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                // Out of descriptors or memory, or the client has already disconnected. None is a reason to stop listening.
                _state.Metrics.AcceptFailed(e is SocketException { SocketErrorCode: var code } ? code.ToString() : e.GetType().Name);
                Log.CannotAccept(_state.Logger, e.Message, backOff);
                await Task.Delay(backOff, _time, _stopping.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                backOff = backOff * 2 < LongestBackOff ? backOff * 2 : LongestBackOff;
            }
        }
    }

    private void Welcome(Socket socket)
    {
        AdmissionLease? lease = null;
        try
        {
            lease = _state.Admission.Enter(AddressKey.Of(socket.RemoteEndPoint));
            if (lease is null)
            {
                socket.Close(timeout: 0);
                return;
            }
            socket.NoDelay = true;
            if (_tls is null)
                ThreadPool.UnsafeQueueUserWorkItem(static handshake => handshake.Start(), Begin(NewConnection(socket), lease.Value), preferLocal: false);
            else
                _ = BeginTlsAsync(new TlsConnection(socket), lease.Value);
        }
        catch (Exception e) when (e is Win32Exception or ObjectDisposedException)
        {
            // It has already disconnected, or the kernel cannot watch another descriptor
            socket.Dispose();
            if (lease is not null)
                _state.Admission.Leave(lease.Value);
        }
    }

    private ISocketConnection NewConnection(Socket socket)
    {
        if (_loops.Length == 0)
            return new PlainConnection(socket);
        var next = Interlocked.Increment(ref _nextLoop);
        return new PolledConnection(socket, _loops[next % (uint)_loops.Length]);
    }

    private Handshake Begin(ISocketConnection connection, AdmissionLease lease)
    {
        var handshake = new Handshake(connection, lease, isSecure: _tls is not null, _state);
        connection.Events = handshake;
        _state.Timeouts.Add(handshake);
        return handshake;
    }

    private async Task BeginTlsAsync(TlsConnection connection, AdmissionLease lease)
    {
        var handshake = Begin(connection, lease);
        if (await connection.AuthenticateAsync(_tls!))
            handshake.Start();
        else
            handshake.Abort();
    }
}
