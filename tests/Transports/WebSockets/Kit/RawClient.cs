using System.Net;
using System.Net.Sockets;
using System.Text;
using Actors.Channels;

namespace Actors.Transports.Tests.WebSockets.Kit;

/// <summary>A client on the level of bytes: it sends what the test gives it, right or wrong, and reads frames without forgiving anything.</summary>
internal sealed class RawClient : IDisposable
{
    public const string Key = "dGhlIHNhbXBsZSBub25jZQ==";

    private readonly byte[] _received = new byte[64 * 1024];
    private int _start;
    private int _end;

    private RawClient(Socket socket) => Socket = socket;

    public Socket Socket { get; }

    /// <summary>Replaces the socket when TLS lies between.</summary>
    public Stream? Stream { get; set; }

    public byte ReservedBitsAgreed { get; set; }

    public static string Request(string path = "/", params string[] moreHeaders) =>
        $"GET {path} HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        + $"Sec-WebSocket-Key: {Key}\r\nSec-WebSocket-Version: 13\r\n"
        + string.Concat(moreHeaders.Select(header => header + "\r\n")) + "\r\n";

    /// <param name="receiveBufferBytes">With a small buffer the client takes little.</param>
    public static async Task<RawClient> ConnectAsync(IPEndPoint endPoint, int? receiveBufferBytes = null)
    {
        var socket = new Socket(endPoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        if (receiveBufferBytes is { } bytes)
            socket.ReceiveBufferSize = bytes;
        await socket.ConnectAsync(endPoint).Soon();
        return new RawClient(socket);
    }

    /// <summary>Connects and is let in.</summary>
    public static async Task<RawClient> OpenAsync(IPEndPoint endPoint, string path = "/", int? receiveBufferBytes = null)
    {
        var client = await ConnectAsync(endPoint, receiveBufferBytes);
        await client.SendAsync(Request(path));
        var answer = await client.ReadAnswerAsync();
        Assert.Equal(101, answer.Status);
        return client;
    }

    public Task SendAsync(string text) => SendAsync(Encoding.Latin1.GetBytes(text));

    public async Task SendAsync(ReadOnlyMemory<byte> bytes)
    {
        if (Stream is not null)
        {
            await Stream.WriteAsync(bytes).AsTask().Soon();
            return;
        }
        while (!bytes.IsEmpty)
            bytes = bytes[await Socket.SendAsync(bytes).AsTask().Soon()..];
    }

    public Task SendAsync(params Frame[] frames) => SendAsync(frames.SelectMany(frame => frame.ToBytes()).ToArray());

    public async Task<Answer> ReadAnswerAsync()
    {
        var head = new List<byte>();
        while (head.Count < 4 || Encoding.Latin1.GetString([.. head[^4..]]) != "\r\n\r\n")
            head.Add(await ReadByteAsync() ?? throw new EndOfStreamException("The line ended within the answer: " + Encoding.Latin1.GetString([.. head])));
        var lines = Encoding.Latin1.GetString([.. head]).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        var headers = lines[1..].Select(line => line.Split(": ", 2)).ToDictionary(pair => pair[0], pair => pair[1], StringComparer.OrdinalIgnoreCase);
        var body = headers.TryGetValue("Content-Length", out var length) ? await ReadAsync(int.Parse(length)) : [];
        return new Answer(int.Parse(lines[0].Split(' ')[1]), headers, Encoding.UTF8.GetString(body));
    }

    /// <summary>The next frame; the server's must never be masked nor carry reserved bits that were not agreed on.</summary>
    public async Task<Frame> ReadFrameAsync()
    {
        var head = await ReadAsync(2);
        Assert.Equal(0, head[0] & 0x70 & ~ReservedBitsAgreed);
        Assert.Equal(0, head[1] & 0x80);
        ulong length = (byte)(head[1] & 0x7F);
        var lengthBytes = length switch { 126 => 2, 127 => 8, _ => 0 };
        if (lengthBytes > 0)
            length = (await ReadAsync(lengthBytes)).Aggregate(0UL, (sum, b) => (sum << 8) | b);
        return new Frame((byte)(head[0] & 0x0F), await ReadAsync((int)length)) { Fin = (head[0] & 0x80) != 0, Rsv = (byte)(head[0] & 0x70), Key = null };
    }

    /// <summary>The server sends close with this code, and then ends its side.</summary>
    public async Task<Frame> ReadCloseAsync(CloseCode? code)
    {
        var frame = await ReadFrameAsync();
        Assert.Equal(Frame.CloseOpcode, frame.Opcode);
        Assert.Equal(code, frame.Code);
        return frame;
    }

    public async Task ExpectEchoAsync(Frame sent)
    {
        var frame = await ReadFrameAsync();
        Assert.Equal(sent.Opcode, frame.Opcode);
        Assert.Equal(sent.Payload, frame.Payload);
    }

    /// <summary>True: the server ended its side properly. False: the connection was reset.</summary>
    public async Task<bool> ReadEndAsync()
    {
        try
        {
            var b = await ReadByteAsync();
            Assert.True(b is null, "Bytes came where the end was expected");
            return true;
        }
        catch (Exception e) when (e is SocketException or IOException { InnerException: SocketException })
        {
            return false;
        }
    }

    /// <summary>Everything up to the end or a reset.</summary>
    public async Task<byte[]> DrainAsync()
    {
        var all = new MemoryStream();
        try
        {
            do
            {
                all.Write(_received, _start, _end - _start);
                _start = _end;
            }
            while (await FillAsync());
        }
        catch (SocketException)
        {
        }
        return all.ToArray();
    }

    public void ShutdownSend() => Socket.Shutdown(SocketShutdown.Send);

    /// <summary>Ends with RST.</summary>
    public void Reset() => Socket.Close(0);

    public void Dispose()
    {
        Stream?.Dispose();
        Socket.Dispose();
    }

    private async Task<byte[]> ReadAsync(int count)
    {
        var bytes = new byte[count];
        for (var filled = 0; filled < count;)
        {
            if (_start == _end && !await FillAsync())
                throw new EndOfStreamException($"The line ended after {filled} of {count} bytes");
            var taken = Math.Min(count - filled, _end - _start);
            _received.AsSpan(_start, taken).CopyTo(bytes.AsSpan(filled));
            _start += taken;
            filled += taken;
        }
        return bytes;
    }

    private async Task<byte?> ReadByteAsync()
    {
        if (_start == _end && !await FillAsync())
            return null;
        return _received[_start++];
    }

    private async Task<bool> FillAsync()
    {
        _start = 0;
        _end = await (Stream is null ? Socket.ReceiveAsync(_received) : Stream.ReadAsync(_received).AsTask()).Soon();
        return _end > 0;
    }
}

internal sealed record Answer(int Status, IReadOnlyDictionary<string, string> Headers, string Body);
