using System.Buffers;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;

namespace Actors.WebSockets.Sockets;

/// <summary>
/// A TCP socket under TLS. The cipher needs buffers and copies anyway, so this is written for little memory and simplicity, not for speed: it waits with an
/// empty read, for which SslStream holds no buffer either, and reads what arrives into a rented buffer that it hands out.
/// </summary>
internal sealed class TlsConnection : ISocketConnection
{
    private const int RecordBytes = 16 * 1024;
    private const int SliceBytes = 256 * 1024;

    private readonly Socket _socket;
    private readonly SslStream _stream;
    private byte[]? _buffer;
    private int _start;
    private int _end;
    private bool _ended;
    private bool _broken;

    public TlsConnection(Socket socket)
    {
        _socket = socket;
        RemoteEndPoint = socket.RemoteEndPoint;
        _stream = new SslStream(new NetworkStream(socket, ownsSocket: true));
    }

    public EndPoint? RemoteEndPoint { get; }

    public ISocketEvents Events { get; set; } = null!;

    /// <summary>False if the TLS handshake fails, or the connection is closed meanwhile.</summary>
    public async Task<bool> AuthenticateAsync(SslServerAuthenticationOptions options)
    {
        try
        {
            await _stream.AuthenticateAsServerAsync(options);
            return true;
        }
        catch (Exception e) when (IsExpected(e))
        {
            return false;
        }
    }

    public bool WaitReadable()
    {
        if (_start < _end || _ended || _broken)
            return true;
        var filling = FillAsync();
        if (filling.IsCompleted)
            return true;
        _ = TellAsync(filling);
        return false;
    }

    public int Receive(Span<byte> buffer, out bool more)
    {
        more = false;
        if (_start == _end)
            return _broken ? ISocketConnection.Broken : _ended ? ISocketConnection.EndOfStream : ISocketConnection.NothingYet;
        var count = Math.Min(buffer.Length, _end - _start);
        _buffer.AsSpan(_start, count).CopyTo(buffer);
        _start += count;
        more = _start < _end;
        if (!more)
            ReturnBuffer();
        return count;
    }

    public SendResult Send(ReadOnlyMemory<byte> data)
    {
        var sending = SendSlicesAsync(data);
        if (!sending.IsCompleted)
        {
            _ = TellAsync(sending);
            return SendResult.Pending;
        }
        return sending.Result ? SendResult.Done : SendResult.Broken;
    }

    public void ShutdownSend() => _ = ShutdownSendAsync();

    public void Close(bool reset)
    {
        if (reset)
            _socket.Close(timeout: 0);
        _stream.Dispose();
    }

    private async Task FillAsync()
    {
        try
        {
            _ = await _stream.ReadAsync(Memory<byte>.Empty); // Waits for bytes; reads none
            _buffer = ArrayPool<byte>.Shared.Rent(RecordBytes);
            _start = 0;
            _end = await _stream.ReadAsync(_buffer);
            _ended = _end == 0;
        }
        catch (Exception e) when (IsExpected(e))
        {
            _end = 0;
            _broken = true;
        }
        if (_end == 0)
            ReturnBuffer();
    }

    private async Task TellAsync(Task filling)
    {
        await filling;
        Events.OnReadable();
    }

    private async Task<bool> SendSlicesAsync(ReadOnlyMemory<byte> data)
    {
        try
        {
            while (data.Length > SliceBytes)
            {
                await _stream.WriteAsync(data[..SliceBytes]);
                data = data[SliceBytes..];
                Events.OnSendProgress();
            }
            await _stream.WriteAsync(data);
            return true;
        }
        catch (Exception e) when (IsExpected(e))
        {
            return false;
        }
    }

    private async Task TellAsync(Task<bool> sending)
    {
        var sent = await sending;
        Events.OnSendProgress();
        Events.OnSent(broken: !sent);
    }

    private async Task ShutdownSendAsync()
    {
        try
        {
            await _stream.ShutdownAsync();
            _socket.Shutdown(SocketShutdown.Send);
        }
        catch (Exception e) when (IsExpected(e))
        {
            // Already broken: the reader notices it
        }
    }

    private void ReturnBuffer()
    {
        if (_buffer is null)
            return;
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = null;
        _start = _end = 0;
    }

    /// <summary>SslStream throws any of these for an error of the client, or if it is closed in the middle of a call.</summary>
    private static bool IsExpected(Exception e) =>
        e is IOException or SocketException or ObjectDisposedException or InvalidOperationException
            or System.Security.Authentication.AuthenticationException or OperationCanceledException or NullReferenceException;
}
