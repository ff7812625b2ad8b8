using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Actors.Rooms;
using Actors.Rules;
using Actors.TestKit;
using Actors.World;
using Microsoft.Extensions.Logging;

namespace Actors.Tests.Rooms;

/// <summary>Rules that fail: they harm one room, and their author learns of it.</summary>
public sealed class RoomRulesTests : IDisposable
{
    private readonly LogOf _log = new();

    public static TheoryData<string, string> Steps => new()
    {
        { "system", "The system FuseSystem" }, { "mind", "The mind grove.bomber" }, { "timer", "The timer grove.bomb" },
    };

    public void Dispose() => _log.Dispose();

    [Fact]
    public async Task A_verb_that_throws_is_refused_and_its_room_restarts_from_its_last_commit()
    {
        await using var node = Node();
        node.Join(1, "hall", 1);
        node.Join(2, "hall", 2);
        node.Join(3, "yard", 3);
        node.Advance(0.2);
        node.Ask(1, "hall", 1, 1, new TypedLine("take lamp"));
        node.Advance(0.2);
        Assert.IsType<Done>(node.Last<Answered>(1).Reply);

        node.Ask(1, "hall", 1, 2, new TypedLine("boom loudly"));
        node.Advance(0);

        var refused = Assert.IsType<Rejected>(node.Last<Answered>(1).Reply);
        Assert.Equal((2L, Codes.Internal), (node.Last<Answered>(1).CommandId, refused.Code));
        Assert.DoesNotContain("planted", refused.Text, StringComparison.OrdinalIgnoreCase);
        Assert.Equal("Room hall: The verb boom threw in tick 8; player 1, command boom 2: it begins anew from the store", Assert.Single(_log.Of(1307)).Text);
        Assert.Equal("planted in a verb", _log.Of(1307)[0].Exception?.Message);
        Assert.Empty(_log.Of(1301));

        // The players who were in it join again; the verb's half-done work is undone, acknowledged work is not.
        node.Join(1, "hall", 1, known: true, attempt: 2);
        node.Join(2, "hall", 2, attempt: 2);
        node.Advance(0.5);
        node.Ask(1, "hall", 1, 3, new TypedLine("inventory"));
        node.Ask(2, "hall", 2, 1, new TypedLine("take bread"));
        node.Ask(3, "yard", 3, 1, new TypedLine("take lamp"));
        node.Advance(0.2);
        Assert.Equal("lamp", Assert.Single(Assert.IsType<InventoryShown>(node.Last<Answered>(1).Reply).Items).Kind);
        Assert.IsType<Done>(node.Last<Answered>(2).Reply);
        Assert.IsType<Done>(node.Last<Answered>(3).Reply);
        Assert.Equal([("hall", 1), ("yard", 0)], node.Report().Rooms.Select(static room => (room.Room.Value, room.Restarts)).Order());
    }

    [Fact]
    public async Task A_command_whose_verb_threw_is_not_executed_again()
    {
        await using var node = Node();
        node.Join(1, "hall", 1);
        node.Advance(0.2);
        node.Ask(1, "hall", 1, 1, new TypedLine("boom"));
        node.Advance(0);
        node.Join(1, "hall", 1, attempt: 2);
        node.Advance(0.5);
        Assert.Equal(2, node.Last<Joined>(1).Epoch);

        node.Ask(1, "hall", 1, 1, new TypedLine("boom"));
        node.Ask(1, "hall", 1, 2, new TypedLine("take lamp"));
        node.Advance(0.2);

        var answers = node.Told(1).OfType<Answered>().TakeLast(2).ToArray();
        Assert.Equal((1L, Codes.Internal), (answers[0].CommandId, Assert.IsType<Rejected>(answers[0].Reply).Code));
        Assert.Equal(2, answers[1].CommandId);
        Assert.IsType<Done>(answers[1].Reply);
        Assert.Single(_log.Of(1307));
        Assert.Equal(1, Assert.Single(node.Report().Rooms).Restarts);
    }

