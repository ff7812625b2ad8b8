using Actors.Tools.Common;

namespace Actors.Tools.Tests;

public sealed class PortListTests
{
    [Theory]
    [InlineData("3000", "3000")]
    [InlineData("3000,3010, 65535", "3000 3010 65535")]
    [InlineData("", null)]
    [InlineData("0", null)]
    [InlineData("3000,", null)]
    [InlineData("65536", null)]
    [InlineData("-1", null)]
    [InlineData("http", null)]
    public void A_port_list_is_comma_separated(string text, string? expected) =>
        Assert.Equal(expected, PortList.TryParse(text, out var ports) ? string.Join(' ', ports) : null);

    [Fact]
    public void At_most_64_ports_fit() =>
        Assert.Equal((true, false), (PortList.TryParse(string.Join(',', Enumerable.Range(1, 64)), out _), PortList.TryParse(string.Join(',', Enumerable.Range(1, 65)), out _)));
}
