using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Actors.Bench.Load.Sockets;

/// <summary>One WebSocket connection of the load: it stores incomplete messages; everything else is in buffers that all connections share.</summary>
internal sealed class ClientConnection : IDisposable
{
    private static readonly byte[] Shared = new byte[1 << 20];
    private static readonly byte[] Outgoing = new byte[4096];
    private readonly Socket _socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private byte[] _partial = [];
    private int _partialLength;
    private byte[] _fragments = [];
    private int _fragmentsLength;
    private int _fragmentsFrames;

    public Socket Socket => _socket;

    public bool IsOpen { get; private set; }

    /// <summary>The server has ended it.</summary>
    public bool IsOver { get; private set; }

    /// <summary>The subprotocol that the server chose, or null.</summary>
    public string? Subprotocol { get; private set; }

    public void Connect(IPEndPoint server, string target, string? subprotocol)
    {
        _socket.Connect(server);
        var offer = subprotocol is null ? "" : $"Sec-WebSocket-Protocol: {subprotocol}\r\n";
        _socket.Send(Encoding.ASCII.GetBytes(
            $"GET {target} HTTP/1.1\r\nHost: {server}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            + $"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n{offer}\r\n"));
        _socket.Blocking = false;
    }

    /// <summary>Write the payload here, then send it: at least 2 KiB.</summary>
    public static Span<byte> Payload => Outgoing.AsSpan(Frames.MaxHeader);

    public void Send(byte opcode, int payloadLength)
    {
        var frame = Frames.Write(opcode, Outgoing, payloadLength);
        var sent = _socket.Send(frame, SocketFlags.None, out var error);
        // If a server lets a hundred bytes of ours wait until the kernel's buffer is full, it is broken, and measuring it is pointless.
        if (error == SocketError.Success && sent == frame.Length)
            return;
        IsOver = true;
    }

    public void Send(byte opcode, ReadOnlySpan<byte> payload)
    {
        payload.CopyTo(Payload);
        Send(opcode, payload.Length);
    }

    /// <summary>Reads what there is; the handler gets every whole message.</summary>
    public void Read(IFrameHandler handler)
    {
        _partial.AsSpan(0, _partialLength).CopyTo(Shared);
        var got = _socket.Receive(Shared.AsSpan(_partialLength), SocketFlags.None, out var error);
        if (error == SocketError.WouldBlock)
            return;
        if (got == 0 || error != SocketError.Success)
        {
            IsOver = true;
            return;
        }
        var bytes = Shared.AsSpan(0, _partialLength + got);
        if (!IsOpen && !Handshake(ref bytes))
        {
            Keep(bytes);
            return;
        }
        while (Frames.TryRead(bytes, out var opcode, out var isLast, out var payload, out var length))
        {
            if (opcode == Frames.Ping)
                Send(Frames.Pong, payload);
            else if (opcode == Frames.Close)
                IsOver = true;
            else if (opcode != Frames.Pong)
                Take(handler, payload, length, opcode == Frames.Continuation, isLast);
            bytes = bytes[length..];
        }
        Keep(bytes);
    }

    public void Dispose()
    {
        // No TIME_WAIT: ten thousand of them would obstruct the next run.
        _socket.LingerState = new LingerOption(true, 0);
        _socket.Dispose();
    }

    /// <summary>A message is passed on once, whole: its length is the sum of its frames.</summary>
    private void Take(IFrameHandler handler, ReadOnlySpan<byte> payload, int length, bool goesOn, bool isLast)
    {
        if (isLast && !goesOn)
        {
            handler.OnMessage(payload, length);
            return;
        }
        if (!goesOn)
            (_fragmentsLength, _fragmentsFrames) = (0, 0);
        if (_fragments.Length < _fragmentsLength + payload.Length)
            Array.Resize(ref _fragments, Math.Max(8192, 2 * (_fragmentsLength + payload.Length)));
        payload.CopyTo(_fragments.AsSpan(_fragmentsLength));
        _fragmentsLength += payload.Length;
        _fragmentsFrames += length;
        if (isLast)
            handler.OnMessage(_fragments.AsSpan(0, _fragmentsLength), _fragmentsFrames);
    }

    private void Keep(ReadOnlySpan<byte> bytes)
    {
        if (_partial.Length < bytes.Length)
            _partial = new byte[Math.Max(bytes.Length, 2 * _partial.Length)];
        bytes.CopyTo(_partial);
        _partialLength = bytes.Length;
    }

    private bool Handshake(ref Span<byte> bytes)
    {
        var end = bytes.IndexOf("\r\n\r\n"u8);
        if (end < 0)
            return false;
        var lines = Encoding.ASCII.GetString(bytes[..end]).Split("\r\n");
        if (!lines[0].Contains(" 101 ", StringComparison.Ordinal))
            throw new InvalidDataException($"The server answered the handshake with: {lines[0]}");
        foreach (var line in lines)
        {
            if (line.StartsWith("Sec-WebSocket-Protocol:", StringComparison.OrdinalIgnoreCase))
                Subprotocol = line[(line.IndexOf(':') + 1)..].Trim();
        }
        IsOpen = true;
        bytes = bytes[(end + 4)..];
        return true;
    }
}
