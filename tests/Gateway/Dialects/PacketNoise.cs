namespace Actors.Gateway.Tests.Dialects;

/// <summary>Messages of <c>packets</c> that are valid, almost valid, or nothing at all.</summary>
internal static class PacketNoise
{
    private static readonly byte[][] Samples =
    [
        Packet.Start("fuzz"), Packet.Start(null, "token", "plaza"), Packet.Of("sp"), Packet.Of("33", 1.57), Packet.Of("33", (object?)null), Packet.Of("2", -3.1), Packet.Of("c", 1, 0.5),
        Packet.Of("c", 0, null), Packet.Of("5", 3), Packet.Of("13c", 1, "hat"), Packet.Of("pp"), Packet.Of("ch", "hello"), [0x92, 33, 0x91, 0xcb, 0x3f, 0xf0, 0, 0, 0, 0, 0, 0],
    ];

    private static readonly byte[][] Splinters =
    [
        [0xc1], [0xc0], [0xc3], [0x90], [0x80], [0xdd, 0xff, 0xff, 0xff, 0xff], [0xdf, 0xff, 0xff, 0xff, 0xff], [0xdb, 0xff, 0xff, 0xff, 0xff], [0xa2, 0xff, 0xfe], [0xa2, 0xed, 0xa0],
        [0xca, 0x7f, 0xc0, 0, 0], [0xca, 0x7f, 0x80, 0, 0], [0xcb, 0x7f, 0xef, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff], [0xcf, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff],
        [0xd3, 0x80, 0, 0, 0, 0, 0, 0, 0], [0xd4, 0xff, 0], [0xc7, 0x0c, 0xff], [0xc4, 2, 1, 2], [.. Enumerable.Repeat((byte)0x91, 200)], [.. Enumerable.Repeat((byte)0x81, 200)],
    ];

    public static byte[] Next(Random random)
    {
        if (random.Next(10) == 0)
        {
            var noise = new byte[random.Next(200)];
            random.NextBytes(noise);
            return noise;
        }
        var message = Samples[random.Next(Samples.Length)].ToList();
        for (var i = random.Next(4); i > 0 && message.Count > 0; i--)
            Mutate(message, random);
        return [.. message];
    }

    private static void Mutate(List<byte> message, Random random)
    {
        var at = random.Next(message.Count);
        switch (random.Next(5))
        {
            case 0:
                message.InsertRange(at, Splinters[random.Next(Splinters.Length)]);
                break;
            case 1:
                message.RemoveRange(at, Math.Min(message.Count - at, random.Next(1, 8)));
                break;
            case 2:
                message[at] = (byte)random.Next(256);
                break;
            case 3:
                message[at] ^= (byte)(1 << random.Next(8));
                break;
            default:
                // Valid except for its last value, so that it gets past the reader of heads.
                message.RemoveAt(message.Count - 1);
                message.AddRange(Splinters[random.Next(Splinters.Length)]);
                break;
        }
    }
}
