using Actors.Rooms;
using Actors.Rules;
using Actors.TestKit;
using Actors.World;

namespace Actors.Tests.Rooms;

/// <summary>What rules ask of services and send to other rooms: nothing is lost, and nothing takes effect twice.</summary>
public sealed class OutboundTests
{
    private static readonly RoomId Hall = new("hall");

    [Fact]
    public async Task A_service_answers_its_room()
    {
        var oracle = new Oracle();
        await using var node = new SimulatedNode(WorldOf(oracle));
        node.Join(1, "hall", 1);
        node.Advance(0.1);
        node.Ask(1, "hall", 1, 1, new TypedLine("consult weather"));
        await AnsweredAsync(node, oracle, "rain");
        Assert.Equal("weather: rain, because of p1", TextOf(node, "hall"));
        Assert.Equal(new ServiceRequest(Hall, 1, "test.oracle", "weather", "p1"), Assert.Single(oracle.Asked));
    }

    [Fact]
    public async Task A_service_that_throws_or_times_out_gives_the_rule_an_error()
    {
        var oracle = new Oracle();
        await using var node = new SimulatedNode(WorldOf(oracle), options: new RoomOptions { ServiceTimeoutSeconds = 3 });
        node.Join(1, "hall", 1);
        node.Advance(0.1);
        node.Ask(1, "hall", 1, 1, new TypedLine("consult weather"));
        await AnsweredAsync(node, oracle, null);
        Assert.Equal("weather: It is silent., because of p1", TextOf(node, "hall"));

        node.Ask(1, "hall", 1, 2, new TypedLine("consult stars"));
        node.Advance(0.1);
        await Eventually.Holds(() => oracle.Asked.Count == 2);
        node.Advance(3.1);
        await Eventually.Holds(() =>
        {
            node.Advance(0.05);
            return TextOf(node, "hall")!.StartsWith("stars: ", StringComparison.Ordinal);
        });
    }

    [Fact]
    public async Task An_unanswered_request_is_repeated_by_the_next_activation_and_answered_once()
    {
        var oracle = new Oracle();
        await using var node = new SimulatedNode(WorldOf(oracle));
        node.Join(1, "hall", 1);
        node.Advance(0.1);
        node.Ask(1, "hall", 1, 1, new TypedLine("consult weather"));
        node.Advance(0.1);
        await Eventually.Holds(() => oracle.Asked.Count == 1);
        node.Seal("hall");
        node.Advance(0);
        node.Join(1, "hall", 1, known: true, attempt: 2);
        node.Advance(0.1);
        await Eventually.Holds(() => oracle.Asked.Count == 2);
        Assert.Equal(oracle.Asked[0], oracle.Asked[1]);
        // The first answer, to the previous activation, is as good as the second.
        await AnsweredAsync(node, oracle, "rain");
        node.Advance(1);
        Assert.Equal(1, CountOf(node, "hall"));
    }

    [Fact]
    public async Task A_service_request_is_sent_only_after_its_commit()
    {
        var oracle = new Oracle();
        await using var node = new SimulatedNode(WorldOf(oracle), commitLatency: TimeSpan.FromSeconds(1));
        node.Join(1, "hall", 1);
        node.Advance(2.1);
        node.Ask(1, "hall", 1, 1, new TypedLine("consult weather"));
        node.Advance(0.9);
        Assert.Empty(oracle.Asked);
        node.Advance(0.3);
        await Eventually.Holds(() => oracle.Asked.Count == 1);
    }

    [Fact]
    public async Task Mail_takes_effect_in_the_other_room_once_and_in_order()
    {
        await using var node = new SimulatedNode(WorldOf(new Oracle()));
        node.Join(1, "hall", 1);
        node.Advance(0.1);
        node.Ask(1, "hall", 1, 1, new TypedLine("post first"));
        node.Ask(1, "hall", 1, 2, new TypedLine("post second"));
        node.Advance(0.2);
        Assert.Equal(("second", 2), (TextOf(node, "yard"), CountOf(node, "yard")));
        // It was accepted, so it is not delivered again.
        node.Advance(12);
        Assert.Equal(2, CountOf(node, "yard"));
    }

