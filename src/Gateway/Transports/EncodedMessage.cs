using System.Buffers.Binary;

namespace Actors.Gateway.Transports;

/// <summary>
/// One message as bytes, encoded once and handed to every client that is to have it. Immutable and shared: the same
/// memory is written to every socket. Room is kept ahead of the payload for a WebSocket frame header, so that the frame
/// is built once as well, with no second copy.
/// </summary>
public sealed class EncodedMessage
{
    /// <summary>The longest header of an unmasked WebSocket frame: 2 bytes and a 64-bit length (RFC 6455, 5.2).</summary>
    public const int HeaderBytes = 10;

    private readonly byte[] _buffer;
    private readonly int _frameStart;

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
    private static int WriteHeader(byte[] buffer, int payloadLength, bool isText)
    {
        var first = (byte)(0x80 | (isText ? 0x1 : 0x2));
        int start;
        switch (payloadLength)
        {
            case < 126:
                start = HeaderBytes - 2;
                buffer[start + 1] = (byte)payloadLength;
                break;
            case <= ushort.MaxValue:
                start = HeaderBytes - 4;
                buffer[start + 1] = 126;
                BinaryPrimitives.WriteUInt16BigEndian(buffer.AsSpan(start + 2), (ushort)payloadLength);
                break;
            default:
                start = 0;
                buffer[start + 1] = 127;
                BinaryPrimitives.WriteUInt64BigEndian(buffer.AsSpan(start + 2), (ulong)payloadLength);
                break;
        }
        buffer[start] = first;
        return start;
    }
}
