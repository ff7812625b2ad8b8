using System.Buffers;
using System.Text;
using Actors.WebSockets.Framing;

namespace Actors.Transports.Tests.WebSockets.Framing;

public sealed class Utf8ValidatorTests
{
    [Theory]
    [InlineData("C080", 0)] // Overlong NUL
    [InlineData("C1BF", 0)]
    [InlineData("E09F80", 1)] // Overlong in three bytes
    [InlineData("EDA080", 1)] // A surrogate
    [InlineData("F08F8080", 1)] // Overlong in four bytes
    [InlineData("F4908080", 1)] // U+110000
    [InlineData("F5808080", 0)]
    [InlineData("80", 0)] // A continuation of nothing
    [InlineData("C241", 1)]
    [InlineData("E28241", 2)]
    [InlineData("F09F9841", 3)]
    [InlineData("4141FF", 2)]
    public void The_validator_fails_at_the_first_invalid_byte(string hex, int wrongAt)
    {
        var bytes = Convert.FromHexString(hex);
        var validator = new Utf8Validator();
        for (var i = 0; i < wrongAt; i++)
            Assert.True(validator.Feed([bytes[i]]), $"byte {i}");
        Assert.False(validator.Feed([bytes[wrongAt]]));
    }

    [Theory]
    [InlineData("C2")]
    [InlineData("E282")]
    [InlineData("F09F98")]
    public void A_text_ending_within_a_character_is_incomplete(string hex)
    {
        var validator = new Utf8Validator();
        Assert.True(validator.Feed(Convert.FromHexString(hex)));
        Assert.False(validator.IsComplete);
    }

    [Fact]
    public void The_validator_agrees_with_the_runtime_on_random_bytes()
    {
        var random = new Random(6455);
        for (var round = 0; round < 20_000; round++)
        {
            var bytes = RandomBytes(random);
            var cut = random.Next(bytes.Length + 1);
            var validator = new Utf8Validator();
            var fed = validator.Feed(bytes.AsSpan(0, cut)) && validator.Feed(bytes.AsSpan(cut));
            var (valid, complete) = Oracle(bytes);
            Assert.True(valid == fed, $"{Convert.ToHexString(bytes)} cut at {cut}");
            if (valid)
                Assert.True(complete == validator.IsComplete, $"{Convert.ToHexString(bytes)} cut at {cut}");
        }
    }

    /// <summary>Mostly good characters, with bytes dropped and changed, so that both answers are common.</summary>
    private static byte[] RandomBytes(Random random)
    {
        var text = new StringBuilder();
        for (var i = random.Next(12); i > 0; i--)
        {
            var rune = random.Next(4) switch { 0 => 0x41, 1 => random.Next(0x80, 0x800), 2 => random.Next(0xE000, 0x10000), _ => random.Next(0x10000, 0x110000) };
            text.Append(new Rune(rune).ToString());
        }
        var bytes = Encoding.UTF8.GetBytes(text.ToString()).ToList();
        if (bytes.Count > 0 && random.Next(2) == 0)
            bytes[random.Next(bytes.Count)] = (byte)random.Next(256);
        if (bytes.Count > 0 && random.Next(3) == 0)
            bytes.RemoveAt(random.Next(bytes.Count));
        return [.. bytes];
    }

    private static (bool Valid, bool Complete) Oracle(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            var status = Rune.DecodeFromUtf8(bytes, out _, out var consumed);
            if (status == OperationStatus.NeedMoreData)
                return (true, false);
            if (status != OperationStatus.Done)
                return (false, false);
            bytes = bytes[consumed..];
        }
        return (true, true);
    }
}
