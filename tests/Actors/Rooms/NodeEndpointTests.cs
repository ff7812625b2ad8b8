using Actors.Dispatch;
using Actors.Rooms;
using Actors.TestKit;
using Actors.Tests.Serialization.Kit;
using Actors.World;
using Akka.Actor;

namespace Actors.Tests.Rooms;

public sealed class NodeEndpointTests : IDisposable
{
    private static readonly RoomId Hall = new("hall");
    private static readonly ConnectionId Connection = new(7, 1);

    private readonly VirtualTime _time = new();
    private readonly ActorSystem _system;
    private readonly LocalRooms _rooms = new(SampleWorld.Load(), maxInstances: 1);
    private readonly IActorRef _endpoint;

    public NodeEndpointTests()
    {
        _system = ActorSystem.Create("node", _time.Config.WithFallback(DispatchConfig.Load()));
        _endpoint = _system.ActorOf(NodeEndpoint.Props("one", _rooms), NodeEndpoint.Name);
    }

    public void Dispose() => _time.Dispose();

    [Fact]
    public void Inputs_of_a_batch_go_to_their_rooms_in_order_with_the_gateway_as_sender()
    {
        var told = new List<(object Message, IActorRef Sender)>();
        var room = _system.ActorOf(Props.Create(() => new SenderRecorder(told)));
        _rooms.GetOrAdd(Hall)!.Activated(room, 5);
        var (gateway, _) = Collected.In(_system, "gateway");
        RoomMessage[] inputs = [Command(1), new LeaveRoom(new PlayerId(1), Connection), Command(2)];
        _endpoint.Tell(new CommandBatch(gateway, [.. inputs.Select(static input => new RoomInputFor(Hall, 5, input))]));
        _time.RunUntilIdle();
        Assert.Equal(inputs, told.Select(static each => each.Message));
        Assert.All(told, each => Assert.Equal(gateway, each.Sender));
    }

    [Theory]
    [InlineData("hall", 4)]
    [InlineData("hall", 6)]
    [InlineData("yard", 5)]
    [InlineData("attic", 5)]
    public void A_command_for_an_absent_activation_is_refused_and_a_leave_is_ignored(string room, long epoch)
    {
        var (hall, told) = Collected.In(_system, "hall");
        var (gateway, heard) = Collected.In(_system, "gateway");
        _rooms.GetOrAdd(Hall)!.Activated(hall, 5);
        _endpoint.Tell(new CommandBatch(gateway, [new(new RoomId(room), epoch, new LeaveRoom(new PlayerId(1), Connection)), new(new RoomId(room), epoch, Command(1))]));
        _time.RunUntilIdle();
        Assert.False(told.TryRead(out _));
        Assert.True(heard.TryRead(out var refused));
        Assert.Equal(new CommandRefused(Connection, 2), refused);
        Assert.False(heard.TryRead(out _));
    }

    [Fact]
    public void The_endpoint_reports_the_rooms_of_its_node()
    {
        var (hall, _) = Collected.In(_system, "hall");
        var (asker, heard) = Collected.In(_system, "asker");
        _rooms.GetOrAdd(Hall)!.Activated(hall, 5);
        _endpoint.Tell(new AskReport(), asker);
        _time.RunUntilIdle();
        Assert.True(heard.TryRead(out var report));
        Assert.Equal((Hall, 5), (Assert.Single(Assert.IsType<NodeReport>(report).Rooms).Room, Assert.Single(((NodeReport)report).Rooms).Epoch));
    }

    private static ExecuteCommand Command(long id) => new(new PlayerId(1), Connection, Attempt: 2, id, id, new Look());

    private sealed class SenderRecorder(List<(object Message, IActorRef Sender)> into) : UntypedActor
    {
        protected override void OnReceive(object message) => into.Add((message, Sender));
    }
}
