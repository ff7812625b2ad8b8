using System.Text;
using System.Text.Json.Nodes;
using Actors.Gateway.Connections;
using Actors.Gateway.Dialects;
using Actors.Gateway.Dialects.Native;
using Actors.Gateway.Dialects.Native.Writing;
using Actors.Gateway.Tests.Abuse;
using Actors.Gateway.Tests.Dialects;
using Actors.Rooms;
using Actors.TestKit;
using Actors.World;
using Akka.Actor;

namespace Actors.Gateway.Tests.Sessions;

/// <summary>A connection whose actor is recreated with the node's ActorSystem, and what may wait for one.</summary>
[Collection(nameof(AloneOnTheMachine))]
public sealed class ConnectionTests : IAsyncDisposable
{
    private const int Capacity = 16;

    private static readonly WorldDefinition World = new WorldBuilder()
        .ItemKind("lamp")
        .Room("hall", static room => room.WithItem("lamp", 1, 0))
        .Room("yard")
        .Exit("hall", "east", "yard")
        .Build();

    private readonly VirtualGateway _gateway = new(World, new GatewayLimits { MailboxCapacity = Capacity, MessageBurst = 10_000 });

    public ValueTask DisposeAsync() => _gateway.DisposeAsync();

    [Fact]
    public void A_player_plays_on_without_messages_when_the_ActorSystem_is_recreated()
    {
        var ada = Enter();
        ada.Send("""{"type":"input","seq":1,"x":1,"y":0}"""u8.ToArray());
        _gateway.Advance(0.5);
        var before = XOf(ada);
        _gateway.Node.EndSystem();
        ada.Told();
        _gateway.Node.BeginSystem();
        _gateway.Advance(1);
        var told = ada.Told();
        Assert.Empty(ada.Closings);
        Assert.DoesNotContain(told, static message => TypeOf(message) is "welcome" or "room" or "goodbye" or "error" or "event");
        Assert.True(XOf(told) > before + 1);
    }

    [Fact]
    public void Pending_commands_are_retried_and_answered_once_in_a_new_ActorSystem()
    {
        var ada = Enter();
        // The room closes and cannot be loaded again: commands wait meanwhile.
        _gateway.Node.Faults.Activating = static room => throw new IOException($"{room} is out of reach.");
        _gateway.Node.Seal("hall");
        _gateway.Advance(0.1);
        Command(ada, 1, "take lamp");
        Command(ada, 2, "inventory");
        _gateway.Advance(1);
        Assert.DoesNotContain(ada.Told(), static message => TypeOf(message) == "result");
        _gateway.Node.EndSystem();
        _gateway.Node.Faults.Activating = null;
        _gateway.Node.BeginSystem();
        _gateway.Advance(2);
        Assert.Equal([(1, true), (2, true)], Results(ada));
        Assert.Single(_gateway.Node.Store.Items, static item => item.Player is not null);
    }

    [Fact]
    public void Commands_sent_without_an_actor_are_answered_in_order_once_there_is_one()
    {
        var ada = Enter();
        _gateway.Node.EndSystem();
        Command(ada, 1, "take lamp");
        Command(ada, 2, "no such verb");
        Command(ada, 3, "drop lamp");
        _gateway.Advance(1);
        Assert.Empty(ada.Told());
        _gateway.Node.BeginSystem();
        _gateway.Advance(1);
        Assert.Equal([(1, true), (2, false), (3, true)], Results(ada));
    }

    [Fact]
    public void A_client_that_connects_without_an_actor_joins_once_there_is_one()
    {
        _gateway.Node.EndSystem();
        var ada = Connect();
        _gateway.Advance(1);
        Assert.Empty(ada.Told());
        _gateway.Node.BeginSystem();
        _gateway.Advance(1);
        Assert.Equal("welcome", TypeOf(ada.Told()[0]));
    }

    [Fact]
    public void A_player_who_leaves_without_an_actor_is_gone_after_the_grace_period()
    {
        var ada = Enter();
        _gateway.Node.EndSystem();
        ada.Break();
        _gateway.Node.BeginSystem();
        _gateway.Node.Watch("hall");
        _gateway.Advance(1);
        Assert.Equal((1, 1), (_gateway.Node.Report().Rooms.Count, _gateway.Node.Report().Disconnected));
        _gateway.Advance(new RoomOptions().GraceSeconds + 1);
        Assert.Equal((0, 0), (_gateway.Node.Report().Players, _gateway.Node.Report().Disconnected));
    }

    [Fact]
    public void Repeated_restarts_lose_no_command()
    {
        var ada = Enter();
        for (var id = 1; id <= 5; id++)
        {
            _gateway.Node.EndSystem();
            Command(ada, id, id % 2 == 1 ? "take lamp" : "drop lamp");
            _gateway.Node.BeginSystem();
            _gateway.Advance(1);
        }
        Assert.Equal([(1, true), (2, true), (3, true), (4, true), (5, true)], Results(ada));
    }

    [Fact]
    public void Waiting_requests_are_bounded_and_the_excess_is_refused_at_once_under_its_id()
    {
        using var counts = new GatewayCounts();
        var ada = Enter();
        for (var id = 1; id <= Capacity; id++)
            Command(ada, id, "look");
        ada.Told();
        Command(ada, Capacity + 1, "look");
        Assert.Equal([(Capacity + 1, false)], Results(ada));
        Assert.Equal(1, counts["actors.gateway.rate_limited[native]"]);
        _gateway.Advance(1);
        Assert.Equal(Enumerable.Range(1, Capacity).Select(static id => (id, true)), Results(ada));
        Assert.Empty(ada.Closings);
    }

