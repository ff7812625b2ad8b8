using System.Text;
using System.Text.Json.Nodes;
using Actors.Gateway.Dialects;
using Actors.Gateway.Dialects.Mud;
using Actors.Gateway.Dialects.Native;
using Actors.Gateway.Dialects.Native.Writing;
using Actors.Gateway.Dialects.SocketIO;
using Actors.Gateway.Tests.Dialects.Native;
using Actors.Rules;
using Actors.TestKit;
using Actors.World;
using Xunit;

namespace Actors.Gateway.Tests.Dialects.Modules;

/// <summary>Rooms that rules have opened, as clients list and join them in each dialect.</summary>
public sealed class OpenRoomsTests : IAsyncLifetime
{
    private static readonly WorldDefinition World = new WorldBuilder()
        .WithRules(new RulesBuilder().AddBuiltIn().AddModule<Matches>().Build())
        .Room("lobby").Room("arena", static arena => arena with { Title = "The Arena", Set = "match", IsEntry = true, Capacity = 2 }).Build();

    private readonly VirtualGateway _gateway = new(World);

    public static TheoryData<string> Formats => ["json", "msgpack"];

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _gateway.DisposeAsync();

    [Theory]
    [MemberData(nameof(Formats))]
    public void Open_rooms_list_their_tags_and_are_joined_by_id_or_filter(string format)
    {
        var (ada, ben) = (Join(format, "Ada"), Join(format, "Ben"));
        Assert.Empty(Ask(ada, format, """{"type":"command","id":1,"verb":"rooms"}""")["rooms"]!.AsArray());
        AssertDone(Ask(ada, format, """{"type":"command","id":2,"verb":"open","args":{"mode":"duel"}}"""));
        AssertDone(Ask(ada, format, """{"type":"command","id":3,"verb":"open","args":{"mode":"race"}}"""));
        _gateway.Advance(1);
        var listed = Ask(ada, format, """{"type":"command","id":4,"verb":"rooms","args":{}}""")["rooms"]!;
        Assert.Equal("""{"id":"arena@lobby-1","set":"match","title":"The Arena","players":0,"capacity":2,"shown":{"mode":"duel"}}""", listed[0]!.ToJsonString());
        Assert.Equal("""{"id":"arena@lobby-2","set":"match","title":"The Arena","players":0,"capacity":2,"shown":{"mode":"race"}}""", listed[1]!.ToJsonString());
        Assert.Equal("arena@lobby-2", Listed(Ask(ada, format, """{"type":"command","id":5,"verb":"rooms","args":{"set":"match","filter":{"mode":"race"}}}""")));
        Assert.Equal("", Listed(Ask(ada, format, """{"type":"command","id":6,"verb":"rooms","args":{"set":"dungeon"}}""")));

        AssertDone(Ask(ada, format, """{"type":"command","id":7,"verb":"join","args":{"set":"match","filter":{"mode":"race"}}}"""));
        AssertDone(Ask(ben, format, """{"type":"command","id":1,"verb":"join","args":{"room":"arena@lobby-2"}}"""));
        Assert.Equal("arena@lobby-2", (string?)Ask(ada, format, """{"type":"command","id":8,"line":"look"}""")["room"]!["id"]);
        _gateway.Advance(1);
        var race = Ask(ben, format, """{"type":"command","id":2,"line":"rooms match"}""")["rooms"]![1]!;
        Assert.Equal(("arena@lobby-2", 2L), ((string?)race["id"], (long)race["players"]!));
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void A_refused_join_has_a_code_and_moves_nobody(string format)
    {
        var ada = Join(format, "Ada");
        AssertRefused(Ask(ada, format, """{"type":"command","id":1,"verb":"join","args":{"set":"match"}}"""), Codes.NoSuchRoom);
        AssertRefused(Ask(ada, format, """{"type":"command","id":2,"verb":"join","args":{"room":"arena@lobby-7"}}"""), Codes.NoSuchRoom);
        AssertRefused(Ask(ada, format, """{"type":"command","id":3,"verb":"join","args":{"room":"lobby"}}"""), Codes.NoSuchRoom);
        AssertRefused(Ask(ada, format, """{"type":"command","id":4,"verb":"join","args":{"filter":{"level":3}}}"""), Codes.BadArgument);
        AssertRefused(Ask(ada, format, """{"type":"command","id":5,"verb":"rooms","args":{"filter":"duel"}}"""), Codes.BadArgument);
        var tooLong = new string('x', 1500);
        AssertRefused(Ask(ada, format, """{"type":"command","id":6,"verb":"rooms","args":{"filter":{"mode":"***"}}}""".Replace("***", tooLong)), Codes.BadArgument);
        AssertRefused(Ask(ada, format, """{"type":"command","id":7,"verb":"join","args":{"room":"arena@***-1"}}""".Replace("***", tooLong)), Codes.NoSuchRoom);
        Assert.Equal("lobby", (string?)Ask(ada, format, """{"type":"command","id":8,"line":"look"}""")["room"]!["id"]);
        Assert.Empty(ada.Closings);
    }

    [Fact]
    public void A_room_listing_is_cached_for_a_second()
    {
        var ada = Join("json", "Ada");
        AssertDone(Ask(ada, "json", """{"type":"command","id":1,"verb":"rooms"}"""));
        AssertDone(Ask(ada, "json", """{"type":"command","id":2,"verb":"open","args":{"mode":"duel"}}"""));
        Assert.Equal("", Listed(Ask(ada, "json", """{"type":"command","id":3,"verb":"rooms"}""")));
        _gateway.Advance(1);
        Assert.Equal("arena@lobby-1", Listed(Ask(ada, "json", """{"type":"command","id":4,"verb":"rooms"}""")));
    }

    [Fact]
    public void Socket_IO_lists_open_rooms_in_an_ack_and_joins_them()
    {
        var ada = Enter(new SocketIODialect(World, _gateway.Time), "Ada");
        Assert.Contains("\"ok\":true", Emit(ada, 1, "player_action", """{"action":"open","data":{"mode":"duel"}}"""));
        Assert.Contains(
            "\"rooms\":[{\"room_id\":\"arena@lobby-1\",\"set\":\"match\",\"title\":\"The Arena\",\"players\":0,\"capacity\":2,\"shown\":{\"mode\":\"duel\"}}]",
            Emit(ada, 2, "player_action", """{"action":"rooms","data":{"set":"match"}}"""));
        Assert.Contains(Codes.NoSuchRoom, Emit(ada, 3, "join_room", """{"room_id":"arena@lobby-9"}"""));
        Assert.Contains(Codes.NoSuchRoom, Emit(ada, 4, "join_room", """{"room_id":"arena"}"""));
        Assert.Contains("\"ok\":true", Emit(ada, 5, "join_room", """{"room_id":"arena@lobby-1"}"""));
        Assert.Contains("\"ok\":true", Emit(ada, 6, "leave_room", """{"room_id":"arena@lobby-1"}"""));
        Assert.Contains("\"ok\":true", Emit(ada, 7, "player_action", """{"action":"join","data":{"set":"match"}}"""));
        Assert.Contains("\"ok\":true", Emit(ada, 8, "player_action", """{"action":"say","data":{"message":"hi"}}"""));
    }

    [Fact]
    public void A_terminal_lists_and_joins_rooms_by_typing()
    {
        var ada = Enter(new MudDialect(_gateway.Time), "Ada");
        Assert.Contains("No room is open.", Say(ada, "rooms"));
        Say(ada, "open duel");
        _gateway.Advance(1);
        Assert.Contains("arena@lobby-1: The Arena, 0 of 2", Say(ada, "rooms match"));
        Assert.Contains("\"shown\":{\"mode\":\"duel\"}", Say(ada, "rooms"));
        Assert.Contains("The Arena", Say(ada, "join match"));
        Assert.Contains("Say it like this: join ROOM", Say(ada, "join"));
        Assert.Contains(Codes.NoSuchRoom, Say(ada, "join arena@lobby-9"));
        // Its own way to look around, or to go to a room that it names.
        ada.Send(Encoding.UTF8.GetBytes("""{"type":"command","action":"join","data":{"room_id":"arena@lobby-1"}}"""));
        _gateway.Advance(0.5);
        Assert.Contains("The Arena", string.Join('\n', ada.Told()));
    }

    private static string Listed(JsonNode result) => string.Join(' ', result["rooms"]!.AsArray().Select(static room => (string?)room!["id"]));

    private VirtualGateway.Client Join(string format, string name) => Silenced(_gateway.EnterNative(format, name));

    private VirtualGateway.Client Enter(IDialect dialect, string name) => Silenced(_gateway.Enter(dialect, name));

    /// <summary>Discards what it was sent while it joined.</summary>
    private static VirtualGateway.Client Silenced(VirtualGateway.Client client)
    {
        client.Told();
        return client;
    }

    private JsonNode Ask(VirtualGateway.Client client, string format, string json)
    {
        client.Send(NativeNodes.Encode(format, json));
        _gateway.Advance(0.3);
        return Assert.Single(client.Told().Where(static told => told.StartsWith('{')).Select(static told => JsonNode.Parse(told)!), static told => (string?)told["type"] is "result" or "error");
    }

    private string Emit(VirtualGateway.Client client, int ack, string name, string json)
    {
        client.Send(Encoding.UTF8.GetBytes($$"""{"event":"{{name}}","ack":{{ack}},"data":{{json}}}"""));
        _gateway.Advance(0.5);
        return Assert.Single(client.Told(), told => told.StartsWith($"43{ack}[", StringComparison.Ordinal));
    }

    private string Say(VirtualGateway.Client client, string line)
    {
        client.Send(Encoding.UTF8.GetBytes($$"""{"type":"command","command":"{{line}}"}"""));
        _gateway.Advance(0.5);
        return string.Join('\n', client.Told());
    }

    private static void AssertDone(JsonNode result) => Assert.True((bool)result["ok"]!, result.ToJsonString());

    private static void AssertRefused(JsonNode result, string code) => Assert.Equal((false, code), ((bool)result["ok"]!, (string?)result["code"]));

    private sealed record Open(string Mode) : Command;

    private sealed class OpenVerb : Verb<Open>
    {
        public override string Name => "open";

        public override string Usage => "open MODE";

        public override string Help => "Open a match.";

        public override ParseResult Parse(string rest) => new Open(rest);

        protected override Reply Execute(in VerbContext context, Open command) =>
            new Done(context.Room.OpenInstance("match", new InstanceOptions { IsListed = true, EmptySeconds = 3600, Shown = RoomTags.Empty.With("mode", command.Mode) }).Value);
    }

    private sealed class Matches : IRulesModule
    {
        public string Name => "matches";

        public void Register(RulesBuilder rules) => rules.AddVerb<OpenVerb>();
    }
}
