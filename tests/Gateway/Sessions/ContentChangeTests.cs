using System.Text;
using System.Text.Json.Nodes;
using Actors.Channels;
using Actors.Gateway.Connections;
using Actors.Gateway.Dialects;
using Actors.Gateway.Dialects.Arena;
using Actors.Gateway.Dialects.Collector;
using Actors.Gateway.Dialects.Mud;
using Actors.Gateway.Dialects.Native;
using Actors.Gateway.Dialects.Native.Writing;
using Actors.Gateway.Dialects.Packets;
using Actors.Gateway.Dialects.SocketIO;
using Actors.Gateway.Tests.Abuse;
using Actors.Gateway.Tests.Dialects;
using Actors.Storage;
using Actors.TestKit;
using Actors.World;

namespace Actors.Gateway.Tests.Sessions;

/// <summary>A player who has a token gets in, whatever has become of its room and its things, and is notified in its own dialect.</summary>
[Collection(nameof(AloneOnTheMachine))]
public sealed class ContentChangeTests
{
    private const string Token = "the secret of Ada";
    private const string Why = "The room where you were, mill, is gone: you are in path.";

    private static readonly WorldDefinition World = new WorldBuilder().ItemKind("lamp").Room("plaza").Zone("hills").Room("path").Exit("plaza", "north", "path").Build();

    private readonly MemoryWorldStore _store = new();

    [Theory]
    [InlineData("native", $$"""{"type":"event","event":"remarked","code":"room_gone","line":"{{Why}}","player":"1","name":"Ada"}""")]
    [InlineData("mud", $$"""{"type":"update","event":"message","data":{"message":"{{Why}}"}""")]
    [InlineData("socketio", $$"""["notice",{"code":"room_gone","message":"{{Why}}"}]""")]
    [InlineData("arena", $$"""{"type":"notice","code":"room_gone","message":"{{Why}}"}""")]
    [InlineData("collector", $$"""{"type":"notice","code":"room_gone","message":"{{Why}}","players":{},"resources":[]}""")]
    [InlineData("packets", $$"""["ch", [1, "{{Why}}"]]""")]
    public async Task A_player_returning_to_a_removed_room_joins_elsewhere_and_its_dialect_says_why(string dialect, string expected)
    {
        await KeepAsync("mill");
        await using var gateway = new VirtualGateway(World, store: _store);
        var ada = Enter(gateway, dialect);
        Assert.Empty(ada.Closings);
        Assert.Single(ada.Told(), message => message.Contains(expected, StringComparison.Ordinal));
        Assert.Equal(new RoomId("path"), _store.Find(new PlayerId(1))!.Room);
        Assert.Equal("path", Assert.Single(gateway.Node.Report().Rooms, static room => room.Players > 0).Room.Value);
    }

    [Fact]
    public async Task The_room_comes_before_the_reason()
    {
        await KeepAsync("mill");
        await using var gateway = new VirtualGateway(World, store: _store);
        var told = Enter(gateway, "native").Told().ConvertAll(static message => (string?)JsonNode.Parse(message)!["type"]);
        Assert.Equal(["welcome", "room", "event"], told.Take(3));
    }

