using System.Text.Json;
using Actors.Channels;
using Actors.Gateway.Dialects.Arena;
using Actors.Gateway.Dialects.Mud;
using Actors.Gateway.Dialects.Packets;
using Actors.Gateway.Tests.Abuse;
using Actors.TestKit;
using Actors.World;

namespace Actors.Gateway.Tests.Dialects;

/// <summary>A client from its start to its end, in virtual time.</summary>
[Collection(nameof(AloneOnTheMachine))]
public sealed class PacketsLifeTests : IAsyncDisposable
{
    private static readonly WorldDefinition World = new WorldBuilder()
        .ItemKind("apple", static kind => kind with { Heals = 5 })
        .Room("field", static room => room.WithRock(5, 5, 1).WithNode(Resource.Wood, -5, 5).WithItem("apple", 1, 0))
        .Room("hall", static room => room.WithRock(5, 5, 1))
        .Exit("field", "east", "hall")
        .Build();

    private readonly VirtualGateway _gateway = new(World);
    private readonly PacketsDialect _packets = new(World, new PacketsOptions());

    public ValueTask DisposeAsync() => _gateway.DisposeAsync();

    [Fact]
    public void Count_players_and_scenery_are_sent_in_order_then_rows_every_tick()
    {
        var ann = Start("Ann");
        _gateway.Advance(0.5);
        var told = ann.Told();
        Assert.Equal(["1", "2", "6"], told.Select(CodeOf).Where(static code => code != "33").Take(3));
        Assert.Equal(1, told.Count(static message => CodeOf(message) == "5"));
        Assert.Equal("""["1", [1]]""", told[0]);
        _gateway.Advance(2);
        Assert.InRange(ann.Told().Count(static message => CodeOf(message) == "33"), 39, 41);
    }

    [Fact]
    public void A_player_who_changes_rooms_sees_the_old_one_removed_then_the_new_one()
    {
        var bea = Start("Bea");
        var ann = Start("Ann");
        _gateway.Advance(1);
        Assert.Contains("""["4", [2]]""", After(bea, () =>
        {
            ann.Told();
            ann.Send(Packet.Of("33", 0.0));
            _gateway.Advance(4);
        }));
        var told = ann.Told().Where(static message => CodeOf(message) is not "33" and not "5").ToList();
        Assert.Equal(["""["4", [1]]""", """["4", [-1]]""", """["4", [-2]]""", """["1", [1]]"""], told.Take(4));
        Assert.StartsWith("""["2", [[2, 2, "Ann", """, told[4], StringComparison.Ordinal);
        Assert.StartsWith("""["6", [[-10001, """, told[5], StringComparison.Ordinal);
        Assert.Equal(6, told.Count);
    }

    [Fact]
    public void Input_for_a_player_that_has_just_left_is_ignored_and_counted()
    {
        using var counts = new GatewayCounts();
        var bea = Start("Bea");
        var ann = Start("Ann");
        _gateway.Advance(1);
        bea.Told();
        ann.Send(Packet.Of("33", 0.0));
        ann.Break();
        foreach (var late in (byte[][])[Packet.Of("33", 0.0), Packet.Of("c", 1, 0.0), Packet.Of("ch", "hello"), Packet.Start("Zoe"), [0xc1]])
            ann.Send(late);
        // Its body waits for the grace period, and then leaves.
        _gateway.Advance(new Actors.Rooms.RoomOptions().GraceSeconds + 1);
        Assert.Equal(5, counts["actors.gateway.ignored[packets]"]);
        Assert.Equal(0, counts["actors.gateway.malformed[packets]"]);
        Assert.Single(bea.Told(), static message => CodeOf(message) is "4" or "7" or "ch");
    }

    [Fact]
    public void Input_of_a_replaced_session_is_ignored_and_counted()
    {
        using var counts = new GatewayCounts();
        var first = _gateway.Connect(new ArenaDialect(_gateway.Time, _packets));
        _gateway.Advance(1);
        var token = JsonDocument.Parse(first.Told()[0]).RootElement.GetProperty("token").GetString();
        first.Send(Packet.Start("Ann"));
        _gateway.Advance(1);
        var second = _gateway.Connect(new ArenaDialect(_gateway.Time, _packets), token);
        _gateway.Advance(1);
        Assert.Equal([CloseCode.PolicyViolation], first.Closings);
        first.Send(Packet.Of("33", 0.0));
        _gateway.Advance(1);
        Assert.Equal(1, counts["actors.gateway.ignored[packets]"]);
        Assert.Contains("\"position\":{\"x\":0,\"y\":0}", second.Told()[^1], StringComparison.Ordinal);
    }

