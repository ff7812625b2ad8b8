using Actors.Rooms;
using Actors.Serialization.Frames;
using Actors.Streams;
using Akka.Actor;

namespace Actors.Simulation.Modelled;

/// <param name="Stream">Counts the streams of a node.</param>
/// <param name="Number">Counts the elements of a stream, from 1.</param>
internal sealed record FrameElement(long Stream, long Number, FrameBatch Batch) : IModelMessage;

/// <summary>The gateway has taken one more.</summary>
internal sealed record FrameTaken(long Stream) : IModelMessage;

/// <summary>The gateway has ended the stream.</summary>
internal sealed record FramesCancelled(long Stream) : IModelMessage;

/// <summary>
/// A world node's end of a stream of frames, in place of Akka's stream references: as there, it sends as much as the other end has asked for, and an element that is lost ends the stream.
/// Outlet and writer are those of production.
/// </summary>
internal sealed class ModelFrames(FrameSinks sinks, LocalRooms rooms, RoomTime time, Func<IActorRef, IActorRef> inletOf) : UntypedActor, IWithTimers
{
    /// <summary>Less than what Akka's ask for, so that frames wait now and then.</summary>
    private const int MaxUnderWay = 4;

    /// <summary>The other end knows nothing of a stream whose first elements are all lost. Akka's references end by a subscription timeout then.</summary>
    private static readonly TimeSpan Patience = FrameSource.SignOfLife * 8;

    private readonly Dictionary<IActorRef, Stream> _streams = [];
    private long _last;

    public ITimerScheduler Timers { get; set; } = null!;

    private sealed record Gathered(Stream Stream);

    private sealed record SignOfLife(Stream Stream);

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case FrameStreams.Open open:
                Begin(open.Outlet);
                break;
            case Gathered gathered:
                gathered.Stream.IsReady = true;
                Send(gathered.Stream);
                break;
            case FrameTaken taken when Find(taken.Stream) is { } stream:
                stream.UnderWay--;
                stream.Heard = time.SinceEpoch;
                Send(stream);
                break;
            case SignOfLife life when Find(life.Stream.Number) is { UnderWay: > 0 } stream && time.SinceEpoch - stream.Heard > Patience:
                End(stream);
                break;
            case SignOfLife life when Find(life.Stream.Number) is { } stream:
                if (!stream.SaidSomething && stream.UnderWay < MaxUnderWay)
                    Push(stream, []);
                stream.SaidSomething = false;
                Later(life);
                break;
            case FramesCancelled cancelled when Find(cancelled.Stream) is { } stream:
                End(stream);
                break;
            case Terminated terminated when _streams.TryGetValue(terminated.ActorRef, out var stream):
                End(stream);
                break;
        }
    }

    private void Begin(FrameOutlet outlet)
    {
        if (_streams.TryGetValue(outlet.Gateway, out var before))
            End(before);
        var stream = _streams[outlet.Gateway] = new Stream(++_last, outlet, inletOf(outlet.Gateway)) { Heard = time.SinceEpoch };
        Context.Watch(outlet.Gateway);
        var (self, scheduler) = (Self, Context.System.Scheduler);
        outlet.Attach(() => scheduler.ScheduleTellOnce(FrameSource.Gather, self, new Gathered(stream), ActorRefs.NoSender));
        Push(stream, []);
        Later(new SignOfLife(stream));
    }

    private void Send(Stream stream)
    {
        while (stream.IsReady && stream.UnderWay < MaxUnderWay)
        {
            stream.IsReady = !stream.Outlet.Drain((epoch, frame) => stream.Writer.TryAdd(epoch, frame, FrameSource.MaxBytes));
            if (stream.Writer.IsEmpty)
                return;
            stream.SaidSomething = true;
            Push(stream, stream.Writer.Take());
        }
    }

    private void Push(Stream stream, byte[] frames)
    {
        stream.UnderWay++;
        stream.Inlet.Tell(new FrameElement(stream.Number, ++stream.Sent, new FrameBatch((long)time.SinceEpoch.TotalMilliseconds, frames, rooms.TickParts)), Self);
    }

    private void End(Stream stream)
    {
        sinks.Remove(stream.Outlet);
        stream.Outlet.Close();
        if (_streams.TryGetValue(stream.Outlet.Gateway, out var current) && current == stream)
        {
            _streams.Remove(stream.Outlet.Gateway);
            Context.Unwatch(stream.Outlet.Gateway);
        }
    }

    private Stream? Find(long number) => _streams.Values.FirstOrDefault(stream => stream.Number == number);

    private void Later(SignOfLife life) => Timers.StartSingleTimer(life.Stream.Number, life, FrameSource.SignOfLife);

    private sealed class Stream(long number, FrameOutlet outlet, IActorRef inlet)
    {
        public long Number => number;

        public FrameOutlet Outlet => outlet;

        public IActorRef Inlet => inlet;

        public FrameWriter Writer { get; } = new();

        public long Sent { get; set; }

        public int UnderWay { get; set; }

        public bool IsReady { get; set; }

        public bool SaidSomething { get; set; }

        /// <summary>When the other end last reported that it has taken something.</summary>
        public TimeSpan Heard { get; set; }
    }
}
