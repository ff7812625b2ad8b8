using System.Text;
using Actors.Tools.Inspect;

namespace Actors.Tools.Tests.Inspect;

public sealed class MessagePackTextTests
{
    [Theory]
    [InlineData("00", "0")]
    [InlineData("7f", "127")]
    [InlineData("e0", "-32")]
    [InlineData("ccff", "255")]
    [InlineData("cfffffffffffffffff", "18446744073709551615")]
    [InlineData("d080", "-128")]
    [InlineData("d1ff00", "-256")]
    [InlineData("d38000000000000000", "-9223372036854775808")]
    [InlineData("ca3fc00000", "1.5")]
    [InlineData("cb3ff8000000000000", "1.5")]
    [InlineData("c0", "nil")]
    [InlineData("93c2c3c0", "[false, true, nil]")]
    [InlineData("a3616263", "\"abc\"")]
    [InlineData("d903610a22", "\"a\\u000a\\\"\"")]
    [InlineData("c4020aff", "h'0aff'")]
    [InlineData("82a178cb3fe00000000000000190", "{\"x\": 0.5, 1: []}")]
    [InlineData("dc0002a13381a0c0", "[\"3\", {\"\": nil}]")]
    [InlineData("df00000001dd0000000000", "{[]: 0}")]
    [InlineData("d405ff", "ext(5, h'ff')")]
    [InlineData("c702ff0102", "ext(-1, h'0102')")]
    public void Append_shows_a_value_and_returns_its_length(string hex, string expected)
    {
        var bytes = Convert.FromHexString(hex);
        var text = new StringBuilder();
        Assert.Equal(bytes.Length, MessagePackText.Append(bytes, text, 1000));
        Assert.Equal(expected, text.ToString());
    }

    [Theory]
    [InlineData("", "...")]
    [InlineData("c1", "...")]
    [InlineData("9301", "[1, ...")]
    [InlineData("a56162", "\"ab...")]
    [InlineData("c6ffffffff0a", "h'0a...")]
    [InlineData("dfffffffff01", "{1: ...")]
    public void Truncated_values_are_shown_partially(string hex, string expected)
    {
        var text = new StringBuilder();
        Assert.Equal(-1, MessagePackText.Append(Convert.FromHexString(hex), text, 1000));
        Assert.Equal(expected, text.ToString());
    }

    [Fact]
    public void Output_length_and_nesting_depth_are_limited()
    {
        var text = new StringBuilder();
        Assert.Equal(-1, MessagePackText.Append([0xdc, 0xff, 0xff, .. new byte[65_535]], text, 100));
        Assert.InRange(text.Length, 100, 110);
        text.Clear();
        Assert.Equal(-1, MessagePackText.Append(Enumerable.Repeat((byte)0x91, 100_000).ToArray(), text, 1_000_000));
        Assert.Equal(new string('[', 32) + "...", text.ToString());
    }

    [Theory]
    [InlineData("94140500c403920100", "PLAYER_INPUT", "seq 5 [1, 0]")]
    [InlineData("94140500a3920100", "PLAYER_INPUT", "seq 5 [1, 0]")]
    [InlineData("94000001c0", "JOIN", "seq 0, ack wanted nil")]
    [InlineData("940ccd271000c405a568656c6c", "PLAYER_LEFT", "seq 10000 h'a568656c6c'")]
    [InlineData("9463010080", "packet 99", "seq 1 {}")]
    [InlineData("a3616263", "datagram", "\"abc\"")]
    [InlineData("0102ff", "datagram", "1 and 2 bytes more: h'02ff'")]
    public void A_datagram_is_shown_by_its_name_and_payload(string hex, string kind, string expected)
    {
        var text = new StringBuilder();
        Assert.Equal(kind, DatagramText.Append(Convert.FromHexString(hex), text, 1000));
        Assert.Equal(expected, text.ToString());
    }

    [Fact]
    public void Any_bytes_print_safely()
    {
        var random = new Random(11);
        for (var i = 0; i < 20_000; i++)
        {
            var bytes = new byte[random.Next(40)];
            random.NextBytes(bytes);
            if (bytes.Length > 0 && i % 2 == 0)
                bytes[0] = 0x94;
            var text = new StringBuilder();
            DatagramText.Append(bytes, text, 200);
            Assert.DoesNotContain(text.ToString(), char.IsControl);
        }
    }
}
