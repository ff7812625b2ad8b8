using System.IO.Compression;
using Actors.WebSockets;

namespace Actors.Transports.Tests.WebSockets.Kit;

/// <summary>The client's side of permessage-deflate, made of the runtime's streams: another implementation than the one under test.</summary>
internal static class Deflated
{
    public const byte Rsv1 = 0x40;

    public static Frame Text(string text) => Frame.Text(Compress(System.Text.Encoding.UTF8.GetBytes(text))) with { Rsv = Rsv1 };

    public static Frame Binary(byte[] bytes) => Frame.Binary(Compress(bytes)) with { Rsv = Rsv1 };

    /// <summary>Without the four bytes that the RFC wants left out.</summary>
    public static byte[] Compress(ReadOnlySpan<byte> bytes, CompressionLevel level = CompressionLevel.Optimal)
    {
        using var compressor = new Compressor(level);
        return compressor.Next(bytes);
    }

    /// <exception cref="InvalidDataException">The data is not valid.</exception>
    public static byte[] Inflate(ReadOnlySpan<byte> payload)
    {
        // After the empty block that was left out, a final one, so that the stream has an end
        using var stream = new DeflateStream(new MemoryStream([.. payload, 0, 0, 0xFF, 0xFF, 3, 0]), CompressionMode.Decompress);
        var all = new MemoryStream();
        stream.CopyTo(all);
        return all.ToArray();
    }

    public static byte[] Inflate(Frame frame)
    {
        Assert.Equal(Rsv1, frame.Rsv);
        return Inflate(frame.Payload);
    }

    /// <summary>A client that makes an offer, and the answer: null if no extension was agreed on.</summary>
    public static async Task<(RawClient Client, string? Answer)> OpenAsync(Server server, string? offer = "permessage-deflate", string path = "/")
    {
        var client = await RawClient.ConnectAsync(server.EndPoint);
        await client.SendAsync(offer is null ? RawClient.Request(path) : RawClient.Request(path, $"Sec-WebSocket-Extensions: {offer}"));
        var answer = await client.ReadAnswerAsync();
        Assert.Equal(101, answer.Status);
        var agreed = answer.Headers.GetValueOrDefault("Sec-WebSocket-Extensions");
        client.ReservedBitsAgreed = agreed is null ? (byte)0 : Rsv1;
        return (client, agreed);
    }

    public static async Task<(RawClient Client, UpperSide Upper)> ConnectAsync(Server server, string offer = "permessage-deflate")
    {
        var (client, answer) = await OpenAsync(server, offer);
        Assert.NotNull(answer);
        return (client, await server.NextOpenedAsync());
    }

    public static void On(WebSocketListenerOptions options) => options.Deflate.Enabled = true;

    /// <summary>Keeps its context from one message to the next.</summary>
    internal sealed class Compressor : IDisposable
    {
        private readonly MemoryStream _out = new();
        private readonly DeflateStream _stream;

        public Compressor(CompressionLevel level) => _stream = new DeflateStream(_out, level, leaveOpen: true);

        public byte[] Next(ReadOnlySpan<byte> bytes)
        {
            _out.SetLength(0);
            _stream.Write(bytes);
            _stream.Flush();
            var all = _out.ToArray();
            return all.Length == 0 ? [0] : all[..^4];
        }

        public void Dispose() => _stream.Dispose();
    }
}
