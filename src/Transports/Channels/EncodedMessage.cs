namespace Actors.Channels;

/// <summary>
/// One message as bytes, encoded once and sent to every client that receives it. Immutable and shared: the same memory is written to every socket. A frame or a
/// compressed form that is the same for all clients of a transport is made for the first of them and stored here for the others.
/// </summary>
public sealed class EncodedMessage
{
    /// <summary>Free bytes ahead of the payload: a transport's header goes there, with no second copy of the payload.</summary>
    public const int HeaderBytes = 10;

    private readonly byte[] _buffer;
    private IFraming? _framing;
    private CompressedForm? _compressed;
    private byte _headerLength;

    private EncodedMessage(byte[] buffer, int payloadLength, bool isText)
    {
        _buffer = buffer;
        PayloadLength = payloadLength;
        IsText = isText;
    }

    /// <summary>UTF-8; else binary.</summary>
    public bool IsText { get; }

    /// <summary>In bytes.</summary>
    public int PayloadLength { get; }

    /// <summary>Without the header of a frame.</summary>
    public ReadOnlyMemory<byte> Payload => _buffer.AsMemory(HeaderBytes, PayloadLength);

    private ReadOnlyMemory<byte> Frame => _buffer.AsMemory(HeaderBytes - _headerLength, _headerLength + PayloadLength);

    /// <summary>A message of these bytes, in memory of its own.</summary>
    public static EncodedMessage Copy(ReadOnlySpan<byte> payload, bool isText) => Copy([], payload, isText);

    /// <summary>A message of two parts, one after the other.</summary>
    public static EncodedMessage Copy(ReadOnlySpan<byte> prefix, ReadOnlySpan<byte> rest, bool isText)
    {
        var length = prefix.Length + rest.Length;
        var buffer = GC.AllocateUninitializedArray<byte>(HeaderBytes + length);
        prefix.CopyTo(buffer.AsSpan(HeaderBytes));
        rest.CopyTo(buffer.AsSpan(HeaderBytes + prefix.Length));
        return new EncodedMessage(buffer, length, isText);
    }

    /// <summary>The framing's header, followed by the payload: the same memory for every caller.</summary>
    public ReadOnlyMemory<byte> FramedBy(IFraming framing) =>
        ReferenceEquals(Volatile.Read(ref _framing), framing) ? Frame : FrameFirst(framing);

    /// <summary>
    /// The message in compressed form, or itself if that is no shorter. A caller that comes while it is being compressed waits, which takes less time than
    /// compressing it again.
    /// </summary>
    public EncodedMessage CompressedBy(ICompressor compressor)
    {
        var compressed = Volatile.Read(ref _compressed) ?? CompressFirst(compressor);
        // A message stores one form; any other form is made each time
        return compressed.Name == compressor.Name ? compressed.Message : compressor.Compress(this) ?? this;
    }

    private ReadOnlyMemory<byte> FrameFirst(IFraming framing)
    {
        // The buffer belongs to this message alone
        lock (_buffer)
        {
            if (_framing is null)
            {
                _headerLength = (byte)framing.WriteHeader(_buffer.AsSpan(0, HeaderBytes), PayloadLength, IsText);
                Volatile.Write(ref _framing, framing);
            }
        }
        // A message stores one header: the clients of a second framing get a copy each
        return ReferenceEquals(_framing, framing) ? Frame : Copy(Payload.Span, IsText).FramedBy(framing);
    }

    private CompressedForm CompressFirst(ICompressor compressor)
    {
        lock (_buffer)
        {
            if (_compressed is null)
                Volatile.Write(ref _compressed, new CompressedForm(compressor.Name, compressor.Compress(this) ?? this));
            return _compressed;
        }
    }

    private sealed record CompressedForm(string Name, EncodedMessage Message);
}