    [Fact]
    public async Task A_player_keeps_its_items_and_those_of_removed_kinds_are_named()
    {
        await KeepAsync("mill", "lamp", "oar");
        await using var gateway = new VirtualGateway(World, store: _store);
        var ada = Enter(gateway, "native");
        ada.Send("""{"type":"command","id":1,"line":"inventory"}"""u8.ToArray());
        gateway.Advance(0.5);
        var told = ada.Told();
        Assert.Contains(told, static message =>
            message.Contains("\"event\":\"remarked\",\"code\":\"kept_aside\",\"line\":\"Kept for you until there are such things again: oar.\"", StringComparison.Ordinal));
        Assert.Single(told, static message => message.Contains("\"inventory\":{\"items\":[{\"id\":\"mill:1\",\"kind\":\"lamp\",\"name\":\"lamp\"}]", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_resume_token_for_a_removed_room_still_admits_its_player()
    {
        await KeepAsync("mill");
        await using var gateway = new VirtualGateway(World, store: _store);
        var resume = gateway.Services.Resume.Issue(new PlayerId(1), new RoomId("mill"));
        var ada = gateway.Connect(new NativeDialect(World, gateway.Time, NativeFormat.Json));
        ada.Send(Encoding.UTF8.GetBytes($$"""{"type":"hello","version":1,"resume":"{{resume}}"}"""));
        gateway.Advance(1);
        Assert.Contains(ada.Told(), static message => message.Contains("\"player\":{\"id\":\"1\",\"name\":\"Ada\"}", StringComparison.Ordinal));
        Assert.Equal(new RoomId("path"), _store.Find(new PlayerId(1))!.Room);
    }

    [Fact]
    public async Task A_requested_room_is_reached_even_if_the_saved_room_is_gone()
    {
        await KeepAsync("mill");
        await using var gateway = new VirtualGateway(World, store: _store);
        var ada = gateway.Connect(new ArenaDialect(gateway.Time), Token, room: "plaza");
        gateway.Advance(1);
        Assert.Empty(ada.Closings);
        Assert.Equal(new RoomId("plaza"), _store.Find(new PlayerId(1))!.Room);
    }

    [Theory]
    [InlineData("square", "plaza")]
    [InlineData("plaza~7", "plaza")]
    [InlineData("hall~5000", "hall")]
    public async Task A_guest_joins_a_room_by_its_former_id_or_by_a_missing_copy(string room, string expected)
    {
        var world = new WorldBuilder().Room("path").Room("plaza").Room("hall", static hall => hall with { Overflow = true }).FormerRoom("square", "plaza").Build();
        await using var gateway = new VirtualGateway(world);
        var guest = gateway.Connect(new ArenaDialect(gateway.Time), room: room);
        gateway.Advance(1);
        Assert.Empty(guest.Closings);
        Assert.Equal(expected, Assert.Single(gateway.Node.Report().Rooms, static found => found.Players > 0).Room.Value);
    }

    [Fact]
    public async Task Travel_to_a_former_room_id_leads_to_the_room()
    {
        var world = new WorldBuilder().Room("path").Room("plaza").FormerRoom("square", "plaza").Build();
        await using var gateway = new VirtualGateway(world);
        var guest = gateway.Connect(new MudDialect(gateway.Time));
        gateway.Advance(1);
        guest.Send("""{"action":"join","room_id":"square"}"""u8.ToArray());
        gateway.Advance(1);
        Assert.Equal("plaza", Assert.Single(gateway.Node.Report().Rooms, static found => found.Players > 0).Room.Value);
    }

    [Fact]
    public async Task A_player_in_a_room_unknown_to_the_gateway_must_retry_and_leaves_no_body()
    {
        await KeepAsync("mill");
        var old = new WorldBuilder().ItemKind("lamp").Room("plaza").Zone("hills").Room("path").Room("mill").Build();
        await using var gateway = new VirtualGateway(old, store: _store, content: World);
        var ada = Enter(gateway, "native");
        Assert.Equal([CloseCode.TryAgainLater], ada.Closings);
        Assert.Contains(ada.Told(), static message => message.Contains("\"type\":\"goodbye\",\"code\":\"unavailable\"", StringComparison.Ordinal));
        Assert.Equal((0, 0), (gateway.Node.Report().Players, gateway.Node.Report().Disconnected));
        Assert.Equal(new RoomId("mill"), _store.Find(new PlayerId(1))!.Room);
    }

    [Fact]
    public async Task A_player_whose_room_copy_the_node_no_longer_has_is_moved_and_notified()
    {
        // The gateway stays up, with the content that it was started with; the rooms' node has no copies any more.
        await KeepAsync("hall~2");
        static WorldDefinition Halls(bool overflow) => new WorldBuilder().Room("plaza").Room("hall", hall => hall with { Overflow = overflow }).Build();
        await using var gateway = new VirtualGateway(Halls(overflow: false), store: _store, content: Halls(overflow: true));
        var ada = Enter(gateway, "native");
        Assert.Contains(ada.Told(), static message => message.Contains("\"line\":\"The copy of hall where you were is gone: you are in hall.\"", StringComparison.Ordinal));
        Assert.Equal("hall", Assert.Single(gateway.Node.Report().Rooms, static room => room.Players > 0).Room.Value);
    }

    private async Task KeepAsync(string room, params string[] items)
    {
        var record = new PlayerRecord { Id = new PlayerId(1), Name = "Ada", TokenHash = Guests.Hash(Token), Room = new RoomId(room), Health = 100 };
        await _store.ReservePlayerIdsAsync(10, CancellationToken.None);
        await _store.ClaimNameAsync(record, "Ada", CancellationToken.None);
        // As the room saved it, with content that still had it in the hills.
        var (epoch, _, _) = await _store.ActivateRoomAsync(record.Room, "before", CancellationToken.None);
        Change[] changes =
        [
            new RoomChanged(new RoomRecord { Id = record.Room, Zone = new ZoneId("hills"), NextItem = 9 }),
            .. items.Select((kind, at) => new ItemChanged(new ItemRecord(new ItemId($"mill:{at + 1}"), kind, record.Id, null, Vector.Zero))),
        ];
        Assert.Equal([CommitOutcome.Committed], await _store.CommitAsync(new CommitBatch(new RoomTransaction(record.Room, epoch, changes)), CancellationToken.None));
    }

    private static VirtualGateway.Client Enter(VirtualGateway gateway, string dialect)
    {
        var client = gateway.Connect(
            dialect switch
            {
                "native" => new NativeDialect(World, gateway.Time, NativeFormat.Json),
                "mud" => new MudDialect(gateway.Time),
                "socketio" => new SocketIODialect(World, gateway.Time),
                "arena" => new ArenaDialect(gateway.Time),
                "collector" => new CollectorDialect(World),
                _ => new PacketsDialect(World, new PacketsOptions()),
            },
            Token);
        if (dialect == "native")
            client.Send(Encoding.UTF8.GetBytes($$"""{"type":"hello","version":1,"token":"{{Token}}"}"""));
        else if (dialect == "packets")
            client.Send(Packet.Start(null, Token));
        gateway.Advance(1);
        return client;
    }
}
