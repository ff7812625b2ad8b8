using System.Buffers;
using System.Text;
using System.Text.Json.Nodes;
using Actors.Client.Values;
using MessagePack;

namespace Actors.Client.Tests.Values;

/// <summary>Both encodings are read and written as .NET's libraries do, which the client does without.</summary>
public sealed class ValueTests
{
    [Fact]
    public void Any_JSON_is_read_as_the_runtime_reads_it_and_survives_a_round_trip()
    {
        var random = new Random(1);
        for (var i = 0; i < 3000; i++)
        {
            var json = RandomJson.Value(random, 4)?.ToJsonString() ?? "null";
            var value = JsonReader.Read(Encoding.UTF8.GetBytes(json));
            Assert.True(RandomJson.Same(JsonNode.Parse(json), value), json);
            Assert.True(RandomJson.Same(JsonNode.Parse(JsonWriter.Write(value)), value), json);
        }
    }

    [Theory]
    [InlineData("0.1")]
    [InlineData("-0")]
    [InlineData("123456789.123456")]
    [InlineData("1795251424587")]
    [InlineData("9007199254740993")]
    [InlineData("123456789012345678901234567890")]
    [InlineData("2.2250738585072011e-308")]
    [InlineData("1.7976931348623157E308")]
    [InlineData("0.30000000000000004")]
    [InlineData("1e3")]
    public void A_number_is_the_nearest_double(string json) =>
        Assert.Equal(BitConverter.DoubleToInt64Bits(double.Parse(json, System.Globalization.CultureInfo.InvariantCulture)),
            BitConverter.DoubleToInt64Bits(JsonReader.Read(Encoding.UTF8.GetBytes(json)).AsNumber()));

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[1,]")]
    [InlineData("{\"a\" 1}")]
    [InlineData("01")]
    [InlineData("1.")]
    [InlineData(".5")]
    [InlineData("+1")]
    [InlineData("1e")]
    [InlineData("nul")]
    [InlineData("\"\\x\"")]
    [InlineData("\"\\u12g4\"")]
    [InlineData("\"a\nb\"")]
    [InlineData("1 2")]
    public void Invalid_JSON_is_rejected(string json) => Assert.Throws<FormatException>(() => JsonReader.Read(Encoding.UTF8.GetBytes(json)));

    [Fact]
    public void Any_MessagePack_is_compatible_with_MessagePack_CSharp_in_both_directions()
    {
        var random = new Random(2);
        for (var i = 0; i < 3000; i++)
        {
            var node = RandomJson.Value(random, 4);
            var value = PackReader.Read(Packed(node));
            Assert.True(RandomJson.Same(node, value), node?.ToJsonString());
            var reader = new MessagePackReader(PackWriter.Write(value));
            Assert.True(RandomJson.Same(RandomJson.Unpack(ref reader), value), node?.ToJsonString());
            Assert.True(reader.End);
        }
    }

    [Theory]
    [InlineData("cd0100", 256)]
    [InlineData("ce00010000", 65536)]
    [InlineData("cf0000000100000000", 4294967296)]
    [InlineData("d0df", -33)]
    [InlineData("d1ff00", -256)]
    [InlineData("d3ffffffff00000000", -4294967296)]
    [InlineData("ca3fc00000", 1.5)]
    public void Many_MessagePack_number_forms_are_read(string bytes, double number) => Assert.Equal(number, PackReader.Read(Convert.FromHexString(bytes)).AsNumber());

    [Fact]
    public void Random_bytes_throw_only_FormatException()
    {
        var random = new Random(3);
        for (var i = 0; i < 20_000; i++)
        {
            var bytes = new byte[random.Next(40)];
            random.NextBytes(bytes);
            Try(static its => PackReader.Read(its), bytes);
            Try(static its => JsonReader.Read(its), bytes);
            Try(static its => JsonReader.Read(its), Encoding.UTF8.GetBytes(new string([.. bytes.Select(static one => "{}[]\",:01-.e\\unt "[one % 17])])));
        }
        // A list that claims to have four billion items, and lists nested 100,000 deep.
        Assert.Throws<FormatException>(() => PackReader.Read([0xdd, 0xff, 0xff, 0xff, 0xff]));
        Assert.Throws<FormatException>(() => PackReader.Read([.. Enumerable.Repeat((byte)0x91, 100_000)]));
        Assert.Throws<FormatException>(() => JsonReader.Read(Encoding.UTF8.GetBytes(new string('[', 100_000))));
    }

    [Fact]
    public void A_path_to_a_missing_value_reads_as_null()
    {
        var value = GameValue.Map(("at", GameValue.Map(("x", 1.5))), ("names", GameValue.List("a", "b")));
        Assert.Equal(1.5, value["at"]["x"].AsNumber());
        Assert.Equal("b", value["names"][1].AsText());
        Assert.True(value["at"]["y"]["z"][3].IsNull);
        Assert.Equal(7, value["at"]["y"].AsInteger(7));
        Assert.Throws<FormatException>(() => value["at"].AsText());
        Assert.Throws<FormatException>(() => value["at"]["x"].AsInteger());
        Assert.Equal("""{"at":{"x":1.5},"names":["a","b"]}""", value.ToString());
        Assert.Equal(GameValue.Map(("names", GameValue.List("a", "b")), ("at", GameValue.Map(("x", 1.5)))), value);
    }

    private static void Try(Func<byte[], GameValue> read, byte[] bytes)
    {
        try
        {
            read(bytes);
        }
        catch (FormatException)
        {
            // This is the expected failure.
        }
    }

    private static byte[] Packed(JsonNode? node)
    {
        var bytes = new ArrayBufferWriter<byte>();
        var writer = new MessagePackWriter(bytes);
        RandomJson.Pack(ref writer, node);
        writer.Flush();
        return bytes.WrittenSpan.ToArray();
    }
}
