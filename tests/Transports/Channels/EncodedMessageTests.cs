using System.Runtime.InteropServices;
using System.Text;
using Actors.Channels;

namespace Actors.Transports.Tests.Channels;

/// <summary>Each form of a message is made once, and everybody gets the same memory.</summary>
public sealed class EncodedMessageTests
{
    private static readonly byte[] Payload = [.. Enumerable.Range(1, 20).Select(static number => (byte)number)];

    [Fact]
    public void A_frame_is_built_once_in_place_and_shared()
    {
        var message = EncodedMessage.Copy(Payload, isText: true);
        var framing = new LetterFraming('a');
        var first = message.FramedBy(framing);
        Assert.Equal([(byte)'a', (byte)'t', 20, .. Payload], first.ToArray());
        Assert.True(first.Equals(message.FramedBy(framing)));
        Assert.True(MemoryMarshal.TryGetArray(first, out var frame) && MemoryMarshal.TryGetArray(message.Payload, out var payload) && frame.Array == payload.Array);
        Assert.Equal(1, framing.Frames);
    }

    [Fact]
    public void A_second_framing_leaves_the_first_intact()
    {
        var message = EncodedMessage.Copy(Payload, isText: false);
        var (first, second) = (new LetterFraming('a'), new LetterFraming('b'));
        var frame = message.FramedBy(first);
        Assert.Equal([(byte)'b', (byte)'b', 20, .. Payload], message.FramedBy(second).ToArray());
        Assert.Equal([(byte)'a', (byte)'b', 20, .. Payload], frame.ToArray());
        Assert.True(frame.Equals(message.FramedBy(first)));
    }

    [Fact]
    public void Concurrent_callers_get_one_frame()
    {
        for (var round = 0; round < 200; round++)
        {
            var message = EncodedMessage.Copy(Payload, isText: true);
            var framing = new LetterFraming('a');
            var frames = new ReadOnlyMemory<byte>[4];
            Parallel.For(0, frames.Length, i => frames[i] = message.FramedBy(framing));
            Assert.All(frames, frame => Assert.True(frame.Equals(frames[0])));
            Assert.Equal(1, framing.Frames);
        }
    }

    [Fact]
    public void A_message_is_compressed_once_per_compressor_name()
    {
        var message = EncodedMessage.Copy(Payload, isText: true);
        var (one, alike, another) = (new Halving("half"), new Halving("half"), new Halving("other"));
        var compressed = message.CompressedBy(one);
        Assert.Equal(Payload[..10], compressed.Payload.ToArray());
        Assert.Same(compressed, message.CompressedBy(alike));
        Assert.Equal((1, 0), (one.Made, alike.Made));
        Assert.NotSame(compressed, message.CompressedBy(another));
    }

    [Fact]
    public void An_incompressible_message_is_tried_once_and_stays_plain()
    {
        var message = EncodedMessage.Copy([1], isText: true);
        var compressor = new Halving("half");
        Assert.Same(message, message.CompressedBy(compressor));
        Assert.Same(message, message.CompressedBy(compressor));
        Assert.Equal(1, compressor.Made);
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("4", "")]
    [InlineData("", "[1]")]
    [InlineData("42", "[1]")]
    public void A_two_part_message_concatenates_its_parts(string prefix, string rest)
    {
        var message = EncodedMessage.Copy(Encoding.UTF8.GetBytes(prefix), Encoding.UTF8.GetBytes(rest), isText: true);
        Assert.Equal(prefix + rest, Encoding.UTF8.GetString(message.Payload.Span));
        Assert.Equal(message.PayloadLength, message.Payload.Length);
    }

    /// <summary>A letter, t or b, and the length.</summary>
    private sealed class LetterFraming(char letter) : IFraming
    {
        private int _frames;

        public int Frames => _frames;

        public int WriteHeader(Span<byte> room, int payloadLength, bool isText)
        {
            Interlocked.Increment(ref _frames);
            ReadOnlySpan<byte> header = [(byte)letter, isText ? (byte)'t' : (byte)'b', (byte)payloadLength];
            header.CopyTo(room[^header.Length..]);
            return header.Length;
        }
    }

    private sealed class Halving(string name) : ICompressor
    {
        public string Name => name;

        public int Made { get; private set; }

        public EncodedMessage? Compress(EncodedMessage message)
        {
            Made++;
            var half = message.PayloadLength / 2;
            return half == 0 ? null : EncodedMessage.Copy(message.Payload.Span[..half], message.IsText);
        }
    }
}
