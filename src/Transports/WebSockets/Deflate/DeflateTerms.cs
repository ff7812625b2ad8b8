using Actors.Channels;
using Actors.WebSockets.Framing;

namespace Actors.WebSockets.Deflate;

/// <summary>The terms negotiated with one client: how messages to it are compressed, how its own are read, and the header of the answer.</summary>
internal sealed class DeflateTerms(FrameDeflater deflater, MessageInflater inflater, int serverWindowBits, string answer)
{
    // A message that is compressed by itself refers to nothing outside itself. One that is no longer than the client's window fits it, and is shared with
    // clients that have a larger window. A longer message is sent uncompressed.
    private readonly int _mostBytes = serverWindowBits == DeflateOffer.MaxWindowBits ? int.MaxValue : 1 << serverWindowBits;

    /// <summary>The value of Sec-WebSocket-Extensions.</summary>
    public string Answer { get; } = answer;

    public MessageInflater Inflater { get; } = inflater;

    /// <summary>The message as this client receives it. It is made once for all clients; the others only look it up.</summary>
    public ReadOnlyMemory<byte> FrameOf(EncodedMessage message)
    {
        if (message.PayloadLength < deflater.MinBytes || message.PayloadLength > _mostBytes)
            return message.FramedBy(ServerFraming.Plain);
        var compressed = message.CompressedBy(deflater);
        return compressed.FramedBy(ReferenceEquals(compressed, message) ? ServerFraming.Plain : ServerFraming.Compressed);
    }

    /// <summary>The connection is over: releases the memory that was reserved for it.</summary>
    public void Release() => Inflater.Release();
}
