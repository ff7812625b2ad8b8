using System.Text;
using Actors.Channels;
using Actors.WebSockets.Framing;

namespace Actors.Transports.Tests.WebSockets.Framing;

public sealed class CloseFrameTests
{
    [Fact]
    public void Only_sendable_close_codes_are_accepted()
    {
        var allowed = Enumerable.Range(0, 65536).Where(code => CloseFrame.MayBeSent((ushort)code)).ToArray();
        int[] expected = [1000, 1001, 1002, 1003, .. Enumerable.Range(1007, 8), .. Enumerable.Range(3000, 2000)];
        Assert.Equal(expected, allowed);
    }

    [Fact]
    public void A_long_reason_is_cut_at_a_character_boundary()
    {
        var frame = CloseFrame.Build(CloseCode.Normal, string.Concat(Enumerable.Repeat("€", 50)));
        Assert.Equal(2 + 123, frame[1]);
        Assert.Equal(string.Concat(Enumerable.Repeat("€", 41)), Encoding.UTF8.GetString(frame.AsSpan(4)));

        frame = CloseFrame.Build(CloseCode.Normal, "a" + string.Concat(Enumerable.Repeat("€", 50)));
        Assert.Equal("a" + string.Concat(Enumerable.Repeat("€", 40)), Encoding.UTF8.GetString(frame.AsSpan(4)));
    }

    [Theory]
    [InlineData(CloseCode.NoStatus)]
    [InlineData(CloseCode.Abnormal)]
    public void A_reporting_only_code_is_never_sent(CloseCode code) => Assert.Equal([0x88, 0], CloseFrame.Build(code, "x"));
}
