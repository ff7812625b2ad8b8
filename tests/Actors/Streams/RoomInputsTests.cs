using Actors.Dispatch;
using Actors.Rooms;
using Actors.Streams;
using Actors.TestKit;
using Actors.World;
using Akka.Actor;

namespace Actors.Tests.Streams;

/// <summary>What is gathered for another node, in virtual time. <see cref="RemoteFrameTests"/> has batches that travel.</summary>
public sealed class RoomInputsTests : IDisposable, INodeLocator
{
    private static readonly RoomId Hall = new("hall");

    private readonly VirtualTime _time = new();
    private readonly List<CommandBatch> _batches = [];
    private readonly IActorRef _elsewhere;
    private readonly RoomInputs _inputs;

    public RoomInputsTests()
    {
        var system = ActorSystem.Create("edge", _time.Config.WithFallback(DispatchConfig.Load()));
        _elsewhere = system.ActorOf(Props.Create(() => new Endpoint(_batches)));
        _time.RunUntilIdle();
        _inputs = new RoomInputs(system, ActorRefs.Nobody, TimeSpan.FromMilliseconds(5), this);
    }

    public void Dispose() => _time.Dispose();

    [Fact]
    public void Inputs_for_a_node_within_a_window_are_one_batch_in_order()
    {
        for (var window = 1; window <= 2; window++)
        {
            for (var id = 1; id <= 5; id++)
            {
                _inputs.Send(_elsewhere, Hall, 3, Command(id), ActorRefs.Nobody);
                _time.Advance(TimeSpan.FromMilliseconds(1));
            }
            Assert.Equal(window, _batches.Count);
            Assert.Equal(Enumerable.Range(1, 5).Select(static id => new RoomInputFor(Hall, 3, Command(id))), _batches[^1].Inputs);
        }
    }

    [Fact]
    public void An_input_waits_for_its_window_to_end()
    {
        _inputs.Send(_elsewhere, Hall, 3, Command(1), ActorRefs.Nobody);
        _time.Advance(TimeSpan.FromMilliseconds(4));
        Assert.Empty(_batches);
        _time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Single(_batches);
    }

    bool INodeLocator.IsHere(IActorRef room) => false;

    Address INodeLocator.NodeOf(IActorRef room) => room.Path.Address;

    IActorRef INodeLocator.EndpointOf(Address node) => _elsewhere;

    private static ExecuteCommand Command(long id) => new(new PlayerId(1), new ConnectionId(7, 1), 1, id, id, new Look());

    private sealed class Endpoint(List<CommandBatch> batches) : UntypedActor
    {
        protected override void OnReceive(object message) => batches.Add(Assert.IsType<CommandBatch>(message));
    }
}
