using Actors.Dispatch;
using Actors.Rooms;
using Actors.Serialization.Frames;
using Actors.Streams;
using Actors.TestKit;
using Actors.World;
using Akka.Actor;
using Akka.Streams;
using Akka.Streams.Dsl;

namespace Actors.Tests.Streams;

public sealed class FrameSourceTests : IDisposable
{
    private static readonly RoomId[] Rooms = [.. Enumerable.Range(0, 40).Select(static room => new RoomId($"room-{room}"))];

    private readonly VirtualTime _time = new();
    private readonly FrameOutlet _outlet = new(ActorRefs.Nobody);
    private readonly FrameReader _reader = new();
    private readonly List<(TimeSpan At, FrameBatch Batch)> _elements = [];
    private readonly ActorSystem _system;
    private readonly ActorMaterializer _materializer;
    private readonly RoomTime _worldTime;

    public FrameSourceTests()
    {
        _system = ActorSystem.Create("frames", _time.Config.WithFallback(DispatchConfig.Load()));
        _materializer = _system.Materializer();
        // The materializer's actor must have started; otherwise its first use would block.
        _time.RunUntilIdle();
        _worldTime = new RoomTime(_time.Time, _time.Time.GetUtcNow(), new WorldRules());
    }

    public void Dispose() => _time.Dispose();

    [Fact]
    public void Frames_offered_within_the_gather_period_are_sent_as_one_element()
    {
        Run();
        foreach (var room in Rooms)
            _outlet.Offer(1, Frames.Of(room, 1));
        Assert.Empty(_elements);
        Advance(FrameSource.Gather);
        var (at, batch) = Assert.Single(_elements);
        Assert.Equal((FrameSource.Gather, (long)FrameSource.Gather.TotalMilliseconds), (at, batch.SentAtMilliseconds));
        Assert.Equal(Rooms, Read().Select(static frame => frame.Room));
    }

    [Fact]
    public void Elements_stay_within_60_kB_and_no_frame_is_lost()
    {
        Run();
        foreach (var room in Rooms)
            _outlet.Offer(1, Frames.OfBytes(room, 1, 10_000));
        Advance(FrameSource.Gather);
        Assert.InRange(_elements.Count, 7, 14);
        Assert.All(_elements, static element => Assert.InRange(element.Batch.Frames.Length, 1, FrameSource.MaxBytes));
        Assert.Equal(Rooms, Read().Select(static frame => frame.Room));
        Assert.Equal(0, _outlet.Waiting);
    }

    [Fact]
    public void Without_demand_only_the_newest_frame_waits_with_all_events()
    {
        var demand = _system.ActorOf(Props.Create(() => new Demand()));
        Source.FromGraph(new FrameSource(_outlet, Frames.NoRooms, _worldTime, PackedFrames.Instance)).RunWith(
            Sink.ActorRefWithAck<FrameBatch>(demand, "begin", "ack", "end").WithAttributes(Attributes.CreateInputBuffer(1, 1)), _materializer);
        demand.Tell(this);
        _time.RunUntilIdle();
        for (var tick = 1; tick <= 200; tick++)
        {
            _outlet.Offer(1, Frames.Of(Rooms[0], tick, firstEvent: tick, $"{tick}"));
            Advance(TimeSpan.FromMilliseconds(50));
        }
        Assert.Equal(1, _outlet.Waiting);
        Assert.Single(_elements);
        demand.Tell("go on");
        Advance(TimeSpan.FromSeconds(1));
        var frames = Read();
        Assert.Equal(200, frames[^1].Sequence);
        Assert.InRange(frames.Count, 2, 3);
        Assert.Equal(Enumerable.Range(1, 200).Select(static tick => $"{tick}"), frames.SelectMany(static frame => frame.Events).Cast<Said>().Select(static said => said.Text));
    }

    [Fact]
    public void An_idle_source_sends_heartbeats()
    {
        Run();
        Advance(FrameSource.SignOfLife * 10);
        Assert.Equal(10, _elements.Count);
        Assert.All(_elements, static element => Assert.Empty(element.Batch.Frames));
    }

    private void Run()
    {
        _ = Source.FromGraph(new FrameSource(_outlet, Frames.NoRooms, _worldTime, PackedFrames.Instance)).RunForeach(Take, _materializer);
        _time.RunUntilIdle();
    }

    private void Advance(TimeSpan by) => _time.Advance(by);

    private void Take(FrameBatch batch) => _elements.Add((_time.Time.Elapsed, batch));

    private List<RoomFrame> Read() =>
        [.. _elements.Where(static element => element.Batch.Frames.Length > 0).SelectMany(element => _reader.Read(element.Batch.Frames)).Select(static each => each.Frame)];

    /// <summary>Takes one element, and the others when it is told to.</summary>
    private sealed class Demand : UntypedActor
    {
        private FrameSourceTests _tests = null!;
        private IActorRef? _waits;
        private bool _goesOn;

        protected override void OnReceive(object message)
        {
            switch (message)
            {
                case FrameSourceTests tests:
                    _tests = tests;
                    break;
                case "begin":
                    Sender.Tell("ack");
                    break;
                case "go on":
                    _goesOn = true;
                    _waits?.Tell("ack");
                    break;
                case FrameBatch batch:
                    _tests.Take(batch);
                    _waits = Sender;
                    if (_goesOn)
                        Sender.Tell("ack");
                    break;
            }
        }
    }
}
