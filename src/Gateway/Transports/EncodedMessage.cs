using System.Buffers.Binary;
using Actors.Gateway.Transports.WebSockets.Deflate;
using Actors.Gateway.Transports.WebSockets.Framing;

namespace Actors.Gateway.Transports;

/// <summary>
/// One message as bytes, encoded once and handed to every client that is to have it. Immutable and shared: the same
/// memory is written to every socket. Room is kept ahead of the payload for a WebSocket frame header, so that the frame
/// is built once as well, with no second copy. Its compressed form is made once too, when the first asks for it.
/// </summary>
public sealed class EncodedMessage
{
    /// <summary>The longest header of an unmasked WebSocket frame: 2 bytes and a 64-bit length (RFC 6455, 5.2).</summary>
    public const int HeaderBytes = 10;

    private readonly byte[] _buffer;
    private readonly int _frameStart;
    private byte[]? _deflated;

    private EncodedMessage(byte[] buffer, int frameStart, int payloadLength, bool isText)
    {
        _buffer = buffer;
        _frameStart = frameStart;
        PayloadLength = payloadLength;
        IsText = isText;
    }

    public bool IsText { get; }

    public int PayloadLength { get; }

    public ReadOnlyMemory<byte> Payload => _buffer.AsMemory(HeaderBytes, PayloadLength);

    /// <summary>The payload as one final, unmasked WebSocket frame.</summary>
    public ReadOnlyMemory<byte> WebSocketFrame => _buffer.AsMemory(_frameStart, HeaderBytes + PayloadLength - _frameStart);

    /// <summary>
    /// The payload as one final, unmasked and compressed WebSocket frame (RFC 7692), or as it is if that is no longer. Who
    /// comes while it is being made waits: that is shorter than making it again.
    /// </summary>
    internal ReadOnlyMemory<byte> DeflatedFrame(FrameDeflater deflater)
    {
        var deflated = Volatile.Read(ref _deflated);
        if (deflated is null)
        {
            // The buffer is nobody else's
            lock (_buffer)
            {
                deflated = _deflated;
                if (deflated is null)
                {
                    deflated = deflater.Deflate(Payload.Span, HeaderBytes) ?? [];
                    if (deflated.Length > 0)
                        WriteHeader(deflated, deflated.Length - HeaderBytes, IsText, isCompressed: true);
                    Volatile.Write(ref _deflated, deflated);
                }
            }
        }
        return deflated.Length == 0 ? WebSocketFrame : deflated.AsMemory(StartOf(deflated.Length - HeaderBytes));
    }

    /// <summary>
    /// Takes over a buffer whose first <see cref="HeaderBytes"/> bytes are free and whose payload follows them.
    /// The buffer must not be written to afterwards.
    /// </summary>
    public static EncodedMessage Adopt(byte[] buffer, int payloadLength, bool isText)
    {
        ArgumentNullException.ThrowIfNull(buffer);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(payloadLength, buffer.Length - HeaderBytes);
        return new EncodedMessage(buffer, WriteHeader(buffer, payloadLength, isText), payloadLength, isText);
    }

    public static EncodedMessage Copy(ReadOnlySpan<byte> payload, bool isText)
    {
        var buffer = GC.AllocateUninitializedArray<byte>(HeaderBytes + payload.Length);
        payload.CopyTo(buffer.AsSpan(HeaderBytes));
        return Adopt(buffer, payload.Length, isText);
    }

    /// <summary>Writes the header so that it ends where the payload begins; returns where it starts.</summary>
    private static int WriteHeader(byte[] buffer, int payloadLength, bool isText, bool isCompressed = false)
    {
        var start = StartOf(payloadLength);
        buffer[start] = (byte)(0x80 | (isCompressed ? FrameHeader.CompressedBit : 0) | (isText ? 0x1 : 0x2));
        switch (payloadLength)
        {
            case < 126:
                buffer[start + 1] = (byte)payloadLength;
                break;
            case <= ushort.MaxValue:
                buffer[start + 1] = 126;
                BinaryPrimitives.WriteUInt16BigEndian(buffer.AsSpan(start + 2), (ushort)payloadLength);
                break;
            default:
                buffer[start + 1] = 127;
                BinaryPrimitives.WriteUInt64BigEndian(buffer.AsSpan(start + 2), (ulong)payloadLength);
                break;
        }
        return start;
    }

    private static int StartOf(int payloadLength) => payloadLength switch
    {
        < 126 => HeaderBytes - 2,
        <= ushort.MaxValue => HeaderBytes - 4,
        _ => 0,
    };
}
