using Actors.Rooms;
using Actors.Serialization.Frames;
using Actors.Streams;
using Actors.Tests.Serialization.Kit;
using Actors.World;
using Akka.Actor;

namespace Actors.Tests.Streams;

/// <summary>Streams of frames and batches of inputs between two ActorSystems over loopback.</summary>
public sealed class RemoteFrameTests : IAsyncLifetime
{
    private const string Dispatchers = "actors.inline-dispatcher { type = Dispatcher }";

    private static readonly RoomId Hall = new("hall");

    private readonly ExtendedActorSystem _world = Systems.Remote("world", Dispatchers);
    private readonly ExtendedActorSystem _edge = Systems.Remote("edge", Dispatchers);
    private readonly RoomTime _time = new(TimeProvider.System, TimeProvider.System.GetUtcNow(), new WorldRules());
    private readonly FrameSinks _sinks = new();
    private readonly Arrivals _arrivals = new();
    private IActorRef _gateway = null!;

    public async Task InitializeAsync()
    {
        _sinks.Begin(_world.ActorOf(FrameStreams.Props(_sinks, Frames.NoRooms, _time, PackedFrames.Instance), "frames"), null);
        _edge.ActorOf(InletEndpoint.Props(_arrivals, _time), "gateway");
        _gateway = await _world.ActorSelection(new RootActorPath(_edge.Provider.DefaultAddress) / "user" / "gateway").ResolveOne(Eventually.Limit);
    }

    public Task DisposeAsync() => Task.WhenAll(_world.Terminate(), _edge.Terminate());

    [Fact]
    public async Task Large_frames_of_many_rooms_arrive_in_order_per_room()
    {
        const int rooms = 40;
        const int ticks = 30;
        var sink = _sinks.Of(_gateway);
        await Eventually.Holds(() => _arrivals.Offers == 1);
        for (var tick = 1; tick <= ticks; tick++)
        {
            for (var room = 0; room < rooms; room++)
                sink.Offer(1, Frames.OfBytes(new RoomId($"room-{room}"), tick, 4000));
        }
        await Eventually.Holds(() => _arrivals.Frames.Count(static each => each.Frame.Sequence == ticks) == rooms);
        foreach (var room in _arrivals.Frames.GroupBy(static each => each.Frame.Room))
            Assert.Equal(room.Select(static each => each.Frame.Sequence).Order(), room.Select(static each => each.Frame.Sequence));
    }

    [Fact]
    public async Task A_world_nodes_termination_is_reported()
    {
        _sinks.Of(_gateway).Offer(1, Frames.Of(Hall, 1));
        await Eventually.Holds(() => !_arrivals.Frames.IsEmpty);
        await _world.Terminate();
        await Eventually.Holds(() => !_arrivals.Ended.IsEmpty);
        Assert.Equal(_world.Provider.DefaultAddress, Assert.Single(_arrivals.Ended));
    }

    [Fact]
    public async Task A_gateways_termination_closes_its_stream()
    {
        var sink = (FrameOutlet)_sinks.Of(_gateway);
        sink.Offer(1, Frames.Of(Hall, 1));
        await Eventually.Holds(() => !_arrivals.Frames.IsEmpty);
        await _edge.Terminate();
        await Eventually.Holds(() => sink.IsClosed);
    }

    [Fact]
    public async Task A_full_batch_does_not_wait_for_its_window()
    {
        var (inputs, room, batches) = await OpenAsync(TimeSpan.FromHours(1));
        using var patience = new CancellationTokenSource(Eventually.Limit);
        for (var id = 1; id <= RoomInputs.MaxInBatch + 1; id++)
            inputs.Send(room, Hall, 3, Command(id), ActorRefs.Nobody);
        var batch = Assert.IsType<CommandBatch>(await batches.ReadAsync(patience.Token));
        Assert.Equal(Enumerable.Range(1, RoomInputs.MaxInBatch).Select(static id => (long)id), batch.Inputs.Select(static input => ((ExecuteCommand)input.Message).CommandId));
    }

    [Fact]
    public async Task Batches_keep_the_order_of_inputs_and_name_the_gateway()
    {
        var (inputs, room, batches) = await OpenAsync(TimeSpan.FromMilliseconds(5));
        using var patience = new CancellationTokenSource(Eventually.Limit);
        const int count = 4 * RoomInputs.MaxInBatch + 7;
        for (var id = 1; id <= count; id++)
            inputs.Send(room, Hall, 3, Command(id), ActorRefs.Nobody);
        List<long> ids = [];
        while (ids.Count < count)
        {
            var batch = Assert.IsType<CommandBatch>(await batches.ReadAsync(patience.Token));
            Assert.Equal("gateway", batch.Gateway.Path.Name);
            ids.AddRange(batch.Inputs.Select(static input => ((ExecuteCommand)input.Message).CommandId));
        }
        Assert.Equal(Enumerable.Range(1, count).Select(static id => (long)id), ids);
    }

    [Fact]
    public async Task An_input_to_a_local_room_is_sent_directly()
    {
        var inputs = Inputs(ActorRefs.Nobody, TimeSpan.FromHours(1));
        var (room, told) = Collected.In(_edge, "hall");
        using var patience = new CancellationTokenSource(Eventually.Limit);
        inputs.Send(room, Hall, 3, Command(1), ActorRefs.Nobody);
        Assert.Equal(Command(1), await told.ReadAsync(patience.Token));
    }

    /// <summary>Inputs from the gateway's system to a room of the other, with a stand-in for that node's endpoint.</summary>
    private async Task<(RoomInputs Inputs, IActorRef Room, System.Threading.Channels.ChannelReader<object> Batches)> OpenAsync(TimeSpan window)
    {
        var (_, batches) = Collected.In(_world, NodeEndpoint.Name);
        Collected.In(_world, "hall");
        var room = await _edge.ActorSelection(new RootActorPath(_world.Provider.DefaultAddress) / "user" / "hall").ResolveOne(Eventually.Limit);
        var gateway = await _edge.ActorSelection("/user/gateway").ResolveOne(Eventually.Limit);
        return (Inputs(gateway, window), room, batches);
    }

    private RoomInputs Inputs(IActorRef gateway, TimeSpan window) => new(_edge, gateway, new NodeTicks(_time), window, lead: TimeSpan.FromMilliseconds(8));

    private static ExecuteCommand Command(long id) => new(new PlayerId(1), new ConnectionId(7, 1), 1, id, id, new Look());
}
