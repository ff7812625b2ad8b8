using Actors.WebSockets.Framing;

namespace Actors.Transports.Tests.WebSockets.Framing;

public sealed class MaskTests
{
    private const uint Key = 0x3D21FA37;

    [Fact]
    public void Byte_i_is_xored_with_byte_i_mod_4_of_the_key_for_every_length()
    {
        for (var length = 0; length < 200; length++)
        {
            var data = Data(length);
            Mask.Apply(data, Key);
            Assert.Equal(Expected(length), data);
        }
    }

    [Fact]
    public void A_payload_masked_in_two_pieces_is_the_same_wherever_it_is_cut()
    {
        const int length = 150;
        for (var cut = 0; cut <= length; cut++)
        {
            var data = Data(length);
            var turned = Mask.Apply(data.AsSpan(0, cut), Key);
            Mask.Apply(data.AsSpan(cut), turned);
            Assert.Equal(Expected(length), data);
        }
    }

    private static byte[] Data(int length) => [.. Enumerable.Range(0, length).Select(i => (byte)(i * 7))];

    private static byte[] Expected(int length) => [.. Data(length).Select((b, i) => (byte)(b ^ (Key >> (8 * (i % 4)))))];
}