    [Fact]
    public async Task Mail_for_a_room_that_cannot_be_loaded_arrives_when_it_can()
    {
        await using var node = new SimulatedNode(WorldOf(new Oracle()));
        node.Join(1, "hall", 1);
        node.Advance(0.1);
        node.Faults.Activating = static room =>
        {
            if (room.Value == "yard")
                throw new IOException("The disk is away.");
        };
        node.Ask(1, "hall", 1, 1, new TypedLine("post late"));
        node.Advance(20);
        node.Seal("hall");
        node.Advance(0.1);
        node.Faults.Activating = null;
        node.Join(1, "hall", 1, known: true, attempt: 2);
        node.Advance(12);
        Assert.Equal(("late", 1), (TextOf(node, "yard"), CountOf(node, "yard")));
    }

    private static async Task AnsweredAsync(SimulatedNode node, Oracle oracle, string? answer)
    {
        node.Advance(0.1);
        await Eventually.Holds(() => oracle.Asked.Count > 0);
        oracle.Say(answer);
        // No time passes here: the answer comes from a pool thread, and must not be late by the test's clock.
        await Eventually.Holds(() =>
        {
            node.Advance(0);
            return CountOf(node, "hall") > 0;
        });
    }

    private static string? TextOf(SimulatedNode node, string room) => NotesOf(node, room)?.Text;

    private static int CountOf(SimulatedNode node, string room) => NotesOf(node, room)?.Count ?? 0;

    private static Notes? NotesOf(SimulatedNode node, string room) =>
        node.Store.Find(new RoomId(room)).Record?.Components is { } components
            ? System.Text.Json.JsonDocument.Parse(components.Json).RootElement.GetProperty("test.notes")[1] is var notes
                ? new Notes(notes.GetProperty("text").GetString()!, notes.GetProperty("count").GetInt32())
                : null
            : null;

    private static WorldDefinition WorldOf(Oracle oracle) => SampleWorld.Load() with { RuleSet = new RulesBuilder().AddBuiltIn().AddModule(new Module(oracle)).Build() };

    [Component("test.notes")]
    private sealed record Notes(string Text, int Count)
    {
        public static Notes None { get; } = new("", 0);

        public Notes With(string text) => new(text, Count + 1);
    }

    private sealed record Consult(string About) : Command;

    private sealed record Post(string Text) : Command;

    private sealed class ConsultVerb : Verb<Consult>
    {
        public override string Name => "consult";

        public override string Usage => "consult TOPIC";

        public override string Help => "Ask the oracle.";

        public override ParseResult Parse(string rest) => new Consult(rest);

        protected override Reply Execute(in VerbContext context, Consult command)
        {
            context.Room.Ask("test.oracle", command.About, context.Player.Name);
            return Reply.Ok;
        }
    }

    private sealed class PostVerb : Verb<Post>
    {
        public override string Name => "post";

        public override string Usage => "post TEXT";

        public override string Help => "Send a note to the yard.";

        public override ParseResult Parse(string rest) => new Post(rest);

        protected override Reply Execute(in VerbContext context, Post command)
        {
            context.Room.Send(new RoomId("yard"), "test.note", command.Text);
            return Reply.Ok;
        }
    }

    private sealed class Module(Oracle oracle) : IRulesModule
    {
        public string Name => "test";

        public void Register(RulesBuilder rules) => rules
            .AddComponent(Notes.None)
            .AddVerb<ConsultVerb>().AddVerb<PostVerb>()
            .AddService("test.oracle", oracle, static (room, answer) =>
                room.Set(room.Get<Notes>().With($"{answer.Request.Body}: {answer.Answer ?? answer.Error}, because of {answer.Request.Context}")))
            .AddMail("test.note", static (room, mail) => room.Set(room.Get<Notes>().With(mail.Body)));
    }

    private sealed class Oracle : IRoomService
    {
        private readonly object _gate = new();
        private readonly List<ServiceRequest> _asked = [];
        private readonly List<TaskCompletionSource<string>> _waiting = [];

        public IReadOnlyList<ServiceRequest> Asked
        {
            get
            {
                lock (_gate)
                    return [.. _asked];
            }
        }

        public Task<string> AnswerAsync(ServiceRequest request, CancellationToken cancellationToken)
        {
            lock (_gate)
            {
                _asked.Add(request);
                var answer = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
                _waiting.Add(answer);
                return answer.Task;
            }
        }

        /// <param name="answer">Given to all waiting callers; null: the service throws.</param>
        public void Say(string? answer)
        {
            lock (_gate)
            {
                foreach (var waiting in _waiting)
                {
                    if (answer is null)
                        waiting.TrySetException(new InvalidOperationException("It is silent."));
                    else
                        waiting.TrySetResult(answer);
                }
                _waiting.Clear();
            }
        }
    }
}