    [Fact]
    public async Task A_command_in_flight_when_a_rule_throws_takes_effect_once()
    {
        await using var node = Node(commitLatency: TimeSpan.FromMilliseconds(30));
        node.Join(1, "hall", 1);
        node.Advance(0.3);
        node.Ask(1, "hall", 1, 1, new TypedLine("take lamp"));
        node.Ask(1, "hall", 1, 2, new TypedLine("boom"));
        node.Advance(0);
        // The first command is not acknowledged yet, and the second is rejected: the connection repeats the first.
        Assert.Equal(2, Assert.Single(node.Told(1).OfType<Answered>()).CommandId);
        node.Join(1, "hall", 1, known: true, attempt: 2);
        node.Advance(0.5);
        node.Ask(1, "hall", 1, 1, new TypedLine("take lamp"));
        node.Advance(0.5);
        Assert.Equal(1, node.Last<Answered>(1).CommandId);
        Assert.IsType<Done>(node.Last<Answered>(1).Reply);
        Assert.Single(node.Store.Items, static item => item.Player == new PlayerId(1));
    }

    [Theory]
    [MemberData(nameof(Steps))]
    public async Task A_step_that_throws_restarts_its_room_and_is_logged_with_its_rules_name(string what, string rule)
    {
        await using var node = Node();
        node.Join(1, "hall", 1);
        node.Join(2, "yard", 2);
        node.Advance(0.2);
        node.Ask(1, "hall", 1, 1, new TypedLine("take lamp"));
        node.Ask(1, "hall", 1, 2, new TypedLine($"arm {what}"));
        node.Advance(1);
        var told = Assert.Single(_log.Of(1307));
        Assert.StartsWith($"Room hall: {rule} threw in tick ", told.Text, StringComparison.Ordinal);
        Assert.EndsWith("; player nobody, command none: it begins anew from the store", told.Text, StringComparison.Ordinal);
        node.Join(1, "hall", 1, known: true, attempt: 2);
        node.Advance(0.5);
        node.Ask(1, "hall", 1, 3, new TypedLine("inventory"));
        node.Ask(2, "yard", 2, 1, new TypedLine("take lamp"));
        node.Advance(0.2);
        Assert.Single(Assert.IsType<InventoryShown>(node.Last<Answered>(1).Reply).Items);
        Assert.IsType<Done>(node.Last<Answered>(2).Reply);
    }

    [Fact]
    public async Task A_hook_that_throws_refuses_its_command_or_join()
    {
        await using var node = Node();
        node.Join(1, "yard", 1);
        node.Join(2, "yard", 2);
        node.Advance(0.2);
        node.Ask(1, "yard", 1, 1, new TypedLine("say boom"));
        node.Advance(0.5);
        Assert.Equal(Codes.Internal, Assert.IsType<Rejected>(node.Last<Answered>(1).Reply).Code);
        Assert.StartsWith("Room yard: The hook BombHook threw in tick ", Assert.Single(_log.Of(1307)).Text, StringComparison.Ordinal);

        // A player who is not admitted to the next room stays where it was.
        node.Join(2, "yard", 2, attempt: 2);
        node.Advance(0.5);
        node.Ask(2, "yard", 2, 1, new TypedLine("south"));
        node.Advance(0.5);
        Assert.Equal(Codes.Internal, Assert.IsType<Rejected>(node.Last<Answered>(2).Reply).Code);
        node.Ask(2, "yard", 2, 2, new TypedLine("take lamp"));
        node.Advance(0.2);
        Assert.IsType<Done>(node.Last<Answered>(2).Reply);

        // A player who enters the world there gets an answer, and does not keep asking for ever.
        node.Join(3, "cellar", 3);
        node.Advance(0.5);
        Assert.Equal(Codes.Internal, node.Last<JoinRefused>(3).Why.Code);
    }

