using System.Text;
using System.Text.Json.Nodes;
using Actors.Gateway.Dialects;
using Actors.Gateway.Dialects.Arena;
using Actors.Gateway.Dialects.Collector;
using Actors.Gateway.Dialects.Datagram;
using Actors.Gateway.Dialects.Mud;
using Actors.Gateway.Dialects.Native;
using Actors.Gateway.Dialects.Native.Writing;
using Actors.Gateway.Dialects.Packets;
using Actors.Gateway.Dialects.SocketIO;
using Actors.Gateway.Tests.Dialects;
using Actors.TestKit;
using Actors.World;

namespace Actors.Gateway.Tests.Sessions;

/// <summary>Content that is replaced while clients look at its rooms, by each dialect.</summary>
public sealed class ReloadTests : IAsyncLifetime
{
    private readonly VirtualGateway _gateway = new(World());

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _gateway.DisposeAsync();

    public static TheoryData<string> Dialects => ["native", "mud", "socketio", "arena", "collector", "packets", "datagram"];

    [Theory]
    [MemberData(nameof(Dialects))]
    public void A_player_in_a_reloaded_room_stays_connected_and_keeps_getting_messages(string dialect)
    {
        var client = Enter(dialect, "Ada");
        // Larger, with a resource less in the middle of the others, and with another one.
        foreach (var change in (Func<RoomDefinition, RoomDefinition>[])[Swept, static hall => hall with { Width = 50 }, Cleared, Swept])
        {
            _gateway.Node.Reload(World(change));
            _gateway.Advance(1);
            client.Told();
            Enter("native", "Zoe").Send("""{"type":"command","id":1,"line":"say hello"}"""u8.ToArray());
            _gateway.Advance(1);
            Assert.NotEmpty(client.Told());
            Assert.Empty(client.Closings);
        }
    }

    [Fact]
    public void A_native_client_gets_the_new_room_then_its_keyframe_with_nothing_in_between()
    {
        var ada = Enter("native", "Ada");
        ada.Send("""{"type":"input","seq":7,"x":1,"y":0}"""u8.ToArray());
        _gateway.Advance(1);
        ada.Told();
        _gateway.Node.Reload(World(Cleared));
        _gateway.Advance(1);
        JsonNode[] told = [.. ada.Told().Select(static told => JsonNode.Parse(told)!)];
        var room = Array.FindIndex(told, static message => (string?)message["type"] == "room");
        Assert.Equal(("It is cleared.", "hall"), ((string?)told[room]["room"]!["description"], (string?)told[room]["room"]!["id"]));
        Assert.Equal(1, told.Count(static message => (string?)message["type"] == "room"));
        Assert.Single(told[room]["room"]!["nodes"]!.AsArray());
        var next = told[room + 1];
        Assert.Equal("keyframe", (string?)next["type"]);
        Assert.Single(next["nodes"]!.AsArray());
        // It has not been anywhere else, and walks on.
        var (me, last) = (next["players"]![0]!, told[^1]["players"]![0]!);
        Assert.Equal((7, "Ada"), ((int)me["lastInput"]!, (string?)me["name"]));
        Assert.True((double)last["x"]! > (double)me["x"]!);
        Assert.DoesNotContain(told, static message => (string?)message["type"] is "event" or "goodbye" or "error");
    }

    [Fact]
    public void Chat_during_a_reload_is_heard_once_by_all_and_answered_once()
    {
        var (ada, ben, mona) = (Enter("native", "Ada"), Enter("native", "Ben"), Enter("mud", "Mona"));
        foreach (var client in (VirtualGateway.Client[])[ada, ben, mona])
            client.Told();
        for (var said = 1; said <= 30; said++)
        {
            ada.Send(Encoding.UTF8.GetBytes($$"""{"type":"command","id":{{said}},"line":"say number {{said}}."}"""));
            if (said % 10 == 5)
                _gateway.Node.Reload(World(said == 15 ? Cleared : Swept));
            _gateway.Advance(0.07);
        }
        _gateway.Advance(2);
        string[] all = [.. Enumerable.Range(1, 30).Select(static said => $"number {said}.")];
        JsonNode[] own = [.. ada.Told().Select(static told => JsonNode.Parse(told)!)];
        Assert.Equal(all, Spoken(own));
        Assert.Equal(Enumerable.Range(1, 30), own.Where(static message => (string?)message["type"] == "result").Select(static message => (int)message["id"]!));
        Assert.All(own.Where(static message => (string?)message["type"] == "result"), static result => Assert.True((bool)result["ok"]!));
        Assert.Equal(all, Spoken(ben.Told().Select(static told => JsonNode.Parse(told)!)));
        var heard = mona.Told();
        Assert.All(all, line => Assert.Single(heard, told => told.Contains(line, StringComparison.Ordinal)));
    }

