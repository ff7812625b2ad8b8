using System.Net;
using System.Net.Sockets;

namespace Actors.Datagrams;

/// <summary>One UDP socket and the one loop that receives from it, into one buffer.</summary>
internal sealed class BoundSocket : IDatagramSocket, IAsyncDisposable
{
    private const int MaxUdpBytes = 65_536;
    private static readonly TimeSpan BackOff = TimeSpan.FromMilliseconds(100);

    private readonly Socket _socket;
    private readonly ILogger _logger;
    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _stop = new();
    private Task _receiving = Task.CompletedTask;

    /// <exception cref="SocketException">The address cannot be bound.</exception>
    public BoundSocket(IPEndPoint at, int receiveBufferBytes, int sendBufferBytes, ILogger logger, TimeProvider time)
    {
        (_logger, _time) = (logger, time);
        _socket = new Socket(at.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
        try
        {
            if (at.Address.Equals(IPAddress.IPv6Any))
                _socket.DualMode = true;
            _socket.ReceiveBufferSize = receiveBufferBytes;
            _socket.SendBufferSize = sendBufferBytes;
            // A send that would block is dropped.
            _socket.Blocking = false;
            _socket.Bind(at);
            EndPoint = (IPEndPoint)_socket.LocalEndPoint!;
        }
        catch
        {
            _socket.Dispose();
            throw;
        }
    }

    public IPEndPoint EndPoint { get; }

    public void Start(IDatagramReceiver receiver) => _receiving = ReceiveAsync(receiver);

    public bool TrySend(ReadOnlySpan<byte> datagram, SocketAddress to)
    {
        try
        {
            return _socket.SendTo(datagram, SocketFlags.None, to) == datagram.Length;
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            return false;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _receiving;
        _socket.Dispose();
        _stop.Dispose();
    }

    private async Task ReceiveAsync(IDatagramReceiver receiver)
    {
        var buffer = new byte[MaxUdpBytes];
        var from = new SocketAddress(_socket.AddressFamily);
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                var length = await _socket.ReceiveFromAsync(buffer, SocketFlags.None, from, _stop.Token);
                receiver.Received(this, from, buffer.AsSpan(0, length));
            }
            catch (OperationCanceledException)
            {
                return;
            }
            catch (SocketException e)
            {
                // Some systems report here that a client's port is closed. Any other error that persists must not make this a busy loop.
                if (e.SocketErrorCode is SocketError.ConnectionReset or SocketError.ConnectionRefused)
                    continue;
                DatagramLog.CannotReceive(_logger, EndPoint, e.Message);
                await Task.Delay(BackOff, _time, _stop.Token).ContinueWith(static _ => { }, TaskScheduler.Default);
            }
        }
    }
}
