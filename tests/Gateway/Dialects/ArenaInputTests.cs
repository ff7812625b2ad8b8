using System.Text;
using Actors.Gateway.Dialects.Arena;

namespace Actors.Gateway.Tests.Dialects;

/// <summary>What the fast path accepts, and what it leaves to the common one.</summary>
public sealed class ArenaInputTests
{
    [Theory]
    [InlineData("""{"type":"input","input":{"sequenceNumber":7,"movement":{"x":0.5,"y":-1}}}""")]
    [InlineData("""{"input":{"movement":{"y":-1,"x":0.5,"z":[{"x":3}]},"sequenceNumber":7.0},"at":{"type":"ping"},"type":"input"}""")]
    [InlineData(""" { "type" : "input", "input" : { "timestamp" : 12, "sequenceNumber" : 7, "movement" : { "x" : 5e-1, "y" : -1 } } } """)]
    public void An_input_is_read_in_any_field_order_and_with_any_extra_fields(string json)
    {
        Assert.True(TryRead(json, out var input));
        Assert.Equal((7, 0.5, -1), (input.Sequence, input.Movement.X, input.Movement.Y));
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("""{"type":"input","input":{"sequenceNumber":7,"movement":{"x":0,"y":1}}""")]
    [InlineData("""{"type":"input","input":{"sequenceNumber":7,"movement":{"x":0,"y":1}}} {}""")]
    [InlineData("""{"type":"input","input":{"sequenceNumber":7,"movement":{"x":0,"y":1}},}""")]
    [InlineData("""{"type":"ping","input":{"sequenceNumber":7,"movement":{"x":0,"y":1}}}""")]
    [InlineData("""{"type":"input","input":[{"sequenceNumber":7,"movement":{"x":0,"y":1}}]}""")]
    [InlineData("""{"type":"input","sequenceNumber":7,"movement":{"x":0,"y":1},"input":{}}""")]
    [InlineData("""{"type":"input","input":{"sequenceNumber":7.5,"movement":{"x":0,"y":1}}}""")]
    [InlineData("""{"type":"input","input":{"sequenceNumber":7,"movement":{"x":0}}}""")]
    [InlineData("""{"type":"input","input":{"sequenceNumber":7,"movement":{"x":"0","y":1}}}""")]
    [InlineData("""{"type":"input","input":{"sequenceNumber":7,"movement":{"x":1e999,"y":1}}}""")]
    [InlineData("""{"type":"input","input":{"sequenceNumber":7,"movement":{"x":0,"x":1,"y":1}}}""")]
    [InlineData("""{"type":"input","input":{"sequenceNumber":7,"movement":{"x":0,"y":1}},"input":{}}""")]
    [InlineData("""{"type":"input","\ud800":1,"input":{"sequenceNumber":7,"movement":{"x":0,"y":1}}}""")]
    [InlineData("""{"\u0074ype":"input","input":{"sequenceNumber":7,"movement":{"x":0,"y":1}}}""")]
    public void Invalid_ambiguous_and_other_messages_are_left_to_the_common_path(string json) =>
        Assert.False(TryRead(json, out _));

    [Fact]
    public void Reading_an_input_allocates_nothing()
    {
        var payload = """{"type":"input","input":{"sequenceNumber":7,"movement":{"x":0.5,"y":-1},"timestamp":1234567890123}}"""u8;
        Assert.True(ArenaInput.TryRead(payload, out _));
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++)
            ArenaInput.TryRead(payload, out _);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static bool TryRead(string json, out ArenaInput input) => ArenaInput.TryRead(Encoding.UTF8.GetBytes(json), out input);
}
