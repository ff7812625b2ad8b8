using Actors.Dispatch;
using Actors.Rooms;
using Actors.Streams;
using Actors.TestKit;
using Actors.World;
using Akka.Actor;

namespace Actors.Tests.Streams;

/// <summary>Inputs that are gathered for another node, in virtual time. <see cref="RemoteFrameTests"/> has batches that are sent to one.</summary>
public sealed class RoomInputsTests : IDisposable, INodeLocator
{
    private static readonly RoomId Hall = new("hall");

    private readonly VirtualTime _time = new();
    private readonly List<CommandBatch> _batches = [];
    private readonly IActorRef _elsewhere;
    private readonly RoomInputs _inputs;
    private readonly NodeTicks _ticks;

    public RoomInputsTests()
    {
        var system = ActorSystem.Create("edge", _time.Config.WithFallback(DispatchConfig.Load()));
        _elsewhere = system.ActorOf(Props.Create(() => new Endpoint(_batches)));
        _time.RunUntilIdle();
        _ticks = new NodeTicks(new RoomTime(_time.Time, _time.Time.GetUtcNow(), new WorldRules { TickMilliseconds = 50 }));
        _inputs = new RoomInputs(system, ActorRefs.Nobody, _ticks, window: TimeSpan.FromMilliseconds(5), lead: TimeSpan.FromMilliseconds(8), this);
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

    [Fact]
    public void Movement_waits_until_shortly_before_its_tick()
    {
        _ticks.Learn(_elsewhere.Path.Address, behindMilliseconds: 0, tickParts: 1);
        for (var tick = 1; tick <= 3; tick++)
        {
            AdvanceTo((50 * tick) - 49);
            Send(Movement(1));
            AdvanceTo((50 * tick) - 20);
            Send(Movement(2));
            AdvanceTo((50 * tick) - 9);
            Assert.Equal(tick - 1, _batches.Count);
            AdvanceTo((50 * tick) - 8);
            Assert.Equal(tick, _batches.Count);
            Assert.Equal(2, _batches[^1].Inputs.Count);
        }
    }

    [Fact]
    public void Movement_too_late_for_a_tick_waits_for_the_next()
    {
        _ticks.Learn(_elsewhere.Path.Address, behindMilliseconds: 0, tickParts: 1);
        AdvanceTo(43);
        Send(Movement(1));
        AdvanceTo(91);
        Assert.Empty(_batches);
        AdvanceTo(92);
        Assert.Single(_batches);
    }

    [Fact]
    public void The_tick_follows_the_other_nodes_clock()
    {
        // 20 ms past here is 1,250 there: 1,000 ms behind, and half a tick.
        _ticks.Learn(_elsewhere.Path.Address, behindMilliseconds: -1_230, tickParts: 1);
        AdvanceTo(1);
        Send(Movement(1));
        AdvanceTo(11);
        Assert.Empty(_batches);
        AdvanceTo(12);
        Assert.Single(_batches);
    }

    [Fact]
    public void Movement_is_sent_for_each_part_of_a_divided_tick()
    {
        _ticks.Learn(_elsewhere.Path.Address, behindMilliseconds: 0, tickParts: 5);
        AdvanceTo(1);
        Send(Movement(1));
        AdvanceTo(2);
        Assert.Single(_batches);
        AdvanceTo(3);
        Send(Movement(2));
        AdvanceTo(12);
        Assert.Equal(2, _batches.Count);
    }

    [Fact]
    public void A_command_waits_only_for_its_window_and_takes_pending_movement_along()
    {
        _ticks.Learn(_elsewhere.Path.Address, behindMilliseconds: 0, tickParts: 1);
        AdvanceTo(1);
        Send(Movement(1));
        AdvanceTo(10);
        Send(Command(2));
        AdvanceTo(12);
        Send(Movement(3));
        AdvanceTo(14);
        Assert.Empty(_batches);
        AdvanceTo(15);
        Assert.Equal([Movement(1), Command(2), Movement(3)], Assert.Single(_batches).Inputs.Select(static input => input.Message));
        AdvanceTo(20);
        Send(Movement(4));
        AdvanceTo(41);
        Assert.Single(_batches);
        AdvanceTo(42);
        Assert.Equal([Movement(4)], _batches[1].Inputs.Select(static input => input.Message));
    }

    [Fact]
    public void A_command_just_before_a_tick_goes_with_its_movement()
    {
        _ticks.Learn(_elsewhere.Path.Address, behindMilliseconds: 0, tickParts: 1);
        AdvanceTo(40);
        Send(Command(1));
        AdvanceTo(41);
        Send(Movement(2));
        AdvanceTo(42);
        Assert.Equal([Command(1), Movement(2)], Assert.Single(_batches).Inputs.Select(static input => input.Message));
    }

    [Fact]
    public void A_full_batch_leaves_no_flush_behind_for_the_next()
    {
        _ticks.Learn(_elsewhere.Path.Address, behindMilliseconds: 0, tickParts: 1);
        AdvanceTo(1);
        Send(Command(1));
        for (var id = 2; id <= RoomInputs.MaxInBatch + 1; id++)
            Send(Movement(id));
        AdvanceTo(41);
        Assert.Equal(RoomInputs.MaxInBatch, Assert.Single(_batches).Inputs.Count);
        AdvanceTo(42);
        Assert.Equal(2, _batches.Count);
    }

    [Fact]
    public void A_forgotten_nodes_ticks_are_not_used()
    {
        _ticks.Learn(_elsewhere.Path.Address, behindMilliseconds: 0, tickParts: 1);
        _ticks.Forget(_elsewhere.Path.Address);
        Send(Movement(1));
        AdvanceTo(5);
        Assert.Single(_batches);
    }

    private void Send(ExecuteCommand command) => _inputs.Send(_elsewhere, Hall, 3, command, ActorRefs.Nobody);

    private void AdvanceTo(int milliseconds) => _time.Advance(TimeSpan.FromMilliseconds(milliseconds) - _time.Time.Elapsed);

    bool INodeLocator.IsHere(IActorRef room) => false;

    Address INodeLocator.NodeOf(IActorRef room) => room.Path.Address;

    IActorRef INodeLocator.EndpointOf(Address node) => _elsewhere;

    private static ExecuteCommand Command(long id) => new(new PlayerId(1), new ConnectionId(7, 1), 1, id, id, new Look());

    private static ExecuteCommand Movement(long number) => new(new PlayerId(1), new ConnectionId(7, 1), 1, number, 0, new Move(new Vector(1, 0), number));

    private sealed class Endpoint(List<CommandBatch> batches) : UntypedActor
    {
        protected override void OnReceive(object message) => batches.Add(Assert.IsType<CommandBatch>(message));
    }
}
