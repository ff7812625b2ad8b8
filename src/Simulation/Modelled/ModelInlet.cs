using Actors.Gateway.Views;
using Actors.Rooms;
using Actors.Serialization.Frames;
using Actors.Streams;
using Akka.Actor;

namespace Actors.Simulation.Modelled;

/// <summary>The gateway's ends of all streams of frames, in place of Akka's stream references. Reader, ages and views are those of production.</summary>
internal sealed class ModelInlet(RoomTime time, RoomViews views, NodeTicks ticks, ModelLocator locator) : UntypedActor, IWithTimers
{
    public const string Name = "frames-in";

    private static readonly TimeSpan Silence = FrameSource.SignOfLife * 4;

    private readonly Dictionary<IActorRef, Inlet> _inlets = [];

    public ITimerScheduler Timers { get; set; } = null!;

    private sealed record Check(IActorRef From, long Stream);

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case FrameElement element:
                Take(element, Sender);
                break;
            case Check check when _inlets.TryGetValue(check.From, out var inlet) && inlet.Stream == check.Stream && !inlet.HasEnded:
                if (time.SinceEpoch - inlet.Last > Silence)
                    End(check.From, inlet);
                else
                    Later(check);
                break;
        }
    }

    private void Take(FrameElement element, IActorRef from)
    {
        if (!_inlets.TryGetValue(from, out var inlet) || element.Stream > inlet.Stream)
        {
            _inlets[from] = inlet = new Inlet(element.Stream);
            Later(new Check(from, element.Stream));
        }
        if (element.Stream < inlet.Stream || inlet.HasEnded)
            return;
        inlet.Last = time.SinceEpoch;
        if (element.Number != inlet.Next)
        {
            End(from, inlet);
            return;
        }
        inlet.Next++;
        if (element.Batch.Frames.Length > 0)
        {
            var isStale = inlet.Age.IsStale(inlet.Last, element.Batch.SentAtMilliseconds);
            ticks.Learn(locator.NodeOf(from), inlet.Age.Youngest, element.Batch.TickParts);
            foreach (var (epoch, frame) in inlet.Reader.Read(element.Batch.Frames))
                views.Show(epoch, frame, isStale);
        }
        from.Tell(new FrameTaken(inlet.Stream));
    }

    private void End(IActorRef from, Inlet inlet)
    {
        inlet.HasEnded = true;
        from.Tell(new FramesCancelled(inlet.Stream));
        var node = locator.NodeOf(from);
        views.StreamEnded(room => !room.IsNobody() && locator.NodeOf(room).Equals(node));
    }

    private void Later(Check check) => Timers.StartSingleTimer(check, check, Silence / 2);

    private sealed class Inlet(long stream)
    {
        public long Stream => stream;

        public FrameReader Reader { get; } = new();

        public ElementAge Age { get; } = new();

        public long Next { get; set; } = 1;

        public TimeSpan Last { get; set; }

        public bool HasEnded { get; set; }
    }
}
