using System.Buffers;
using Actors.Codecs.MessagePack;
using FsCheck;
using FsCheck.Fluent;

namespace Actors.Transports.Tests.Codecs;

public sealed class MessagePackPropertyTests
{
    private static readonly Config Thorough = Config.QuickThrowOnFailure.WithMaxTest(1_000);

    [Fact]
    public void Any_value_survives_a_round_trip() => Check.One(Thorough, Prop.ForAll(MessagePackValues.Any, value =>
    {
        var encoded = MessagePackValues.Encode(value);
        var reader = new MessagePackReader(encoded);
        return MessagePackValue.TryRead(ref reader, out var read) && reader.AtEnd && read.Equals(value);
    }));

    [Fact]
    public void Our_codec_and_the_MessagePack_library_read_each_other() => Check.One(Thorough, Prop.ForAll(MessagePackValues.Any, value =>
    {
        var reader = new MessagePackReader(LibraryValues.Encode(value));
        return LibraryValues.Decode(MessagePackValues.Encode(value)).Equals(value) && MessagePackValue.TryRead(ref reader, out var read) && reader.AtEnd && read.Equals(value);
    }));

    /// <summary>The reverse does not hold: the library skips an array that declares 2^31 elements or more as if it were empty.</summary>
    [Fact]
    public void The_library_accepts_every_value_we_accept() => Check.One(Thorough.WithMaxTest(5_000), Prop.ForAll(AnyBytes(), bytes =>
    {
        var reader = new MessagePackReader(bytes);
        return !reader.TrySkip() || LibraryValues.Skips(bytes);
    }));

    [Fact]
    public void Any_value_is_skipped_exactly() => Check.One(Thorough, Prop.ForAll(MessagePackValues.Any, value =>
    {
        var reader = new MessagePackReader([.. MessagePackValues.Encode(value), 0xc1]);
        return reader.TrySkip() && reader.Remaining == 1;
    }));

    [Fact]
    public void Every_truncation_of_any_value_is_refused() => Check.One(Thorough.WithMaxTest(200), Prop.ForAll(MessagePackValues.Any, value =>
    {
        var encoded = MessagePackValues.Encode(value);
        for (var length = 0; length < encoded.Length; length++)
        {
            var tree = new MessagePackReader(encoded.AsSpan(0, length));
            var skip = new MessagePackReader(encoded.AsSpan(0, length));
            if (MessagePackValue.TryRead(ref tree, out _) || skip.TrySkip())
                return false;
            if (tree.Error != MessagePackError.Truncated || skip.Error != MessagePackError.Truncated || tree.Position + skip.Position > 0)
                return false;
        }
        return true;
    }));

    [Fact]
    public void A_buffer_one_byte_too_short_fails() => Check.One(Thorough, Prop.ForAll(MessagePackValues.Any, value =>
    {
        var encoded = MessagePackValues.Encode(value);
        var exact = new MessagePackWriter(new byte[encoded.Length]);
        var tight = new MessagePackWriter(new byte[encoded.Length - 1]);
        return value.TryWrite(ref exact) && exact.WrittenSpan.SequenceEqual(encoded) && !value.TryWrite(ref tight);
    }));

    [Fact]
    public void Reading_any_bytes_never_throws() => Check.One(Thorough.WithMaxTest(5_000), Prop.ForAll(AnyBytes(), bytes =>
    {
        var tree = new MessagePackReader(bytes);
        var skip = new MessagePackReader(bytes);
        if (MessagePackValue.TryRead(ref tree, out var value))
            _ = value.ToString();
        skip.TrySkip();
        foreach (var read in SingleReads)
        {
            var reader = new MessagePackReader(bytes);
            var succeeded = read(ref reader);
            // True advances and sets no error; false does not move and sets one
            if (succeeded == (reader.Position == 0) || succeeded == (reader.Error != MessagePackError.None))
                return false;
        }
        // A value that can be read is skipped to the same place. The tree has a depth limit, skipping has none.
        return tree.Error == MessagePackError.OverLimit || tree.Position == skip.Position;
    }));

    [Fact]
    public void The_growing_writer_writes_the_same_bytes() => Check.One(Thorough, Prop.ForAll(MessagePackValues.Any, value =>
    {
        var output = new ArrayBufferWriter<byte>(1);
        Write(new MessagePackBufferWriter(output), value);
        return output.WrittenSpan.SequenceEqual(MessagePackValues.Encode(value));
    }));

    private delegate bool Read(ref MessagePackReader reader);

    private static readonly Read[] SingleReads =
    [
        (ref r) => r.TryReadNil(),
        (ref r) => r.TryReadBoolean(out _),
        (ref r) => r.TryReadInt32(out _),
        (ref r) => r.TryReadInt64(out _),
        (ref r) => r.TryReadUInt64(out _),
        (ref r) => r.TryReadDouble(out _),
        (ref r) => r.TryReadString(out _),
        (ref r) => r.TryReadBytes(out _),
        (ref r) => r.TryReadArrayHeader(out _),
        (ref r) => r.TryReadMapHeader(out _),
        (ref r) => r.TryReadExtension(out _, out _),
        (ref r) => r.TrySkip(),
    ];

    /// <summary>Noise, and valid messages with a few bytes changed, which get further in.</summary>
    private static Arbitrary<byte[]> AnyBytes()
    {
        var noise = Gen.Choose(0, 60).SelectMany(length => Gen.ArrayOf(Gen.Choose(0, 255).Select(b => (byte)b), length));
        var mutated = MessagePackValues.Any.Generator.Zip(ArbMap.Default.GeneratorFor<int>()).Select(pair =>
        {
            var bytes = MessagePackValues.Encode(pair.Item1);
            var random = new Random(pair.Item2);
            for (var i = random.Next(4); i > 0; i--)
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            return bytes[..random.Next(bytes.Length / 2, bytes.Length + 1)];
        });
        return Arb.From(Gen.OneOf(noise, mutated));
    }

    private static void Write(MessagePackBufferWriter writer, MessagePackValue value)
    {
        switch (value)
        {
            case MessagePackValue.Nil: writer.WriteNil(); break;
            case MessagePackValue.Truth truth: writer.WriteBoolean(truth.Value); break;
            case MessagePackValue.Integer integer: writer.WriteInt64(integer.Value); break;
            case MessagePackValue.HugeInteger huge: writer.WriteUInt64(huge.Value); break;
            case MessagePackValue.Float number: writer.WriteDouble(number.Value); break;
            case MessagePackValue.Text text: writer.WriteText(text.Utf8.AsSpan()); break;
            case MessagePackValue.Binary binary: writer.WriteBinary(binary.Bytes.AsSpan()); break;
            case MessagePackValue.Extension extension: writer.WriteExtension(extension.Type, extension.Data.AsSpan()); break;
            case MessagePackValue.Array array:
                writer.WriteArrayHeader(array.Items.Length);
                foreach (var item in array.Items)
                    Write(writer, item);
                break;
            case MessagePackValue.Map map:
                writer.WriteMapHeader(map.KeysAndValues.Length / 2);
                foreach (var item in map.KeysAndValues)
                    Write(writer, item);
                break;
        }
    }
}
