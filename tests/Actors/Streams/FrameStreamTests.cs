using System.Diagnostics;
using System.Runtime.CompilerServices;
using Actors.Dispatch;
using Actors.Rooms;
using Actors.Serialization.Frames;
using Actors.Streams;
using Actors.TestKit;
using Actors.World;
using Akka;
using Akka.Actor;
using Akka.Streams;
using Akka.Streams.Dsl;

namespace Actors.Tests.Streams;

/// <summary>Streams of frames from their rooms' sinks to a gateway's endpoint, in virtual time.</summary>
public sealed class FrameStreamTests : IDisposable
{
    private static readonly RoomId Hall = new("hall");

    private readonly VirtualTime _time = new();
    private readonly ActorSystem _system;
    private readonly ActorMaterializer _materializer;
    private readonly RoomTime _worldTime;
    private readonly FrameSinks _sinks = new();
    private readonly IActorRef _streams;
    private readonly Arrivals _arrivals = new();
    private readonly NodeTicks _ticks;
    private readonly IActorRef _gateway;

    public FrameStreamTests()
    {
        _system = ActorSystem.Create("streams", _time.Config.WithFallback(DispatchConfig.Load()));
        _materializer = _system.Materializer();
        // The materializer's actor must have started; otherwise its first use would block.
        _time.RunUntilIdle();
        _worldTime = new RoomTime(_time.Time, _time.Time.GetUtcNow(), new WorldRules());
        _streams = _system.ActorOf(FrameStreams.Props(_sinks, Frames.NoRooms, _worldTime, PackedFrames.Instance));
        _sinks.Begin(_streams, null);
        _ticks = new NodeTicks(_worldTime);
        _gateway = _system.ActorOf(InletEndpoint.Props(_arrivals, _worldTime, _ticks));
    }

    public void Dispose() => _time.Dispose();

    [Fact]
    public void A_gateway_receives_every_frame_even_from_before_its_stream_opened()
    {
        var sink = _sinks.Of(_gateway);
        sink.Offer(3, Frames.Of(Hall, 1, firstEvent: 5, "one"));
        Until(() => _arrivals.Offers == 1);
        Advance(10);
        sink.Offer(3, Frames.Of(Hall, 2, firstEvent: 6));
        Advance(10);
        Assert.Equal([(3L, 1L, false), (3, 2, false)], _arrivals.Frames.Select(static each => (each.Epoch, each.Frame.Sequence, each.IsStale)));
        Assert.Same(sink, _sinks.Of(_gateway));
    }

    [Fact]
    public void An_idle_stream_stays_open()
    {
        var sink = _sinks.Of(_gateway);
        Until(() => _arrivals.Offers == 1);
        for (var i = 0; i < 600; i++)
            Advance(100);
        sink.Offer(1, Frames.Of(Hall, 1));
        Advance(10);
        Assert.Single(_arrivals.Frames);
        Assert.Empty(_arrivals.Ended);
    }

    [Fact]
    public void A_silent_stream_is_reported_as_ended_once()
    {
        Offer(Source.Maybe<FrameBatch>().MapMaterializedValue(static _ => NotUsed.Instance));
        Advance(1900);
        Assert.Empty(_arrivals.Ended);
        Advance(2000);
        Assert.Single(_arrivals.Ended);
        Advance(10_000);
        Assert.Single(_arrivals.Ended);
    }

    [Fact]
    public void A_stream_that_ends_is_reported()
    {
        Offer(Source.From([Batch(new FrameWriter(), 1)]));
        Until(() => !_arrivals.Ended.IsEmpty);
        Assert.Single(_arrivals.Frames);
    }

    [Fact]
    public void A_stream_that_fails_is_reported()
    {
        Offer(Source.Failed<FrameBatch>(new InvalidOperationException("It breaks.")));
        Until(() => !_arrivals.Ended.IsEmpty);
    }

    [Fact]
    public void An_unreadable_stream_is_reported_and_its_later_frames_are_dropped()
    {
        var writer = new FrameWriter();
        Offer(Source.From([Batch(writer, 1), new FrameBatch(0, [255, 255, 255, 255]), Batch(writer, 2)]));
        Until(() => !_arrivals.Ended.IsEmpty);
        Assert.Equal(1, Assert.Single(_arrivals.Frames).Frame.Sequence);
    }

    [Fact]
    public void An_element_much_older_than_the_others_is_flagged_stale()
    {
        Advance(60_000);
        var writer = new FrameWriter();
        Offer(Source.From([Batch(writer, 1, sentAt: 60_000), Batch(writer, 2, sentAt: 58_500), Batch(writer, 3, sentAt: 59_900)]));
        Until(() => _arrivals.Frames.Count == 3);
        Assert.Equal([false, true, false], _arrivals.Frames.Select(static each => each.IsStale));
    }

