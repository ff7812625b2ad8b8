using System.Text;
using Actors.Gateway.Codecs;
using Xunit;

namespace Actors.Gateway.Tests.Abuse;

/// <summary>Whatever a client sends as JSON, inspecting it throws nothing.</summary>
public sealed class JsonInputTests
{
    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{} {}")]
    [InlineData("{\"x\":NaN}")]
    [InlineData("{\"x\":Infinity}")]
    [InlineData("{\"x\":1,}")]
    public void Input_must_be_one_JSON_object(string json) => Assert.Null(Parse(json));

    [Fact]
    public void Objects_nested_too_deeply_are_rejected() =>
        Assert.Null(Parse(string.Concat(Enumerable.Repeat("{\"a\":", 5000)) + "1" + new string('}', 5000)));

    [Fact]
    public void A_lone_surrogate_value_reads_as_null()
    {
        using var document = Parse("{\"type\":\"\\ud800\"}");
        Assert.Null(document!.RootElement.Text("type"));
    }

    [Fact]
    public void A_lone_surrogate_in_a_field_name_does_not_throw()
    {
        using var document = Parse("{\"\\ud800abc\":1}");
        Assert.Null(document!.RootElement.Text("type"));
        Assert.Null(document.RootElement.Number("type"));
        Assert.Null(document.RootElement.Object("type"));
    }

    [Theory]
    [InlineData("1e999")]
    [InlineData("-1e999")]
    [InlineData("9007199254740993")]
    [InlineData("1.5")]
    public void Integer_rejects_fractions_and_overflow(string number)
    {
        using var document = Parse($"{{\"n\":{number}}}");
        Assert.Null(document!.RootElement.Integer("n"));
    }

    private static System.Text.Json.JsonDocument? Parse(string json) => JsonInput.Parse(Encoding.UTF8.GetBytes(json));
}
