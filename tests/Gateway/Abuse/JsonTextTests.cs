using System.Globalization;
using System.Text;
using System.Text.Json;
using Actors.Gateway.Codecs;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace Actors.Gateway.Tests.Abuse;

/// <summary>JSON that is written by hand is read back by the platform's parser as it was meant.</summary>
public sealed class JsonTextTests
{
    [Theory]
    [InlineData(0, "0")]
    [InlineData(5250, "5.25")]
    [InlineData(-40, "-0.04")]
    [InlineData(1, "0.001")]
    [InlineData(10, "0.01")]
    [InlineData(100, "0.1")]
    [InlineData(1000, "1")]
    [InlineData(-1001, "-1.001")]
    [InlineData(int.MaxValue, "2147483.647")]
    [InlineData(int.MinValue, "-2147483.648")]
    public void Thousandths_are_written_with_no_more_digits_than_they_need(int thousandths, string expected) =>
        Assert.Equal(expected, Written(text => text.Milli(thousandths)));

    [Fact]
    public void Any_thousandths_are_read_back_exactly() =>
        Check.QuickThrowOnFailure(Prop.ForAll(
            ArbMap.Default.ArbFor<int>(),
            thousandths => decimal.Parse(Written(text => text.Milli(thousandths)), CultureInfo.InvariantCulture) == thousandths / 1000m));

    [Fact]
    public void Any_text_is_read_back_exactly_except_lone_surrogates() =>
        Check.QuickThrowOnFailure(Prop.ForAll(
            ArbMap.Default.ArbFor<string?>(),
            value => Read<string?>(text => text.Text(value)) == Valid(value)));

    [Theory]
    [InlineData("plain")]
    [InlineData("quote \" and \\ and / and <b>&'")]
    [InlineData("\0\u0001\b\t\n\f\r\u001f\u007f\u0085\u2028\u2029")]
    [InlineData("größer 日本 😀")]
    [InlineData("")]
    public void Text_is_escaped(string value) => Assert.Equal(value, Read<string>(text => text.Text(value)));

    [Fact]
    public void A_lone_surrogate_becomes_the_replacement_character() =>
        Assert.Equal("a\ufffdb", Read<string>(text => text.Text("a\ud800b")));

    [Theory]
    [InlineData(0d)]
    [InlineData(-0.1)]
    [InlineData(1e300)]
    [InlineData(double.Epsilon)]
    [InlineData(double.MinValue)]
    public void A_double_is_read_back_exactly(double value) => Assert.Equal(value, Read<double>(text => text.Double(value)));

    [Theory]
    [InlineData(long.MinValue)]
    [InlineData(long.MaxValue)]
    [InlineData(0)]
    public void A_whole_number_is_read_back_exactly(long value) => Assert.Equal(value, Read<long>(text => text.Number(value)));

    private static string? Valid(string? value) => value is null ? null : Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(value));

    private static T? Read<T>(Action<JsonText> write) => JsonSerializer.Deserialize<T>(Written(write));

    private static string Written(Action<JsonText> write)
    {
        var text = new JsonText();
        write(text);
        return Encoding.UTF8.GetString(text.ToMessage().Payload.Span);
    }
}
