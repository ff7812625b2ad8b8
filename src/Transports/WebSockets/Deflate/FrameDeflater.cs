using System.Buffers;
using System.IO.Compression;
using Actors.Channels;

namespace Actors.WebSockets.Deflate;

/// <summary>Compresses messages, each by itself: a message that refers to no other can be sent to any client that inflates.</summary>
internal sealed class FrameDeflater(DeflateOptions options, DeflateMetrics metrics) : ICompressor
{
    public string Name => DeflateOffer.Name;

    public int MinBytes => options.MinBytes;

    /// <summary>The compressed payload (RFC 7692, 7.2.1). Null if it is no shorter.</summary>
    public EncodedMessage? Compress(EncodedMessage message)
    {
        var payload = message.Payload.Span;
        // A result that is no shorter is of no use, so this space is enough; one byte less than the payload is already shorter
        var scratch = ArrayPool<byte>.Shared.Rent(payload.Length + BitReader.Tail.Length);
        var sink = new Sink(scratch);
        using (var deflate = new DeflateStream(sink, options.Level, leaveOpen: true))
        {
            deflate.Write(payload);
            deflate.Flush();
            sink.Seal(); // Disposing writes the end of a stream, which a message does not have
        }
        var written = sink.Written;
        EncodedMessage? deflated = null;
        if (written.EndsWith(BitReader.Tail) && written.Length - BitReader.Tail.Length < payload.Length)
            deflated = EncodedMessage.Copy(written[..^BitReader.Tail.Length], message.IsText);
        metrics.Deflated(payload.Length, deflated?.PayloadLength ?? payload.Length);
        ArrayPool<byte>.Shared.Return(scratch);
        return deflated;
    }

    /// <summary>Takes what fits; an overflow shows that the message cannot be shrunk.</summary>
    private sealed class Sink(byte[] buffer) : Stream
    {
        private int _length;
        private bool _overflown;
        private bool _sealed;

        public ReadOnlySpan<byte> Written => _overflown ? default : buffer.AsSpan(0, _length);

        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public void Seal() => _sealed = true;

        public override void Write(ReadOnlySpan<byte> data)
        {
            if (_sealed)
                return;
            _overflown |= data.Length > buffer.Length - _length;
            if (_overflown)
                return;
            data.CopyTo(buffer.AsSpan(_length));
            _length += data.Length;
        }

        public override void Write(byte[] data, int offset, int count) => Write(data.AsSpan(offset, count));

        public override void Flush()
        {
        }

        public override int Read(byte[] data, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();
    }
}
