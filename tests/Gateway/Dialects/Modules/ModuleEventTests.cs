using System.Text;
using System.Text.Json;
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
using Actors.Gateway.Tests.Dialects.Native;
using Actors.TestKit;
using Actors.World;
using Xunit;

namespace Actors.Gateway.Tests.Dialects.Modules;

/// <summary>No dialect knows the events of a module: each shows them as far as it can, to their audience.</summary>
public sealed class ModuleEventTests : IAsyncLifetime
{
    private static readonly WorldDefinition World =
        new WorldBuilder().WithRules(Healing.Rules).Room("hall", static room => room with { Width = 300, Height = 300, Capacity = 50 }).Build();

    private readonly VirtualGateway _gateway = new(World);

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _gateway.DisposeAsync();

    [Fact]
    public void Actor_and_target_are_addressed_as_you_and_others_read_their_names()
    {
        var (ada, packed) = (Native("Ada"), Native("Pat", format: "msgpack"));
        var (ben, mona) = (_gateway.Enter(new MudDialect(_gateway.Time), "Ben"), _gateway.Enter(new MudDialect(_gateway.Time), "Mona"));
        var (sam, sue) = (_gateway.Enter(new SocketIODialect(World, _gateway.Time), "Sam"), _gateway.Enter(new SocketIODialect(World, _gateway.Time), "Sue"));
        Quiet(ada, packed, ben, mona, sam, sue);

        Command(ada, """{"verb":"heal","args":{"target":"Ben","points":2}}""");
        var mine = Assert.Single(Events(ada));
        Assert.Equal(("healing.healed", "You heal Ben.", "Ada"), ((string)mine["event"]!, (string)mine["line"]!, (string)mine["name"]!));
        Assert.Equal((string)mine["player"]!, (string)mine["data"]!["by"]!);
        Assert.Equal((2, "Ben"), ((int)mine["data"]!["points"]!, (string)mine["data"]!["targetName"]!));
        Assert.Contains(packed.Told(), static told => told.Contains("healing.healed", StringComparison.Ordinal) && told.Contains("Ada heals Ben.", StringComparison.Ordinal)
            && told.Contains("\"data\"", StringComparison.Ordinal) && told.Contains("\"points\": 2", StringComparison.Ordinal));
        Assert.Equal(["Ada heals you."], Lines(ben));
        Assert.Equal(["Ada heals Ben."], Lines(mona));
        var update = Assert.Single(Updates(sam));
        Assert.Equal(("healing.healed", "Ada heals Ben.", 2), ((string)update["action"]!, (string)update["line"]!, (int)update["data"]!["points"]!));

        Quiet(sue);
        Command(ada, """{"verb":"heal","args":{"target":"Sue","points":2}}""");
        Assert.Equal("Ada heals you.", (string)Assert.Single(Updates(sue))["line"]!);
        Assert.Equal("Ada heals Sue.", (string)Assert.Single(Updates(sam))["line"]!);

        Quiet(ada);
        Command(ada, """{"verb":"heal","args":{"target":"Ada","points":2}}""");
        Assert.Equal("You heal you.", (string)Assert.Single(Events(ada))["line"]!);
    }

