using Actors.Rooms;
using Actors.Rooms.Recording;
using Actors.Rules;
using Actors.Storage;
using Actors.TestKit;
using Actors.World;
using Akka.Actor;
using Microsoft.Extensions.Logging.Abstractions;

namespace Actors.Tests.Rooms;

public sealed class RecordingTests : IDisposable
{
    private static readonly WorldDefinition World = SampleWorld.Load();
    private static readonly RoomId Hall = new("hall");
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("actors-recordings-");

    public void Dispose() => _directory.Delete(recursive: true);

    [Fact]
    public async Task Only_the_named_room_is_recorded()
    {
        await using (var node = Node("hall"))
        {
            node.Join(1, "hall", 1);
            node.Join(2, "yard", 2);
            node.Advance(0.1);
            node.Ask(1, "hall", 1, 1, new Take("lamp"));
            node.Ask(1, "hall", 1, 2, new Go("north"));
            node.Advance(1);
            node.Ask(2, "yard", 2, 1, new Go("south"));
            node.Advance(1);
            Assert.Equal(Hall, node.Last<MovedTo>(2).Room);
            node.Join(2, "hall", 2, known: true);
            node.Advance(0.1);
            node.Ask(2, "hall", 2, 2, new Gather());
            node.Ask(2, "hall", 2, 0, new Move(new Vector(0.1, 0.2), 4));
            node.Advance(3);
        }
        var result = Played(Assert.Single(Files()));
        Assert.Equal((RecordingEnding.Complete, "the room stopped"), (result.Ending, result.Why));
        Assert.InRange(result.Replay!.Ticks, 60, 70);
        Assert.InRange(result.Replay.Inputs, 8, 11);
        Assert.Equal([new PlayerId(2)], result.Replay.Room.Players);
    }

    [Fact]
    public async Task A_star_records_all_rooms_each_instance_in_its_own_file()
    {
        await using (var node = Node("*"))
        {
            node.Join(1, "yard", 1);
            node.Join(2, "hall", 2);
            node.Join(3, "hall~2", 3);
            node.Advance(1);
        }
        Assert.Equal(["hall-1-0.jsonl", "hall~2-1-0.jsonl", "yard-1-0.jsonl"], Files().Select(static file => Path.GetFileName(file)));
        Assert.All(Files(), static file => Played(file));
    }

    [Fact]
    public async Task A_room_that_fails_and_restarts_begins_a_new_recording()
    {
        await using (var node = Node("hall"))
        {
            node.Join(1, "hall", 1);
            node.Advance(0.5);
            node.Ask(1, "hall", 1, 1, new Take("lamp"));
            node.Advance(0.5);
            node.ActivationOf("hall")!.Tell(new CommitRejected(9, "No outcome."));
            node.Advance(0.5);
            Assert.IsType<RoomClosed>(node.Told(1)[^1]);
            node.Join(1, "hall", 1, known: true, attempt: 2);
            node.Advance(0.5);
            node.Ask(1, "hall", 1, 2, new Drop("lamp"));
            node.Advance(0.5);
        }
        Assert.Equal(2, Files().Length);
        Assert.Equal("lamp", Assert.Single(Played(Files()[0]).Replay!.Room.Save(new PlayerId(1))!.Items).Kind);
        Assert.Equal("lamp", Played(Files()[1]).Replay!.Room.View(1, []).Items[^1].Kind);
    }

    [Fact]
    public async Task A_room_that_returns_under_a_new_epoch_begins_a_new_recording()
    {
        await using (var node = Node("hall"))
        {
            node.Join(1, "hall", 1);
            node.Advance(1);
            node.Seal("hall");
            node.Advance(0);
            node.Join(1, "hall", 1, attempt: 2);
            node.Advance(1);
        }
        Assert.Equal(["hall-1-0.jsonl", "hall-2-20.jsonl"], Files().Select(static file => Path.GetFileName(file)));
        Assert.All(Files(), static file => Played(file));
    }

