using Actors.Rooms;
using Actors.Rules;
using Actors.TestKit;
using Actors.World;

namespace Actors.Tests.Rooms;

/// <summary>Content that is replaced while its rooms are played in.</summary>
public sealed class ReloadTests : IDisposable
{
    private static readonly (string From, string To) SweptHall = ("Wide.", "It is swept.");
    private static readonly PlayerId Ada = new(1);
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("actors-reloads-");

    public void Dispose() => _directory.Delete(recursive: true);

    [Fact]
    public async Task A_room_unchanged_by_a_reload_keeps_running_unnoticed()
    {
        await using var node = Played();
        var (room, told) = (node.ActivationOf("hall"), node.Told(1).Count);
        node.Reload(SampleWorld.Load(("Green.", "It is mown.")));
        node.Advance(1);
        Assert.Same(room, node.ActivationOf("hall"));
        Assert.Equal(told, node.Told(1).Count);
    }

    [Fact]
    public async Task A_restarted_and_a_newly_loaded_room_use_the_same_content()
    {
        await using var node = Played();
        node.Reload(SampleWorld.Load(("It shines.", "It glows.")));
        node.Advance(0.1);
        // The hall is started again, because a lamp lies there; the closet is loaded when Ada enters it.
        Rejoin(node, "hall");
        Assert.Contains("It glows.", Text(node, "hall", "take lamp", "examine lamp"), StringComparison.Ordinal);
        node.Ask(1, "hall", 1, 20, new Go("east"));
        node.Advance(1);
        Assert.Equal(new RoomId("closet"), node.Last<MovedTo>(1).Room);
        node.Join(1, "closet", 1, known: true, attempt: 3);
        node.Advance(0.1);
        Assert.Contains("It glows.", Text(node, "closet", "examine lamp"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_item_brought_into_an_unchanged_room_uses_the_new_content()
    {
        await using var node = new SimulatedNode(SampleWorld.Load());
        node.Join(1, "closet", 1);
        node.Join(2, "hall", 2);
        node.Advance(0.1);
        var closet = node.ActivationOf("closet");
        node.Reload(SampleWorld.Load(("It shines.", "It glows.")));
        node.Advance(0.1);
        Assert.Same(closet, node.ActivationOf("closet"));
        // The closet holds one player: Ada makes room for one who has a lamp.
        node.Leave(1, "closet", 1);
        Rejoin(node, "hall", player: 2);
        node.Ask(2, "hall", 2, 1, new Take("lamp"));
        node.Ask(2, "hall", 2, 2, new Go("east"));
        node.Advance(1);
        node.Join(2, "closet", 2, known: true, attempt: 3);
        node.Advance(0.1);
        Assert.Same(closet, node.ActivationOf("closet"));
        Assert.Contains("It glows.", Text(node, "closet", 2, "examine lamp"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_changed_room_restarts_with_its_players_still_walking()
    {
        await using var node = Played();
        node.Ask(1, "hall", 1, 0, new Move(new Vector(1, 0), 7));
        node.Advance(0.5);
        var frames = node.Watch("hall");
        node.Advance(0.1);
        var before = frames.Frames[^1].Players[0];
        node.Reload(SampleWorld.Load(SweptHall));
        frames = node.Watch("hall");
        node.Advance(0.2);
        Assert.All(frames.Shown, static shown => Assert.Equal(2, shown.Epoch));
        Assert.Empty(frames.Frames.SelectMany(static frame => frame.Events));
        Assert.Equal((Ada, 7L), (frames.Frames[0].Players[0].Id, frames.Frames[0].Players[0].LastProcessedInput));
        Assert.True(frames.Frames[^1].Players[0].XMilli > before.XMilli + 500);
        Rejoin(node, "hall");
        Assert.Equal("It is swept.", Look(node, "hall").Description);
    }

    [Fact]
    public async Task A_command_in_flight_at_a_reload_takes_effect_once()
    {
        await using var node = new SimulatedNode(SampleWorld.Load(), commitLatency: TimeSpan.FromMilliseconds(200));
        node.Join(1, "hall", 1);
        node.Advance(1);
        node.Ask(1, "hall", 1, 1, new Take("lamp"));
        node.Reload(SampleWorld.Load(SweptHall));
        node.Advance(0.1);
        Assert.Empty(node.Told(1).OfType<Answered>());
        Rejoin(node, "hall");
        node.Ask(1, "hall", 1, 1, new Take("lamp"));
        node.Advance(1);
        Assert.All(node.Told(1).OfType<Answered>(), static answer => Assert.Equal((1, new Done("You take the brass lamp.")), (answer.CommandId, answer.Reply)));
        Assert.NotEmpty(node.Told(1).OfType<Answered>());
        Assert.Single(node.Store.Items, static item => item.Kind == "lamp" && item.Player == Ada);
    }

    [Fact]
    public async Task A_room_being_handed_over_has_the_new_content_afterwards()
    {
        await using var node = new SimulatedNode(SampleWorld.Load(), commitLatency: TimeSpan.FromMilliseconds(200));
        node.Join(1, "hall", 1);
        node.Advance(1);
        node.Seal("hall");
        node.Advance(0.1);
        var former = node.ActivationOf("hall");
        node.Reload(SampleWorld.Load(SweptHall));
        Assert.Same(former, node.ActivationOf("hall"));
        node.Advance(1);
        Rejoin(node, "hall");
        node.Advance(1);
        Assert.Equal("It is swept.", Look(node, "hall").Description);
    }

    [Fact]
    public async Task A_room_being_loaded_has_the_new_content_afterwards()
    {
        await using var node = new SimulatedNode(SampleWorld.Load());
        node.Faults.Delay = TimeSpan.FromMilliseconds(400);
        node.Join(1, "hall", 1);
        node.Reload(SampleWorld.Load(SweptHall));
        // The room has been claimed with the previous content, and the store has not answered yet.
        Assert.NotNull(node.ActivationOf("hall"));
        Assert.Empty(node.Told(1));
        node.Advance(1);
        node.Faults.Delay = TimeSpan.Zero;
        Rejoin(node, "hall");
        Assert.Equal("It is swept.", Look(node, "hall").Description);
    }

    [Fact]
    public async Task The_second_of_two_close_reloads_wins()
    {
        await using var node = new SimulatedNode(SampleWorld.Load(), commitLatency: TimeSpan.FromMilliseconds(200));
        node.Join(1, "hall", 1);
        node.Advance(1);
        node.Reload(SampleWorld.Load(SweptHall));
        node.Advance(0.05);
        node.Reload(SampleWorld.Load(("Wide.", "It is painted.")));
        node.Advance(1);
        Rejoin(node, "hall");
        node.Advance(1);
        Assert.Equal("It is painted.", Look(node, "hall").Description);
    }

    [Fact]
    public async Task A_recorded_room_begins_a_new_recording_at_a_reload_and_both_replay()
    {
        var (before, after) = (SampleWorld.Load(), SampleWorld.Load(("Green.", "It is mown.")));
        await using (var node = new SimulatedNode(before, options: new RoomOptions { Record = "hall", RecordDirectory = _directory.FullName }))
        {
            node.Join(1, "hall", 1);
            node.Advance(0.1);
            node.Ask(1, "hall", 1, 1, new Take("lamp"));
            node.Advance(0.5);
            node.Reload(after);
            node.Advance(0.1);
            Rejoin(node, "hall");
            node.Ask(1, "hall", 1, 2, new Drop("lamp"));
            node.Advance(0.5);
        }
        string[][] files = [.. _directory.GetFiles("*.jsonl").OrderBy(static file => file.Name, StringComparer.Ordinal).Select(static file => File.ReadAllLines(file.FullName))];
        Assert.Equal([before.ContentHash, after.ContentHash],
            files.Select(static lines => RecordingFormat.TryRead(lines[0], out var line, out _) ? ((RecordingLine.Start)line).World.ContentHash : ""));
        foreach (var lines in files)
        {
            var result = RecordingPlayer.Play(lines, BuiltInRules.All);
            Assert.True(result.Outcome == ReplayOutcome.AsRecorded, result.Why);
        }
    }

    [Fact]
    public async Task A_player_in_a_removed_room_is_moved_elsewhere_with_its_items()
    {
        await using var node = new SimulatedNode(SampleWorld.Load());
        node.Join(1, "yard", 1);
        node.Advance(0.1);
        node.Ask(1, "yard", 1, 1, new Take("lamp"));
        node.Advance(0.1);
        node.Reload(WithoutYard());
        node.Advance(0.5);
        Assert.IsType<RoomClosed>(node.Told(1)[^1]);
        node.Join(1, "yard", 1, known: true, attempt: 2);
        node.Advance(0.5);
        Assert.Equal((new RoomId("hall"), Codes.RoomGone), (node.Last<MovedTo>(1).Room, node.Last<MovedTo>(1).Why?.Code));
        node.Join(1, "hall", 1, known: true, attempt: 3);
        node.Advance(0.1);
        Assert.Equal("hall", node.Last<Joined>(1).Room.Value);
        Assert.Single(node.Store.Items, static item => item.Kind == "lamp" && item.Player == Ada);
    }

    [Fact]
    public async Task A_join_concurrent_with_a_watch_of_a_removed_room_is_redirected()
    {
        await using var node = new SimulatedNode(SampleWorld.Load());
        node.Join(1, "yard", 1);
        node.Advance(0.1);
        node.Ask(1, "yard", 1, 1, new Take("lamp"));
        node.Advance(0.1);
        node.Faults.Delay = TimeSpan.FromMilliseconds(50);
        node.Reload(WithoutYard());
        node.Watch("yard");
        node.Join(1, "yard", 1, known: true, attempt: 2);
        node.Advance(0.5);
        Assert.Equal(new RoomId("hall"), node.Last<MovedTo>(1).Room);
    }

    [Fact]
    public async Task A_restored_room_has_its_players_and_items_again()
    {
        await using var node = new SimulatedNode(SampleWorld.Load());
        node.Join(1, "yard", 1);
        node.Advance(0.1);
        node.Leave(1, "yard", 1);
        node.Advance(0.1);
        node.Reload(WithoutYard());
        node.Reload(SampleWorld.Load());
        node.Advance(0.5);
        node.Join(1, "yard", 1, attempt: 2);
        node.Advance(0.1);
        Assert.Equal("You take the brass lamp.", Text(node, "yard", "take lamp"));
    }

    [Fact]
    public async Task An_empty_room_with_a_pending_respawn_is_active_after_a_reload()
    {
        await using var node = new SimulatedNode(SampleWorld.Load());
        node.Join(1, "hall", 1);
        node.Advance(0.1);
        // Gathered wood respawns after five seconds.
        node.Ask(1, "hall", 1, 0, new Move(new Vector(0, 1), 1));
        node.Advance(1.4);
        for (var command = 1; command <= 3; command++)
        {
            node.Ask(1, "hall", 1, command, new Gather());
            node.Advance(0.6);
        }
        node.Leave(1, "hall", 1);
        node.Advance(0.5);
        node.Reload(SampleWorld.Load(SweptHall));
        node.Advance(0.5);
        Assert.NotNull(node.ActivationOf("hall"));
    }

    private static SimulatedNode Played()
    {
        var node = new SimulatedNode(SampleWorld.Load());
        node.Join(1, "hall", 1);
        node.Advance(0.1);
        return node;
    }

    /// <summary>Joins as a connection does after a notice that the room's activation has ended.</summary>
    private static void Rejoin(SimulatedNode node, string room, long player = 1)
    {
        node.Join(player, room, player, known: true, attempt: 2);
        node.Advance(0.1);
    }

    private static string Text(SimulatedNode node, string room, params string[] lines) => Text(node, room, 1, lines);

    private static string Text(SimulatedNode node, string room, long player, params string[] lines)
    {
        for (var line = 0; line < lines.Length; line++)
            node.Ask(player, room, player, 10 + line, new TypedLine(lines[line]));
        node.Advance(0.5);
        return Assert.IsType<Done>(node.Last<Answered>(player).Reply).Text ?? "";
    }

    private static RoomDescription Look(SimulatedNode node, string room)
    {
        node.Ask(1, room, 1, 10, new TypedLine("look"));
        node.Advance(0.1);
        return Assert.IsType<Described>(node.Last<Answered>(1).Reply).Room;
    }

    private static WorldDefinition WithoutYard()
    {
        var yard = SampleWorld.Load();
        return yard with
        {
            ContentHash = "without",
            Rooms = System.Collections.Frozen.FrozenDictionary.ToFrozenDictionary(
                yard.Rooms.Values.Where(static room => room.Id != "yard").Select(static room => room with { Exits = [.. room.Exits.Where(static exit => exit.To != "yard")] }), static room => room.Id),
        };
    }
}