    [Fact]
    public void An_actor_only_event_reaches_nobody_else()
    {
        var ada = Native("Ada");
        VirtualGateway.Client[] others =
        [
            Native("Cleo"), Native("Pat", format: "msgpack"), Native("Dora", "\"deltas\":true"), Native("Eve", "\"area\":true"),
            _gateway.Enter(new MudDialect(_gateway.Time), "Mona"), _gateway.Enter(new SocketIODialect(World, _gateway.Time), "Sam"), .. Silent(),
        ];
        Quiet([ada, .. others]);
        Command(ada, """{"verb":"pray"}""");
        Assert.Equal("You hear a voice.", (string)Assert.Single(Events(ada))["line"]!);
        foreach (var other in others)
            Assert.DoesNotContain(
                other.Told(),
                static told => told.Contains("pray", StringComparison.Ordinal) || told.Contains("voice", StringComparison.Ordinal) || told.Contains("secret", StringComparison.Ordinal));

        var (mona, sam) = (_gateway.Enter(new MudDialect(_gateway.Time), "Max"), _gateway.Enter(new SocketIODialect(World, _gateway.Time), "Sid"));
        Quiet(mona, sam);
        mona.Send("""{"type":"command","command":"pray"}"""u8.ToArray());
        sam.Send("""{"event":"player_action","data":{"action":"pray"}}"""u8.ToArray());
        _gateway.Advance(0.2);
        Assert.Equal(["You hear a voice."], Lines(mona));
        Assert.Equal("You hear a voice.", (string)Assert.Single(Updates(sam))["line"]!);
    }

    [Fact]
    public void An_area_client_gets_only_nearby_and_room_wide_events()
    {
        var (ada, eve, dora) = (Native("Ada"), Native("Eve", "\"area\":true"), Native("Dora", "\"deltas\":true"));
        Quiet(ada, eve, dora);
        Command(ada, """{"verb":"heal","args":{"target":"Ada","points":1,"at":{"x":120,"y":0}}}""");
        Assert.Empty(Events(eve));
        Assert.Single(Events(dora));
        Command(ada, """{"verb":"heal","args":{"target":"Ada","points":1,"at":{"x":3,"y":0}}}""");
        Assert.Equal("Ada heals Ada.", (string)Assert.Single(Events(eve))["line"]!);
        // An event that concerns the whole room is shown everywhere in it.
        Command(ada, """{"verb":"ring","args":{"strokes":4}}""");
        Assert.Equal(4, (int)Assert.Single(Events(eve))["data"]!["strokes"]!);
    }

    [Fact]
    public void An_event_without_a_line_reaches_only_programs_and_an_actor_event_without_an_actor_nobody()
    {
        var (ada, mona, sam) = (Native("Ada"), _gateway.Enter(new MudDialect(_gateway.Time), "Mona"), _gateway.Enter(new SocketIODialect(World, _gateway.Time), "Sam"));
        Quiet(ada, mona, sam);
        Command(ada, """{"verb":"ring","args":{"strokes":3}}""");
        var rung = Assert.Single(Events(ada));
        Assert.Equal("""{"strokes":3,"audience":"room"}""", rung["data"]!.ToJsonString());
        Assert.True(rung["line"] is null && rung["player"] is null);
        Assert.Empty(Lines(mona));
        Assert.Equal(3, (int)Assert.Single(Updates(sam))["data"]!["strokes"]!);

        Command(ada, """{"verb":"ring","args":{"inSecret":true}}""");
        Assert.Empty(Events(ada));
        Assert.Empty(Lines(mona));
        Assert.Empty(Updates(sam));
    }

    [Fact]
    public void Dialects_without_text_ignore_module_events()
    {
        var ada = Native("Ada");
        var silent = Silent();
        foreach (var args in (string[])["""{"verb":"ring"}""", """{"verb":"heal","args":{"target":"Ada"}}""", """{"verb":"pray"}""", """{"verb":"weather","args":{"sky":"rain"}}"""])
        {
            Quiet(silent);
            Command(ada, args);
            _gateway.Advance(1.5);
            foreach (var client in silent)
            {
                Assert.DoesNotContain(client.Told(), static told => told.Contains("heal", StringComparison.Ordinal) || told.Contains("rain", StringComparison.Ordinal));
                Assert.Empty(client.Closings);
            }
        }
        // They are still shown what they know: somebody arrives.
        Native("Zoe");
        _gateway.Advance(1);
        foreach (var client in silent)
            Assert.NotEmpty(client.Told());
    }