    [Fact]
    public void Inputs_over_the_bound_are_dropped_and_counted_until_there_is_room()
    {
        using var counts = new GatewayCounts();
        var ada = Enter();
        Input(ada, 1, Capacity + 5);
        Assert.Equal(5, counts["actors.gateway.ignored[native]"]);
        _gateway.Advance(0.1);
        Input(ada, 100, Capacity);
        _gateway.Advance(0.1);
        Assert.Equal(5, counts["actors.gateway.ignored[native]"]);
        Assert.Empty(ada.Closings);
    }

    [Fact]
    public void Inputs_sent_without_an_actor_do_not_count_as_waiting_for_the_next()
    {
        using var counts = new GatewayCounts();
        var ada = Enter();
        _gateway.Node.EndSystem();
        Input(ada, 1, 3 * Capacity);
        _gateway.Node.BeginSystem();
        _gateway.Advance(1);
        var before = counts["actors.gateway.ignored[native]"];
        ada.Told();
        Input(ada, 100, Capacity);
        _gateway.Advance(1);
        Assert.Equal(before, counts["actors.gateway.ignored[native]"]);
        Assert.True(XOf(ada) > 1);
    }

    [Fact]
    public void An_actor_gets_its_connection_before_any_other_message()
    {
        var connection = new Connection(
            _gateway.Services, Dialect(), new FakeChannel(), new ConnectRequest("/", new Dictionary<string, string>(), null), new ConnectionId(7, 99));
        // The channel's thread brings an input in the middle of it.
        var actor = new ActorStandIn(first: () => connection.Input(new Move(Vector.Zero, 1)));
        connection.Attached(actor);
        connection.Input(new Move(Vector.Zero, 2));
        Assert.Equal([connection, new ClientInput(new Move(Vector.Zero, 2))], actor.Told);
    }

    private NativeDialect Dialect() => new(World, _gateway.Time, NativeFormat.Json);

    private VirtualGateway.Client Connect()
    {
        var client = _gateway.Connect(Dialect());
        client.Send("""{"type":"hello","version":1,"name":"Ada"}"""u8.ToArray());
        return client;
    }

    /// <summary>Its join there was late, and it has joined another room: otherwise a second body of it would stand there.</summary>
    [Fact]
    public void A_room_that_admits_a_player_too_late_is_left_again()
    {
        var ada = Enter();
        List<object> told = [];
        var yard = _gateway.Node.System.ActorOf(Props.Create(() => new Listener(told)));
        var you = new PlayerRecord { Id = new PlayerId(1), Name = "Ada", Room = new RoomId("yard"), Health = 100 };
        Assert.True(_gateway.Connections.Deliver(new ConnectionId(7, 1), new Joined(new RoomId("yard"), 1, you, 1), yard));
        _gateway.Advance(0.1);
        Assert.Equal([new LeaveRoom(new PlayerId(1), new ConnectionId(7, 1))], told);
        Command(ada, 1, "take lamp");
        _gateway.Advance(0.5);
        Assert.Equal([(1, true)], Results(ada));
    }

    [Fact]
    public void A_late_answer_to_an_earlier_join_moves_nobody()
    {
        var ada = Enter();
        Command(ada, 1, "east");
        _gateway.Advance(0.5);
        Assert.Contains("room", ada.Told().Select(TypeOf));
        Assert.True(_gateway.Connections.Deliver(new ConnectionId(7, 1), new MovedTo(new RoomId("hall"), null, null, Attempt: 1), ActorRefs.Nobody));
        _gateway.Advance(1);
        Assert.DoesNotContain("room", ada.Told().Select(TypeOf));
    }

    private sealed class Listener(List<object> told) : UntypedActor
    {
        protected override void OnReceive(object message) => told.Add(message);
    }

    private VirtualGateway.Client Enter()
    {
        var client = Connect();
        _gateway.Advance(1);
        Assert.Equal("welcome", TypeOf(client.Told()[0]));
        return client;
    }

    private static void Command(VirtualGateway.Client client, int id, string line) =>
        client.Send(Encoding.UTF8.GetBytes($$"""{"type":"command","id":{{id}},"line":"{{line}}"}"""));

    private static void Input(VirtualGateway.Client client, int first, int count)
    {
        for (var sequence = first; sequence < first + count; sequence++)
            client.Send(Encoding.UTF8.GetBytes($$"""{"type":"input","seq":{{sequence}},"x":1,"y":0}"""));
    }

    private static string? TypeOf(string message) => (string?)JsonNode.Parse(message)!["type"];

    private static List<(int Id, bool Ok)> Results(VirtualGateway.Client client) =>
        [.. client.Told().Where(static message => TypeOf(message) == "result").Select(static message => JsonNode.Parse(message)!).Select(static result => ((int)result["id"]!, (bool)result["ok"]!))];

    private static double XOf(VirtualGateway.Client client) => XOf(client.Told());

    /// <summary>Where the only player stands in the newest state.</summary>
    private static double XOf(List<string> told) => (double)JsonNode.Parse(told.Last(static message => TypeOf(message) == "keyframe"))!["players"]![0]!["x"]!;

    private sealed class ActorStandIn(Action first) : MinimalActorRef
    {
        public List<object> Told { get; } = [];

        public override ActorPath Path { get; } = new RootActorPath(Address.AllSystems) / "connection";

        public override IActorRefProvider Provider => throw new NotSupportedException();

        protected override void TellInternal(object message, IActorRef sender)
        {
            Told.Add(message);
            if (Told.Count == 1)
                first();
        }
    }
}
