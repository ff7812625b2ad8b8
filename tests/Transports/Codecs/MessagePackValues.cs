using Actors.Codecs.MessagePack;
using FsCheck;
using FsCheck.Fluent;

namespace Actors.Transports.Tests.Codecs;

/// <summary>Any value that MessagePack can hold, for properties.</summary>
internal static class MessagePackValues
{
    public static Arbitrary<MessagePackValue> Any { get; } = Arb.From(Gen.Sized(size => Value(Math.Min(size, 30))));

    public static byte[] Encode(MessagePackValue value, MessagePackFormat format = MessagePackFormat.Current)
    {
        var buffer = new byte[256];
        while (true)
        {
            var writer = new MessagePackWriter(buffer, format);
            if (value.TryWrite(ref writer))
                return writer.WrittenSpan.ToArray();
            buffer = new byte[buffer.Length * 2];
        }
    }

    private static Gen<MessagePackValue> Value(int size)
    {
        if (size <= 1)
            return Leaf();
        var children = Gen.Choose(0, 20).SelectMany(count => Gen.ArrayOf(Value(size / 4), count));
        return Gen.Frequency(
            (4, Leaf()),
            (1, children.Select(items => (MessagePackValue)new MessagePackValue.Array([.. items]))),
            (1, children.Select(items => (MessagePackValue)new MessagePackValue.Map([.. items[..(items.Length / 2 * 2)]]))));
    }

    private static Gen<MessagePackValue> Leaf() => Gen.OneOf(
        Gen.Constant((MessagePackValue)MessagePackValue.Nil.Value),
        ArbMap.Default.GeneratorFor<bool>().Select(truth => (MessagePackValue)new MessagePackValue.Truth(truth)),
        Integers().Select(number => (MessagePackValue)new MessagePackValue.Integer(number)),
        Integers().Select(number => (MessagePackValue)new MessagePackValue.HugeInteger((ulong)number | (1UL << 63))),
        ArbMap.Default.GeneratorFor<double>().Select(number => (MessagePackValue)new MessagePackValue.Float(number)),
        ArbMap.Default.GeneratorFor<float>().Select(number => (MessagePackValue)new MessagePackValue.Float(number)),
        Texts().Select(text => (MessagePackValue)new MessagePackValue.Text([.. System.Text.Encoding.UTF8.GetBytes(text)])),
        Bytes().Select(bytes => (MessagePackValue)new MessagePackValue.Binary([.. bytes])),
        Bytes().SelectMany(bytes => Gen.Choose(-128, 127)
            .Select(type => (MessagePackValue)new MessagePackValue.Extension((sbyte)type, [.. bytes]))));

    /// <summary>Every width and sign: a random number cut down to a random number of bits.</summary>
    private static Gen<long> Integers() =>
        ArbMap.Default.GeneratorFor<ulong>().SelectMany(bits => Gen.Choose(0, 63).Select(shift => (long)(bits * 0x9E3779B97F4A7C15UL) >> shift));

    private static Gen<byte[]> Bytes() =>
        Gen.Elements(0, 1, 2, 3, 4, 8, 16, 31, 32, 255, 256, 300).SelectMany(length => Gen.ArrayOf(Gen.Choose(0, 255).Select(b => (byte)b), length));

    private static Gen<string> Texts() => Gen.OneOf(
        ArbMap.Default.GeneratorFor<string?>().Select(text => text ?? ""),
        Gen.Elements("", "é", "日本語", "🎮", new string('x', 31), new string('x', 32), new string('y', 255), new string('z', 256)));
}