    [Theory]
    [InlineData("native")]
    [InlineData("native-msgpack")]
    [InlineData("socketio")]
    [InlineData("mud")]
    public void A_relayed_event_is_encoded_to_the_same_bytes(string name)
    {
        var time = new Microsoft.Extensions.Time.Testing.FakeTimeProvider();
        var dialect = ((IDialect[])
        [
            new NativeDialect(World, time, NativeFormat.Json), new NativeDialect(World, time, NativeFormat.MessagePack), new SocketIODialect(World, time), new MudDialect(time),
        ]).Single(dialect => dialect.Name == name);
        var gateway = _gateway.Connect(dialect);
        RoomEvent[] events =
        [
            new Healed(new PlayerId(1), "Ada", new PlayerId(2), "Ben", 3, new Vector(1, 2)), new Prayed(new PlayerId(1), "Ada", Vector.Zero), new BellRung(2, EventAudience.Area, Vector.Zero),
        ];
        Assert.Empty(gateway.Closings);
        Assert.Equal(Encoded(dialect, events), Encoded(dialect, [.. events.Select(RelayedEvent.Of)]));
    }

    private static IEnumerable<string> Encoded(IDialect dialect, RoomEvent[] events)
    {
        var encoding = dialect.Open(new NobodyClient(), new ConnectRequest("/", new Dictionary<string, string>(), null)).Encoding;
        var into = new EncodedFrame();
        encoding.EncodeEvents(NativeComponentTests.Frame([], [], events), World.Rooms["hall"], into);
        Assert.NotEmpty(into.Events);
        return into.Events.Select(static its => $"{its.Only} {its.Except} {its.AndExcept} {its.At} {Convert.ToHexString(its.Message.Payload.Span)}");
    }

    /// <summary>One client of each dialect that shows no text.</summary>
    private VirtualGateway.Client[] Silent()
    {
        var packets = _gateway.Connect(new PacketsDialect(World, new PacketsOptions()));
        packets.Send(Packet.Start("Pip"));
        VirtualGateway.Client[] all =
            [_gateway.Connect(new ArenaDialect(_gateway.Time)), packets, _gateway.Connect(new DatagramDialect(_gateway.Time)), _gateway.Connect(new CollectorDialect(World))];
        _gateway.Advance(1);
        return all;
    }

    private VirtualGateway.Client Native(string name, string wishes = "", string format = "json")
    {
        var client = _gateway.Connect(new NativeDialect(World, _gateway.Time, format == "json" ? NativeFormat.Json : NativeFormat.MessagePack));
        var hello = $$$"""{"type":"hello","version":1,"name":"{{{name}}}","wishes":{{{{wishes}}}}}""";
        client.Send(format == "json" ? Encoding.UTF8.GetBytes(hello) : NativeNodes.Pack(hello));
        _gateway.Advance(1);
        return client;
    }

    private int _id;

    private void Command(VirtualGateway.Client client, string verb)
    {
        var command = JsonNode.Parse(verb)!.AsObject();
        (command["type"], command["id"]) = ("command", ++_id);
        client.Send(JsonSerializer.SerializeToUtf8Bytes(command));
        _gateway.Advance(0.2);
    }

    private static void Quiet(params VirtualGateway.Client[] clients)
    {
        foreach (var client in clients)
            client.Told();
    }

    private static List<JsonNode> Events(VirtualGateway.Client client) =>
        [.. client.Told().Select(static told => JsonNode.Parse(told)!).Where(static told => (string?)told["type"] == "event")];

    private static List<string> Lines(VirtualGateway.Client client) =>
        [.. client.Told().Select(static told => JsonNode.Parse(told)!).Where(static told => (string?)told["type"] == "broadcast").Select(static told => (string)told["message"]!)];

    private static List<JsonNode> Updates(VirtualGateway.Client client) =>
        [.. client.Told().Where(static told => told.StartsWith("42[\"world_update\"", StringComparison.Ordinal))
            .Select(static told => JsonNode.Parse(told[2..])![1]!).Where(static update => update["action"] is not null)];
}
