using System.Diagnostics;
using System.Text;
using Actors.Gateway.Dialects.Native;
using Actors.Gateway.Dialects.Native.Writing;
using Actors.Gateway.Tests.Abuse;
using Actors.Gateway.Tests.Dialects;
using Actors.TestKit;
using Actors.World;
using Akka.Actor;

namespace Actors.Gateway.Tests.Sessions;

/// <summary>What a collector receives of a command's path: real connections and rooms, in virtual time.</summary>
[Collection(nameof(AloneOnTheMachine))]
public sealed class CommandTraceTests : IAsyncDisposable
{
    private static readonly WorldDefinition World = new WorldBuilder()
        .ItemKind("lamp")
        .Room("hall", static room => room.WithItem("lamp", 1, 0))
        .Room("yard")
        .Exit("hall", "east", "yard")
        .Build();

    private readonly VirtualGateway _gateway = new(World);

    public ValueTask DisposeAsync() => _gateway.DisposeAsync();

    [Fact]
    public void A_command_is_one_trace_from_arrival_through_commit_to_answer()
    {
        var ada = Enter("Ada");
        using var spans = new SpanLog();
        Command(ada, 1, "take lamp");
        _gateway.Advance(1);
        Assert.Equal(["decode", "apply", "commit", "answer", "command"], spans.Names);
        var command = spans["command"];
        Assert.Equal(default, command.ParentSpanId);
        Assert.Equal(ActivityKind.Server, command.Kind);
        Assert.All(spans.Ended.Except([command]), span => Assert.Equal((command.TraceId, command.SpanId), (span.TraceId, span.ParentSpanId)));
        Assert.All(spans.Ended, span => Assert.True(span.StartTimeUtc >= command.StartTimeUtc && span.StartTimeUtc + span.Duration <= command.StartTimeUtc + command.Duration));
        Assert.Equal(("TypedLine", "native", "done"), (command.GetTagItem("actors.command"), command.GetTagItem("actors.dialect"), command.GetTagItem("actors.outcome")));
        Assert.Equal(("hall", "take", "done"), (spans["apply"].GetTagItem("actors.room"), spans["apply"].GetTagItem("actors.verb"), spans["apply"].GetTagItem("actors.outcome")));
        Assert.Equal("Committed", spans["commit"].GetTagItem("actors.outcome"));
    }

    [Fact]
    public void A_refusal_has_its_code_and_no_commit()
    {
        var ada = Enter("Ada");
        using var spans = new SpanLog();
        Command(ada, 1, "take moon");
        _gateway.Advance(1);
        Assert.Equal(["decode", "apply", "answer", "command"], spans.Names);
        Assert.Equal(Codes.NotHere, spans["command"].GetTagItem("actors.outcome"));
    }

    [Fact]
    public void The_commit_of_a_departure_belongs_to_its_command()
    {
        var ada = Enter("Ada");
        using var spans = new SpanLog();
        Command(ada, 1, "go east");
        _gateway.Advance(1);
        Assert.Equal(spans["command"].SpanId, spans["commit"].ParentSpanId);
        Assert.Equal("done", spans["command"].GetTagItem("actors.outcome"));
    }

    [Fact]
    public void A_global_command_is_traced_to_its_answer_too()
    {
        var ada = Enter("Ada");
        Enter("Bob");
        using var spans = new SpanLog();
        Command(ada, 1, "whisper Bob hello");
        Command(ada, 2, "who");
        Command(ada, 3, "global hello");
        _gateway.Advance(1);
        Assert.Equal(["global", "whisper", "who"], spans.Ended.Where(static span => span.OperationName == "apply").Select(static span => (string)span.GetTagItem("actors.verb")!).Order());
        Assert.Equal(3, spans.Names.Count(static name => name == "answer"));
    }

    [Fact]
    public void A_command_retried_after_a_lost_room_stays_in_its_trace()
    {
        var ada = Enter("Ada");
        _gateway.Node.Faults.Activating = static room => throw new IOException($"{room} is out of reach.");
        _gateway.Node.Seal("hall");
        _gateway.Advance(0.1);
        using var spans = new SpanLog();
        Command(ada, 1, "take lamp");
        _gateway.Advance(1);
        Assert.Equal(["decode"], spans.Names);
        _gateway.Node.Faults.Activating = null;
        _gateway.Advance(2);
        Assert.Equal(spans["command"].SpanId, spans["commit"].ParentSpanId);
    }

    [Fact]
    public void A_trace_is_abandoned_when_its_client_disconnects()
    {
        var ada = Enter("Ada");
        using var spans = new SpanLog();
        Command(ada, 1, "take lamp");
        ada.Break();
        _gateway.Node.Faults.CommitLatency = TimeSpan.FromMinutes(1);
        _gateway.Advance(1);
        Assert.Equal("abandoned", spans["command"].GetTagItem("actors.outcome"));
    }

    [Fact]
    public void A_trace_is_abandoned_when_its_connection_actor_fails()
    {
        var ada = Enter("Ada");
        _gateway.Node.Faults.CommitLatency = TimeSpan.FromMinutes(1);
        using var spans = new SpanLog();
        Command(ada, 1, "take lamp");
        _gateway.Advance(0.1);
        _gateway.Node.System.ActorSelection("/user/connections-*/*").Tell(Kill.Instance);
        _gateway.Advance(0.1);
        Assert.Equal("abandoned", spans["command"].GetTagItem("actors.outcome"));
    }

    [Fact]
    public void A_duplicate_command_ends_its_trace_as_repeated()
    {
        var ada = Enter("Ada");
        _gateway.Node.Faults.CommitLatency = TimeSpan.FromSeconds(1);
        using var spans = new SpanLog();
        Command(ada, 1, "take lamp");
        Command(ada, 1, "take lamp");
        _gateway.Advance(3);
        Assert.Equal(["repeated", "done"], spans.Ended.Where(static span => span.OperationName == "command").Select(static span => span.GetTagItem("actors.outcome")));
    }

    [Fact]
    public void Input_without_an_answer_is_not_traced()
    {
        var ada = Enter("Ada");
        using var spans = new SpanLog();
        ada.Send("""{"type":"input","seq":1,"x":1,"y":0}"""u8.ToArray());
        _gateway.Advance(1);
        Assert.Empty(spans.Ended);
    }

    [Fact]
    public void A_command_the_sampler_drops_is_not_traced()
    {
        var ada = Enter("Ada");
        using var spans = new SpanLog(ActivitySamplingResult.PropagationData);
        Command(ada, 1, "take lamp");
        _gateway.Advance(1);
        Assert.Empty(spans.Ended);
    }

    [Fact]
    public void Spans_neither_inherit_nor_replace_the_current_one()
    {
        var ada = Enter("Ada");
        using var spans = new SpanLog();
        using var other = new Activity("other").Start();
        Command(ada, 1, "take lamp");
        _gateway.Advance(1);
        Assert.Same(other, Activity.Current);
        Assert.Equal(default, spans["command"].ParentSpanId);
    }

    private VirtualGateway.Client Enter(string name)
    {
        var client = _gateway.Connect(new NativeDialect(World, _gateway.Time, NativeFormat.Json));
        client.Send(Encoding.UTF8.GetBytes($$"""{"type":"hello","version":1,"name":"{{name}}"}"""));
        _gateway.Advance(1);
        return client;
    }

    private static void Command(VirtualGateway.Client client, int id, string line) =>
        client.Send(Encoding.UTF8.GetBytes($$"""{"type":"command","id":{{id}},"line":"{{line}}"}"""));
}