    [Fact]
    public void A_nodes_next_tick_is_known_from_its_frames_until_the_stream_ends()
    {
        var node = _streams.Path.Address;
        Offer(Source.Maybe<FrameBatch>().MapMaterializedValue(static _ => NotUsed.Instance).Prepend(Source.Single(Batch(new FrameWriter(), 1, sentAt: 1_010, tickParts: 1))));
        Until(() => !_arrivals.Frames.IsEmpty);
        Assert.Equal(TimeSpan.FromMilliseconds(40), _ticks.UntilNext(node, TimeSpan.Zero));
        Advance(35);
        Assert.Equal(TimeSpan.FromMilliseconds(5), _ticks.UntilNext(node, TimeSpan.Zero));
        Assert.Equal(TimeSpan.FromMilliseconds(47), _ticks.UntilNext(node, TimeSpan.FromMilliseconds(8)));
        Advance(10_000);
        Assert.Single(_arrivals.Ended);
        Assert.Null(_ticks.UntilNext(node, TimeSpan.Zero));
    }

    [Fact]
    public void A_nodes_new_stream_replaces_the_old_one_without_a_report()
    {
        var silent = Source.Maybe<FrameBatch>().MapMaterializedValue(static _ => NotUsed.Instance);
        Offer(silent);
        Advance(1000);
        Offer(silent);
        Advance(1500);
        Assert.Empty(_arrivals.Ended);
        Advance(2000);
        Assert.Single(_arrivals.Ended);
    }

    [Fact]
    public void A_terminated_gateways_stream_closes_and_holds_no_frames()
    {
        var sink = (FrameOutlet)_sinks.Of(_gateway);
        Until(() => _arrivals.Offers == 1);
        _system.Stop(_gateway);
        Until(() => sink.IsClosed);
        sink.Offer(1, Frames.Of(Hall, 1));
        Assert.Equal(0, sink.Waiting);
    }

    [Fact]
    public void A_gateway_whose_stream_has_closed_gets_a_new_stream()
    {
        var before = (FrameOutlet)_sinks.Of(_gateway);
        Until(() => _arrivals.Offers == 1);
        before.Close();
        var after = (FrameOutlet)_sinks.Of(_gateway);
        Assert.NotSame(before, after);
        Until(() => _arrivals.Offers == 2);
        after.Offer(1, Frames.Of(Hall, 1));
        Advance(10);
        Assert.Single(_arrivals.Frames);
        Assert.Same(after, _sinks.Of(_gateway));
        Assert.False(after.IsClosed);
    }

    /// <summary>akka.net#7611: references to streams are said to stay in memory after the end of their streams.</summary>
    [Fact]
    public void Ended_streams_are_garbage_collected()
    {
        List<WeakReference> made = [];
        for (var i = 0; i < 100; i++)
            made.AddRange(OpenAndEnd());
        Advance(60_000);
        for (var collection = 0; collection < 3; collection++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }
        // The code that has just run may still hold the last ones.
        Assert.InRange(made.Count(static one => one.IsAlive), 0, 6);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private WeakReference[] OpenAndEnd()
    {
        var arrivals = new Arrivals();
        var gateway = _system.ActorOf(InletEndpoint.Props(arrivals, _worldTime));
        var sink = (FrameOutlet)_sinks.Of(gateway);
        sink.Offer(1, Frames.Of(Hall, 1));
        Until(() => arrivals.Offers == 1);
        Advance(10);
        Assert.Single(arrivals.Frames);
        _system.Stop(gateway);
        Until(() => sink.IsClosed);
        return [new WeakReference(sink), new WeakReference(arrivals)];
    }

    private void Offer(Source<FrameBatch, NotUsed> frames)
    {
        var offered = frames.RunWith(StreamRefs.SourceRef<FrameBatch>(), _materializer);
        Until(() => offered.IsCompleted);
        _gateway.Tell(new FramesOffered(offered.GetAwaiter().GetResult()), _streams);
        _time.RunUntilIdle();
    }

    private static FrameBatch Batch(FrameWriter writer, long sequence, long sentAt = 0, int tickParts = 0)
    {
        Assert.True(writer.TryAdd(1, Frames.Of(Hall, sequence), int.MaxValue));
        return new FrameBatch(sentAt, writer.Take(), tickParts);
    }

    private void Advance(double milliseconds) => _time.Advance(TimeSpan.FromMilliseconds(milliseconds));

    /// <summary>Tasks of Akka's streams continue on pool threads; virtual time stands still meanwhile.</summary>
    private void Until(Func<bool> holds)
    {
        for (var begun = Stopwatch.GetTimestamp(); !holds(); Thread.Yield())
        {
            Assert.True(Stopwatch.GetElapsedTime(begun) < TimeSpan.FromMinutes(1), "It did not come true within a minute.");
            _time.RunUntilIdle();
        }
    }
}