    [Fact]
    public void A_viewer_of_another_room_is_not_notified()
    {
        var (ada, zoe) = (Enter("native", "Ada"), Enter("native", "Zoe", "yard"));
        ada.Told();
        zoe.Told();
        _gateway.Node.Reload(World(Swept));
        _gateway.Advance(1);
        Assert.Contains(ada.Told(), static told => told.Contains("It is swept.", StringComparison.Ordinal));
        Assert.DoesNotContain(zoe.Told(), static told => told.Contains("\"room\":{", StringComparison.Ordinal));
    }

    [Fact]
    public void A_changed_room_title_is_sent_to_players_one_exit_away()
    {
        var zoe = Enter("native", "Zoe", "yard");
        zoe.Told();
        _gateway.Node.Reload(World(static hall => hall with { Title = "The Great Hall" }));
        _gateway.Advance(1);
        Assert.Single(zoe.Told(), static told => told.Contains("\"title\":\"The Great Hall\"", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("native")]
    [InlineData("mud")]
    [InlineData("socketio")]
    [InlineData("arena")]
    [InlineData("collector")]
    [InlineData("packets")]
    public void A_player_in_a_removed_room_is_moved_on_the_same_connection(string dialect)
    {
        var client = Enter(dialect, "Ada", "yard");
        client.Told();
        _gateway.Node.Reload(new WorldBuilder().ItemKind("lamp").Room("hall", static hall => Swept(Hall(hall))).Build());
        _gateway.Advance(3);
        Assert.Empty(client.Closings);
        Assert.Contains(client.Told(), static told => told.Contains("yard, is gone", StringComparison.Ordinal));
        Assert.Equal("hall", Assert.Single(_gateway.Node.Report().Rooms, static room => room.Players > 0).Room.Value);
    }

    [Fact]
    public void Packets_keeps_the_number_of_an_item_kind_when_kinds_are_added_or_removed()
    {
        var content = _gateway.Node.Context.Content;
        var items = new PacketsItems(content);
        var lamp = items.NumberOf("lamp");
        _gateway.Node.Reload(new WorldBuilder().ItemKind("axe").ItemKind("lamp").Room("hall").Build());
        Assert.Equal((lamp, "lamp", "axe"), (items.NumberOf("lamp"), items.KindOf(lamp), items.KindOf(items.NumberOf("axe"))));
        _gateway.Node.Reload(new WorldBuilder().ItemKind("axe").Room("hall").Build());
        Assert.Equal((lamp, "axe"), (items.NumberOf("lamp"), items.KindOf(items.NumberOf("axe"))));
    }

    private static string[] Spoken(IEnumerable<JsonNode> told) => [.. told.Where(static message => (string?)message["event"] == "said").Select(static message => (string)message["text"]!)];

    private VirtualGateway.Client Enter(string dialect, string name, string room = "hall")
    {
        var content = _gateway.Node.Context.Content;
        var client = _gateway.Connect(
            dialect switch
            {
                "native" => new NativeDialect(content, _gateway.Time, NativeFormat.Json),
                "mud" => new MudDialect(_gateway.Time),
                "socketio" => new SocketIODialect(content, _gateway.Time),
                "arena" => new ArenaDialect(_gateway.Time),
                "collector" => new CollectorDialect(content),
                "datagram" => new DatagramDialect(_gateway.Time),
                _ => new PacketsDialect(content, new PacketsOptions()),
            },
            new ConnectRequest(dialect == "mud" ? $"/ws/game/{room}/" : "/", new Dictionary<string, string> { ["name"] = name, ["room"] = room }, null));
        if (dialect == "native")
            client.Send(Encoding.UTF8.GetBytes($$"""{"type":"hello","version":1,"name":"{{name}}","room":"{{room}}"}"""));
        else if (dialect == "packets")
            client.Send(Packet.Start(name, room: room));
        _gateway.Advance(1);
        return client;
    }

    private static WorldDefinition World(Func<RoomDefinition, RoomDefinition>? change = null) =>
        new WorldBuilder().ItemKind("lamp").Room("hall", hall => (change ?? (static same => same))(Hall(hall))).Room("yard").Exit("hall", "north", "yard").Build();

    private static RoomDefinition Hall(RoomDefinition hall) =>
        (hall with { Width = 40, Height = 40 }).WithNode(Resource.Wood, 5, 5).WithNode(Resource.Stone, 8, 8).WithNode(Resource.Food, -8, 8).WithItem("lamp", 9, -9);

    private static RoomDefinition Swept(RoomDefinition hall) => hall with { Description = "It is swept." };

    private static RoomDefinition Cleared(RoomDefinition hall) => hall with { Description = "It is cleared.", Nodes = [hall.Nodes[1]] };
}
