using System.Net;
using System.Net.Sockets;

namespace Actors.Tools.Echo;

/// <summary>
/// Sends each datagram back as it came, one at a time: if they come too fast, they wait in the socket's buffer, which drops what does not fit.
/// </summary>
internal sealed class EchoServer : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly Socket _socket;
    private readonly Task _work;
    private long _echoed;

    public EchoServer(IPEndPoint listen)
    {
        _socket = new Socket(listen.AddressFamily, SocketType.Dgram, ProtocolType.Udp) { ReceiveBufferSize = 1 << 22 };
        _socket.Bind(listen);
        _work = RunAsync();
    }

    public IPEndPoint Endpoint => (IPEndPoint)_socket.LocalEndPoint!;

    public long Echoed => Interlocked.Read(ref _echoed);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _work;
        _socket.Dispose();
    }

    private async Task RunAsync()
    {
        var buffer = new byte[65_536];
        var from = new SocketAddress(_socket.AddressFamily);
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                var length = await _socket.ReceiveFromAsync(buffer, SocketFlags.None, from, _stop.Token);
                await _socket.SendToAsync(buffer.AsMemory(0, length), SocketFlags.None, from, _stop.Token);
                Interlocked.Increment(ref _echoed);
            }
            catch (Exception end) when (end is SocketException or OperationCanceledException)
            {
            }
        }
    }
}