    [Fact]
    public async Task A_full_recording_says_so_and_the_room_keeps_running()
    {
        var options = Options("hall");
        options.RecordMegabytes = 1;
        await using (var node = new SimulatedNode(World, options: options))
        {
            node.Join(1, "hall", 1);
            node.Advance(0.1);
            for (var i = 1; i <= 4000; i++)
                node.Ask(1, "hall", 1, i, new Say(new string('a', 400)));
            node.Advance(1);
            Assert.Equal(4000, node.Told(1).OfType<Answered>().Count());
        }
        var file = Assert.Single(Files());
        Assert.InRange(new FileInfo(file).Length, 1024 * 1024, 1.01 * 1024 * 1024);
        Assert.Contains("RecordMegabytes", Played(file).Why!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_recording_begins_once_the_total_limit_is_reached()
    {
        var options = Options("*");
        options.RecordTotalMegabytes = 1;
        await using (var node = new SimulatedNode(World, options: options))
        {
            node.Join(1, "hall", 1);
            node.Advance(0.1);
            for (var i = 1; i <= 4000; i++)
                node.Ask(1, "hall", 1, i, new Say(new string('a', 400)));
            node.Advance(1);
            // The file is written beside the room's turns, in real time.
            await Eventually.Holds(() => Files() is [var hall] && new FileInfo(hall).Length > 1024 * 1024);
            node.Join(2, "yard", 2);
            node.Advance(1);
        }
        Assert.Contains("RecordTotalMegabytes", Played(Assert.Single(Files())).Why!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_slow_disk_ends_the_recording_and_never_blocks_the_room()
    {
        var room = Room(World, World.Rooms["hall"]);
        var recorder = new RoomRecorder(room, RecordingLine.Start.Of(room, World, new SavedRoom(null, []), 1));
        var effects = new RoomEffects();
        for (var i = 0; i < RoomRecorder.QueueLength; i++)
            room.Advance(effects);
        Assert.Null(recorder.End);
        room.Advance(effects);
        Assert.Equal(RecordingEnd.TooSlow, recorder.End);
        Assert.Null(room.Journal);
        room.Advance(effects);
        recorder.Close();

        await new RecordingFile(recorder, new RecordingSpace(64, 64)).WriteAsync(_directory.FullName);
        var result = Played(Assert.Single(Files()));
        Assert.Contains("incomplete", result.Why!, StringComparison.Ordinal);
        Assert.Equal(RoomRecorder.QueueLength, result.Replay!.Room.Tick);
    }

    [Fact]
    public async Task A_recording_contains_the_step_that_threw()
    {
        var trap = new Trap();
        var world = World with { RuleSet = new RulesBuilder().AddBuiltIn().AddModule(trap).Build() };
        var room = Room(world, world.Rooms["hall"]);
        var recorder = new RoomRecorder(room, RecordingLine.Start.Of(room, world, new SavedRoom(null, []), 1));
        room.Enter(new PlayerState(new PlayerRecord { Id = new PlayerId(1), Name = "Ada", Room = Hall, Health = 9 }, []), null, new RoomEffects());
        room.Apply(new PlayerId(1), 0, new Move(new Vector(1, 0), 1), new RoomEffects());
        room.Advance(new RoomEffects());
        trap.Armed = true;
        Assert.Throws<InvalidOperationException>(() => room.Advance(new RoomEffects()));
        trap.Armed = false;
        recorder.Close();

        await new RecordingFile(recorder, new RecordingSpace(64, 64)).WriteAsync(_directory.FullName);
        // The trap is no longer armed, so the step that broke the room does not break the replay.
        var result = RecordingPlayer.Play(File.ReadLines(Assert.Single(Files())), world.RuleSet);
        Assert.Equal((ReplayOutcome.Differs, 2), (result.Outcome, result.Replay!.Room.Tick));
        Assert.Contains("broke", result.Why!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_missing_directory_stops_the_recording_but_not_the_room()
    {
        var options = Options("hall");
        options.RecordDirectory = Path.Combine(_directory.FullName, "gone");
        await using var node = new SimulatedNode(World, options: options);
        Directory.Delete(options.RecordDirectory);
        node.Join(1, "hall", 1);
        node.Advance(1);
        Assert.IsType<Joined>(node.Told(1)[^1]);
    }

    [Fact]
    public void An_unknown_room_and_an_invalid_directory_are_reported()
    {
        var unknown = Assert.Throws<InvalidOperationException>(() => RoomRecordings.Open(Options("hall, attic"), World, NullLogger.Instance));
        Assert.Contains("Actors:Rooms:Record: there is no room called attic", unknown.Message, StringComparison.Ordinal);

        var options = Options("*");
        options.RecordDirectory = Path.Combine(_directory.FullName, "file", "below");
        File.WriteAllText(Path.Combine(_directory.FullName, "file"), "");
        var impossible = Assert.Throws<InvalidOperationException>(() => RoomRecordings.Open(options, World, NullLogger.Instance));
        Assert.Contains("RecordDirectory", impossible.Message, StringComparison.Ordinal);
        Assert.Null(RoomRecordings.Open(new RoomOptions(), World, NullLogger.Instance));
    }

    private SimulatedNode Node(string rooms) => new(World, options: Options(rooms));

    private RoomOptions Options(string rooms) => new() { Record = rooms, RecordDirectory = _directory.FullName };

    private string[] Files() => [.. Directory.GetFiles(_directory.FullName, "*.jsonl").Order(StringComparer.Ordinal)];

    private static Room Room(WorldDefinition world, RoomDefinition definition) => new(world, definition, Hall, new SavedRoom(null, []), 0);

    private static ReplayResult Played(string file)
    {
        var result = RecordingPlayer.Play(File.ReadLines(file), BuiltInRules.All);
        Assert.True(result.Outcome == ReplayOutcome.AsRecorded, $"{file}: {result.Why}");
        return result;
    }

    /// <summary>A system of a module that throws when it is armed. A replay knows it, too, without its fault.</summary>
    private sealed class Trap : RoomSystem, IRulesModule
    {
        public bool Armed { get; set; }

        public override string Name => "trap";

        public void Register(RulesBuilder rules) => rules.AddSystem(this);

        public override long? NextTick(RoomState room) => null;

        public override void Update(RoomState room)
        {
            if (Armed)
                throw new InvalidOperationException("It snaps.");
        }
    }
}
