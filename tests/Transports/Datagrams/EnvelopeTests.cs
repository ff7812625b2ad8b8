using Actors.Codecs.MessagePack;
using Actors.Datagrams;

namespace Actors.Transports.Tests.Datagrams;

public sealed class EnvelopeTests
{
    [Theory]
    [InlineData("94 14 05 01 92 01 ff", "a value in place")]
    [InlineData("94 14 05 01 c4 03 92 01 ff", "as bytes")]
    [InlineData("94 14 05 01 a3 92 01 ff", "as text, by an old client")]
    [InlineData("94 14 05 01 da 00 03 92 01 ff", "as raw 16, by an old client")]
    [InlineData("94 cc 14 cd 00 05 c3 c4 03 92 01 ff", "with longer numbers and a boolean")]
    public void A_payload_may_be_inline_bytes_or_text(string hex, string how)
    {
        Assert.True(DatagramHeader.TryParse(Bytes(hex), out var header), how);
        Assert.Equal((20, 5, true), (header.Id, header.Sequence, header.NeedsAck));
        var reader = header.Payload();
        Assert.True(MessagePackValue.TryRead(ref reader, out var value));
        Assert.Equal("[1, -1]", value.ToString());
    }

    [Theory]
    [InlineData("", "nothing")]
    [InlineData("93 14 05 01", "three of four")]
    [InlineData("95 14 05 01 c0 c0", "five")]
    [InlineData("94 14 05 01", "no payload")]
    [InlineData("94 14 05 01 c0 c0", "something after it")]
    [InlineData("94 14 05 02 c0", "a flag that is neither 0 nor 1")]
    [InlineData("94 14 cd 27 11 01 c0", "sequence 10001")]
    [InlineData("94 14 ff 01 c0", "sequence -1")]
    [InlineData("94 cd 01 00 05 01 c0", "id 256")]
    [InlineData("94 a1 61 05 01 c0", "an id that is text")]
    [InlineData("94 14 05 01 c4 05 00", "bytes that are not there")]
    [InlineData("94 14 05 01 c1", "a code that there is not")]
    [InlineData("84 14 05 01 c0 14 05 01 c0", "a map")]
    public void Anything_but_one_valid_envelope_is_rejected(string hex, string what) => Assert.False(DatagramHeader.TryParse(Bytes(hex), out _), what);

    [Fact]
    public void Parsing_any_bytes_never_throws()
    {
        var random = new Random(11);
        var bytes = new byte[64];
        var parsed = 0;
        for (var i = 0; i < 200_000; i++)
        {
            random.NextBytes(bytes);
            bytes[0] = 0x94;
            bytes[1] &= 0x1f;
            bytes[3] &= 1;
            if (!DatagramHeader.TryParse(bytes.AsSpan(0, random.Next(64)), out var header))
                continue;
            parsed++;
            var reader = header.Payload();
            MessagePackValue.TryRead(ref reader, out _);
        }
        Assert.InRange(parsed, 100, 200_000);
    }

    [Fact]
    public void The_longest_payload_exactly_fills_a_datagram()
    {
        var datagram = new byte[DatagramHeader.MaxDatagramBytes];
        var payload = new byte[DatagramHeader.MaxPayloadBytes];
        Assert.Equal(datagram.Length, DatagramHeader.Write(datagram, 255, 10_000, true, payload));
        Assert.Throws<ArgumentOutOfRangeException>(() => new DatagramBundle().Add(1, true, new byte[payload.Length + 1]));
    }

    [Fact]
    public void Duplicates_are_detected_across_sequence_wraparound()
    {
        var random = new Random(5);
        var received = new ReceivedSequences();
        var known = new HashSet<long>();
        long newest = 9_000;
        for (var i = 0; i < 60_000; i++)
        {
            // Mostly a little ahead or behind, now and then a leap.
            var number = Math.Max(0, newest + random.Next(-300, 20) + (random.Next(500) == 0 ? random.Next(3000) : 0));
            newest = Math.Max(newest, number);
            Assert.Equal(number > newest - ReceivedSequences.Window && known.Add(number), received.TryAdd((int)(number % Sequences.Count)));
        }
        Assert.True(newest > 2 * Sequences.Count, $"{newest}");
        Assert.False(received.TryAdd((int)((newest - 2000) % Sequences.Count)));
    }

    private static byte[] Bytes(string hex) => Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal));
}
