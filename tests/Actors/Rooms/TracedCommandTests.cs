using Actors.Rooms;
using Actors.TestKit;
using Actors.World;

namespace Actors.Tests.Rooms;

/// <summary>A room's part of a trace that began at a gateway, usually on another node.</summary>
[Collection(nameof(AloneOnTheMachine))]
public sealed class TracedCommandTests
{
    private const string Command = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    private static readonly WorldDefinition World = SampleWorld.Load();

    [Fact]
    public async Task A_rooms_spans_are_children_of_the_commands_span()
    {
        await using var node = Entered();
        using var spans = new SpanLog();
        Ask(node, Command);
        node.Advance(0.1);
        Assert.Equal(["apply", "commit"], spans.Names);
        Assert.All(spans.Ended, static span => Assert.Equal(Command, $"00-{span.TraceId}-{span.ParentSpanId}-01"));
    }

    [Fact]
    public async Task A_commit_span_lasts_until_its_outcome_is_known()
    {
        await using var node = Entered();
        node.Faults.CommitLatency = TimeSpan.FromSeconds(1);
        using var spans = new SpanLog();
        Ask(node, Command);
        node.Advance(0.9);
        Assert.Equal(["apply"], spans.Names);
        node.Advance(0.2);
        Assert.Equal(["apply", "commit"], spans.Names);
    }

    [Fact]
    public async Task A_commit_span_ends_with_its_outcome_even_during_a_handover()
    {
        await using var node = Entered();
        node.Faults.CommitLatency = TimeSpan.FromSeconds(1);
        using var spans = new SpanLog();
        Ask(node, Command);
        node.Advance(0.1);
        node.Seal("hall");
        node.Advance(3);
        Assert.Equal("Committed", spans["commit"].GetTagItem("actors.outcome"));
    }

    [Fact]
    public async Task A_commit_span_is_abandoned_if_the_room_stops_first()
    {
        await using var node = Entered();
        node.Faults.CommitLatency = TimeSpan.FromHours(1);
        using var spans = new SpanLog();
        Ask(node, Command);
        node.Advance(0.1);
        node.EndSystem();
        Assert.Equal("abandoned", spans["commit"].GetTagItem("actors.outcome"));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("00-no-trace")]
    [InlineData("00-00000000000000000000000000000000-0000000000000000-01")]
    public async Task A_command_without_a_valid_parent_span_runs_untraced(string? parent)
    {
        await using var node = Entered();
        using var spans = new SpanLog();
        Ask(node, parent);
        node.Advance(0.1);
        Assert.Empty(spans.Ended);
        Assert.IsType<Done>(node.Last<Answered>(1).Reply);
    }

    private static SimulatedNode Entered()
    {
        var node = new SimulatedNode(World);
        node.Join(1, "hall", 1);
        node.Advance(0.1);
        return node;
    }

    private static void Ask(SimulatedNode node, string? parent) =>
        node.Send(1, "hall", new ExecuteCommand(new PlayerId(1), SimulatedNode.IdOf(1), 1, 1, 1, new Take("lamp"), parent));
}