    [Fact]
    public void A_switch_from_arena_to_packets_shows_the_room_once()
    {
        var ann = _gateway.Connect(new ArenaDialect(_gateway.Time, _packets));
        _gateway.Advance(1);
        Assert.StartsWith("{\"type\":\"connected\"", ann.Told()[0], StringComparison.Ordinal);
        ann.Send(Packet.Start("Ann"));
        _gateway.Advance(1);
        var told = ann.Told();
        Assert.Equal(1, told.Count(static message => CodeOf(message) == "1"));
        Assert.Equal(1, told.Count(static message => CodeOf(message) == "6"));
        Assert.Equal(1, told.Count(static message => CodeOf(message) == "5"));
        Assert.DoesNotContain(told, static message => CodeOf(message) == "4");
        Assert.Contains(told, static message => message.StartsWith("""["2", [[1, 1, "Ann", """, StringComparison.Ordinal));
    }

    [Fact]
    public void A_start_before_the_join_switches_to_packets_and_sets_the_name()
    {
        var ann = _gateway.Connect(new ArenaDialect(_gateway.Time, _packets));
        ann.Send(Packet.Start("Ann"));
        _gateway.Advance(1);
        var told = ann.Told();
        Assert.Equal("1", CodeOf(told[0]));
        Assert.Contains(told, static message => message.StartsWith("""["2", [[1, 1, "Ann", """, StringComparison.Ordinal));
    }

    [Fact]
    public void A_client_that_does_not_start_is_shown_nothing_and_closed_in_time()
    {
        var ann = _gateway.Connect(_packets);
        _gateway.Advance(119);
        Assert.Empty(ann.Closings);
        _gateway.Advance(2);
        Assert.Equal([CloseCode.PolicyViolation], ann.Closings);
        Assert.Empty(ann.Told());
    }

    [Fact]
    public void An_item_taken_as_a_text_player_is_in_the_bar_until_it_is_used_up()
    {
        var typing = _gateway.Connect(new MudDialect(_gateway.Time));
        _gateway.Advance(1);
        var welcome = typing.Told().Select(static message => JsonDocument.Parse(message).RootElement).First(static message => message.GetProperty("event").GetString() == "welcome");
        typing.Send("""{"type":"command","command":"take apple"}"""u8.ToArray());
        _gateway.Advance(1);
        typing.Break();
        var ann = _gateway.Connect(_packets);
        ann.Send(Packet.Start(null, welcome.GetProperty("data").GetProperty("token").GetString()));
        _gateway.Advance(1);
        Assert.Contains("""["5", [[0, "apple"]]]""", ann.Told());
        ann.Send(Packet.Of("5", 0));
        _gateway.Advance(1);
        Assert.Contains("""["5", [[]]]""", ann.Told());
    }

    [Fact]
    public void A_second_start_shows_everything_again()
    {
        var ann = Start("Ann");
        _gateway.Advance(1);
        ann.Told();
        ann.Send(Packet.Start(null));
        _gateway.Advance(1);
        Assert.Equal(["1", "2", "6", "5"], ann.Told().Select(CodeOf).Where(static code => code != "33"));
    }

    [Fact]
    public void Nonsense_ends_the_connection_at_its_limit_and_purchases_do_not()
    {
        var ann = Start("Ann");
        _gateway.Advance(1);
        for (var i = 0; i < 200; i++)
        {
            ann.Send(Packet.Of("13c", i));
            _gateway.Advance(0.05);
        }
        Assert.Empty(ann.Closings);
        for (var i = 0; i < 101; i++)
        {
            ann.Send([0xc1]);
            _gateway.Advance(0.05);
        }
        Assert.Equal([CloseCode.PolicyViolation], ann.Closings);
    }

    private VirtualGateway.Client Start(string name)
    {
        var client = _gateway.Connect(_packets);
        client.Send(Packet.Start(name));
        _gateway.Advance(0.1);
        return client;
    }

    private static List<string> After(VirtualGateway.Client client, Action happens)
    {
        client.Told();
        happens();
        return client.Told();
    }

    /// <summary>Empty for a message of another dialect.</summary>
    private static string CodeOf(string message) =>
        JsonDocument.Parse(message).RootElement is { ValueKind: JsonValueKind.Array } packet ? packet[0].GetString()! : "";
}