    [Fact]
    public async Task A_room_whose_rules_throw_too_often_is_quarantined()
    {
        await using var node = Node(new RoomOptions { MaxRestarts = 2 });
        for (var attempt = 1; attempt <= 3; attempt++)
        {
            node.Join(1, "hall", 1, attempt: attempt);
            node.Advance(1);
            node.Ask(1, "hall", 1, attempt, new TypedLine("boom"));
            node.Advance(0);
            Assert.Equal((attempt, Codes.Internal), (node.Last<Answered>(1).CommandId, Assert.IsType<Rejected>(node.Last<Answered>(1).Reply).Code));
        }
        node.Join(1, "hall", 1, attempt: 4);
        node.Advance(1);
        Assert.Equal(Codes.Unavailable, node.Last<JoinRefused>(1).Why.Code);
        Assert.EndsWith("it is closed until the node is started anew", _log.Of(1307)[^1].Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_slow_rule_is_logged_and_counted()
    {
        using var counted = new Counts();
        SimulatedNode node = null!;
        await using var made = node = Node(new RoomOptions { StepBudgetMilliseconds = 100 }, slow: milliseconds => node.Time.Advance(TimeSpan.FromMilliseconds(milliseconds)));
        node.Join(1, "hall", 1);
        node.Advance(0.2);
        node.Ask(1, "hall", 1, 1, new TypedLine("dawdle 99"));
        node.Advance(0.2);
        Assert.Empty(_log.Of(1308));
        node.Ask(1, "hall", 1, 2, new TypedLine("dawdle 101"));
        node.Advance(0.2);
        Assert.Equal("Room hall: The verb dawdle takes longer than 100 ms (Actors:Rooms:StepBudgetMilliseconds)", Assert.Single(_log.Of(1308)).Text);
        Assert.Equal(["The verb dawdle"], counted.Rules);
        Assert.IsType<Done>(node.Last<Answered>(1).Reply);
        Assert.False(Assert.Single(node.Report().Rooms).IsQuarantined);
    }

    [Fact]
    public async Task A_room_with_slow_rules_is_quarantined_if_so_configured()
    {
        SimulatedNode node = null!;
        await using var made = node = Node(
            new RoomOptions { StepBudgetMilliseconds = 100, QuarantineOverBudget = true }, slow: milliseconds => node.Time.Advance(TimeSpan.FromMilliseconds(milliseconds)));
        node.Join(1, "hall", 1);
        node.Advance(0.2);
        node.Ask(1, "hall", 1, 1, new TypedLine("take lamp"));
        node.Ask(1, "hall", 1, 2, new TypedLine("dawdle 200"));
        node.Advance(0.5);
        Assert.True(Assert.Single(node.Report().Rooms).IsQuarantined);
        // What the player had done was persisted.
        Assert.Single(node.Store.Items, static item => item.Player == new PlayerId(1));
        node.Join(1, "hall", 1, attempt: 2);
        node.Advance(0.5);
        Assert.Equal(Codes.Unavailable, node.Last<JoinRefused>(1).Why.Code);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_endless_rule_is_logged_once_while_it_runs(bool quarantines)
    {
        await using var node = Node(new RoomOptions { QuarantineOverBudget = quarantines });
        var handle = node.LocalRooms.GetOrAdd(new RoomId("yard"))!;
        using var entered = new ManualResetEventSlim();
        using var leave = new ManualResetEventSlim();
        var world = World(milliseconds =>
        {
            entered.Set();
            leave.Wait();
        });
        // The endless rule blocks its thread; the node's tick continues on another.
        var stuck = new Room(world, world.Rooms["hall"], new RoomId("hall"), new SavedRoom(null, []), 0);
        var effects = new RoomEffects();
        stuck.Enter(new PlayerState(new PlayerRecord { Id = new PlayerId(9), Name = "Slow", Room = stuck.Id, Health = 1 }, []), null, effects);
        handle.Turn.Begin(stuck, node.Time.GetTimestamp());
        var turn = Task.Run(() => stuck.Apply(new PlayerId(9), 1, new TypedLine("dawdle 1"), effects));
        Assert.True(entered.Wait(TimeSpan.FromSeconds(60)));
        node.Advance(0.2);
        Assert.Empty(_log.Of(1308));
        node.Advance(2);
        Assert.Equal("Room yard: The verb dawdle takes longer than 250 ms (Actors:Rooms:StepBudgetMilliseconds)", Assert.Single(_log.Of(1308)).Text);
        Assert.Equal(quarantines, handle.Quarantined);
        leave.Set();
        Assert.IsType<Done>(await turn);
        handle.Turn.End();
    }

    [Fact]
    public async Task Effects_of_an_Entering_hook_are_persisted_and_shown()
    {
        await using var node = Node(commitLatency: TimeSpan.FromMilliseconds(30));
        node.Join(1, "hall", 1);
        node.Join(2, "garden", 2);
        var frames = node.Watch("garden");
        node.Advance(0.5);
        node.Ask(1, "hall", 1, 1, new TypedLine("west"));
        node.Advance(1);
        Assert.Equal("You go west.", Assert.IsType<Done>(node.Last<Answered>(1).Reply).Text);
        Assert.Contains(frames.Frames.SelectMany(static frame => frame.Events), static happened => happened.Header is { Kind: "grove.knocked", Name: "p1" });
        Assert.Equal("""{"grove.fuse":[1,{"kind":"p1"}]}""", node.Store.Find(new RoomId("garden")).Record?.Components?.Json);
    }

    [Fact]
    public async Task An_event_whose_description_throws_is_skipped_and_harms_nothing_else()
    {
        await using var node = Node();
        node.Join(1, "hall", 1);
        node.Advance(0.2);
        var frames = node.Watch("hall");
        node.Ask(1, "hall", 1, 1, new TypedLine("arm event"));
        node.Advance(0.2);
        Assert.IsType<Done>(node.Last<Answered>(1).Reply);
        Assert.Equal(["grove.knocked"], frames.Frames.SelectMany(static frame => frame.Events).Select(static happened => happened.Header.Kind));
        Assert.Equal("Room hall: an event of the type Mumbled threw when it was described, and is not shown", Assert.Single(_log.Of(1309)).Text);
        Assert.Equal(0, Assert.Single(node.Report().Rooms).Restarts);
    }

    [Fact]
    public async Task A_room_that_rests_before_a_slow_commit_ends_still_shows_its_effect()
    {
        await using var node = Node(commitLatency: TimeSpan.FromMilliseconds(230));
        node.Join(1, "garden", 1);
        node.Advance(1);
        var frames = node.Watch("garden");
        node.Advance(1);
        node.Ask(1, "garden", 1, 0, new Move(new Vector(1, 0), 1));
        node.Ask(1, "garden", 1, 1, new TypedLine("arm fuse"));
        node.Advance(0.12);
        node.Ask(1, "garden", 1, 0, new Move(Vector.Zero, 2));
        node.Advance(0.06);
        Assert.Empty(frames.Frames[^1].Components);
        node.Advance(1);
        Assert.IsType<Done>(node.Last<Answered>(1).Reply);
        Assert.Single(frames.Frames[^1].Components);
    }

    [Fact]
    public async Task A_players_transient_components_survive_a_handover()
    {
        await using var node = Node();
        node.Join(1, "hall", 1);
        node.Advance(0.2);
        node.Ask(1, "hall", 1, 1, new TypedLine("arm player"));
        node.Advance(0.2);
        node.Seal("hall");
        node.Advance(0.2);
        Assert.Null(node.Store.Find(new PlayerId(1))?.Components);
        var frames = node.Watch("hall");
        node.Join(1, "hall", 1, known: true, attempt: 2);
        node.Advance(0.5);
        Assert.Equal(2, frames.Shown[^1].Epoch);
        Assert.Equal([new ComponentView(ComponentHolder.Player, "1", "grove.spark", """{"kind":"mine"}""", null)], frames.Frames[^1].Components);
    }

    [Fact]
    public async Task A_disconnected_player_stands_still_even_if_rules_make_it_walk()
    {
        await using var node = Node();
        var frames = node.Watch("hall");
        node.Join(1, "hall", 1);
        node.Advance(0.2);
        node.Ask(1, "hall", 1, 1, new TypedLine("march"));
        node.Advance(0.2);
        node.Leave(1, "hall", 1, cutOff: true);
        node.Advance(0.3);
        var stopped = frames.Frames[^1].Players[0].YMilli;
        node.Advance(3);
        Assert.NotEqual(0, stopped);
        Assert.Equal(stopped, frames.Frames[^1].Players[0].YMilli);
    }

    private SimulatedNode Node(RoomOptions? options = null, TimeSpan commitLatency = default, Action<int>? slow = null) =>
        new(World(slow ?? (static _ => { })), options: options, commitLatency: commitLatency, loggers: LoggerFactory.Create(builder => builder.AddProvider(_log)));

    private static WorldDefinition World(Action<int> slow) => new WorldBuilder()
        .WithRules(new RulesBuilder().AddModule<StandardVerbs>().AddModule(new Bombs(slow)).Build())
        .ItemKind("lamp").ItemKind("bread").CreatureKind("elf", static elf => elf with { Mind = "grove.bomber" })
        .Room("hall", static hall => hall.WithItem("lamp", 1, 1).WithItem("bread", 2, 2).WithCreature("elf", 5, 5))
        .Room("yard", static yard => yard.WithItem("lamp", 1, 1)).Room("cellar").Room("garden")
        .Exit("yard", "south", "cellar").Exit("hall", "west", "garden")
        .Build();

    [Component("grove.fuse")]
    internal sealed record Fuse(string Kind);

    [Component("grove.spark", Durable = false)]
    internal sealed record Spark(string Kind);

    private sealed class Bombs(Action<int> slow) : IRulesModule
    {
        public string Name => "grove";

        public void Register(RulesBuilder rules) => rules
            .AddComponent(new Fuse("")).AddComponent(new Spark(""))
            .AddVerb(new WordVerb("boom", static (on, _) =>
            {
                on.Player.Score = 1000;
                on.Room.Consume(on.Room.Items[0]);
                throw new InvalidOperationException("planted in a verb");
            }))
            .AddVerb(new ArmVerb())
            .AddVerb(new DawdleVerb(slow))
            .AddVerb(new MarchVerb())
            .AddSystem<FuseSystem>().AddMind<Bomber>("grove.bomber").AddHook<BombHook>()
            .AddTimer("grove.bomb", static (_, _) => throw new InvalidOperationException("planted in a timer"));
    }

    private sealed class FuseSystem : RoomSystem
    {
        public override long? NextTick(RoomState room) => room.Get<Spark>().Kind == "system" ? room.Tick + 1 : null;

        public override void Update(RoomState room)
        {
            if (room.Get<Spark>().Kind == "system")
                throw new InvalidOperationException("planted in a system");
        }
    }

    private sealed class Bomber : CreatureMind
    {
        public override void Think(in MindContext mind)
        {
            mind.ThinkAgainIn(1);
            if (mind.Room.Get<Spark>().Kind == "mind")
                throw new InvalidOperationException("planted in a mind");
        }
    }

    private sealed class BombHook : RoomHook
    {
        public override Rejected? Entering(RoomState room, PlayerState player)
        {
            if (room.Id.Value == "cellar")
                throw new InvalidOperationException("planted in a hook");
            if (room.Id.Value != "garden")
                return null;
            room.Set(new Fuse(player.Record.Name));
            room.Emit(new Knocked(player.Record.Name));
            return null;
        }

        public override void Entered(RoomState room, Player player)
        {
            if (room.Id.Value == "cellar")
                throw new InvalidOperationException("planted in a hook");
        }

        public override Rejected? Saying(RoomState room, Player player, string text) =>
            text == "boom" ? throw new InvalidOperationException("planted in a hook") : null;
    }

    private sealed record Knocked(string Name) : RoomEvent(Vector.Zero)
    {
        public override EventHeader Header => new("grove.knocked", Name: Name);
    }

    private sealed record Mumbled() : RoomEvent(Vector.Zero)
    {
        public override EventHeader Header => new("grove.mumbled");

        public override string Describe(in Viewer viewer) => throw new InvalidOperationException("planted in an event");
    }

    private sealed record Arm(string What) : Command;

    /// <summary>What it arms is not persisted, so the next activation is unaffected.</summary>
    private sealed class ArmVerb : Verb<Arm>
    {
        public override string Name => "arm";

        public override string Usage => "arm WHAT";

        public override string Help => "";

        public override ParseResult Parse(string rest) => new Arm(rest);

        protected override Reply Execute(in VerbContext context, Arm command)
        {
            if (command.What == "event")
            {
                context.Emit(new Mumbled());
                context.Emit(new Knocked("after"));
            }
            if (command.What == "timer")
                context.Room.StartTimer("grove.bomb", 2);
            if (command.What == "player")
                context.Player.Set(new Spark("mine"));
            else if (command.What == "fuse")
                context.Room.Set(new Fuse("long"));
            else
                context.Room.Set(new Spark(command.What));
            return Reply.Ok;
        }
    }

    private sealed record March : Command;

    private sealed class MarchVerb : Verb<March>
    {
        public override string Name => "march";

        public override string Usage => "march";

        public override string Help => "";

        public override ParseResult Parse(string rest) => new March();

        protected override Reply Execute(in VerbContext context, March command)
        {
            context.Player.Walk(new Vector(0, 0.2));
            return Reply.Ok;
        }
    }

    private sealed record Dawdle(int Milliseconds) : Command;

    private sealed class DawdleVerb(Action<int> slow) : Verb<Dawdle>
    {
        public override string Name => "dawdle";

        public override string Usage => "dawdle MILLISECONDS";

        public override string Help => "";

        public override ParseResult Parse(string rest) => new Dawdle(int.Parse(rest, System.Globalization.CultureInfo.InvariantCulture));

        protected override Reply Execute(in VerbContext context, Dawdle command)
        {
            slow(command.Milliseconds);
            return Reply.Ok;
        }
    }

    private sealed record Word : Command;

    private sealed class WordVerb(string name, Func<VerbContext, Word, Reply> act) : Verb<Word>
    {
        public override string Name => name;

        public override string Usage => name;

        public override string Help => "";

        public override ParseResult Parse(string rest) => new Word();

        protected override Reply Execute(in VerbContext context, Word command) => act(context, command);
    }

    private sealed class LogOf : ILoggerProvider, ILogger
    {
        private readonly ConcurrentQueue<(int Event, string Text, Exception? Exception)> _lines = new();

        public (int Event, string Text, Exception? Exception)[] Of(int number) => [.. _lines.Where(line => line.Event == number)];

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            _lines.Enqueue((eventId.Id, formatter(state, exception), exception));

        public void Dispose()
        {
        }
    }

    /// <summary>The counts of this process's metric while this listens.</summary>
    private sealed class Counts : IDisposable
    {
        private readonly MeterListener _listener = new();
        private readonly ConcurrentQueue<string> _rules = new();

        public Counts()
        {
            _listener.InstrumentPublished = static (instrument, listener) =>
            {
                if (instrument.Name == "actors.rooms.over_budget")
                    listener.EnableMeasurementEvents(instrument);
            };
            _listener.SetMeasurementEventCallback<long>((_, _, tags, _) => _rules.Enqueue((string)tags[0].Value!));
            _listener.Start();
        }

        public string[] Rules => [.. _rules];

        public void Dispose() => _listener.Dispose();
    }
}
