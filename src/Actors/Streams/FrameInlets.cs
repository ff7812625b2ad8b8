using System.Runtime.Serialization;
using Actors.Rooms;
using Actors.World;
using Akka.Actor;
using Akka.Streams;
using Akka.Streams.Dsl;

namespace Actors.Streams;

/// <summary>
/// The gateway's ends of the frame streams, one for each world node. When a stream ends, cannot be read or is silent for too long, the views of its rooms subscribe again.
/// Used only on the turns of the gateway's endpoint. Frames are delivered on the stream's own turns.
/// </summary>
/// <param name="context">The endpoint's context.</param>
/// <param name="self">The endpoint, which passes every <see cref="Message"/> to <see cref="Receive"/>.</param>
/// <param name="format">The format that the world nodes write.</param>
/// <param name="show">Takes a frame with its epoch, and whether it is stale; returns at once.</param>
/// <param name="ticks">Learns from the frames when their nodes tick. Null: not needed.</param>
public sealed class FrameInlets(IActorContext context, IActorRef self, RoomTime time, IFrameFormat format, Action<long, RoomFrame, bool> show, NodeTicks? ticks = null)
{
    private static readonly TimeSpan Silence = FrameSource.SignOfLife * 4;

    /// <summary>What the inlets send to the endpoint.</summary>
    public abstract record Message;

    private sealed record Ended(Address Node, long Number) : Message;

    private sealed record Check(Address Node, long Number) : Message;

    private sealed class Inlet(Address node, long number)
    {
        private long _last;

        public Address Node => node;

        public long Number => number;

        public UniqueKillSwitch? End { get; set; }

        /// <summary>Used on the stream's turns only.</summary>
        public ElementAge Age { get; } = new();

        /// <summary>When the last element arrived, as the time since the epoch.</summary>
        public TimeSpan Last
        {
            get => TimeSpan.FromTicks(Volatile.Read(ref _last));
            set => Volatile.Write(ref _last, value.Ticks);
        }
    }

    private readonly ActorMaterializer _materializer = context.Materializer();
    private readonly Dictionary<Address, Inlet> _inlets = [];
    private long _lastNumber;

    /// <summary>Replaces the stream from that node.</summary>
    public void Open(ISourceRef<FrameBatch> frames, Address node)
    {
        Close(node);
        var inlet = _inlets[node] = new Inlet(node, ++_lastNumber) { Last = time.SinceEpoch };
        var reader = format.Reader();
        // Source is read once: each read creates a receiver of its own, and two would compete for the elements.
        var (end, ended) = frames.Source
            .ViaMaterialized(KillSwitches.Single<FrameBatch>(), Keep.Right)
            .ToMaterialized(Sink.ForEach<FrameBatch>(batch => Show(inlet, reader, batch)), Keep.Both)
            .Run(_materializer);
        inlet.End = end;
        StreamMetrics.Instance.InletsChanged(+1);
        _ = ended.PipeTo(self, success: () => new Ended(node, inlet.Number), failure: _ => new Ended(node, inlet.Number));
        CheckLater(node, inlet);
    }

    /// <summary>Handles a message to the endpoint, on the endpoint's turn.</summary>
    /// <returns>The node whose stream has ended, if that is what the message was about.</returns>
    public Address? Receive(Message message)
    {
        switch (message)
        {
            case Ended ended when IsPresent(ended.Node, ended.Number, out _):
                Close(ended.Node);
                return ended.Node;
            case Check check when IsPresent(check.Node, check.Number, out var inlet):
                if (time.SinceEpoch - inlet.Last > Silence)
                {
                    StreamMetrics.Instance.Silent();
                    Close(check.Node);
                    return check.Node;
                }
                CheckLater(check.Node, inlet);
                break;
        }
        return null;
    }

    /// <summary>Ends all streams, when the endpoint ends.</summary>
    public void CloseAll()
    {
        foreach (var node in _inlets.Keys.ToArray())
            Close(node);
    }

    private void Show(Inlet inlet, IFrameReader reader, FrameBatch batch)
    {
        var now = time.SinceEpoch;
        inlet.Last = now;
        if (batch.Frames.Length == 0)
            return;
        var isStale = inlet.Age.IsStale(now, batch.SentAtMilliseconds);
        if (isStale)
            StreamMetrics.Instance.Stale();
        if (batch.TickParts > 0)
            ticks?.Learn(inlet.Node, inlet.Age.Youngest, batch.TickParts);
        try
        {
            foreach (var (epoch, frame) in reader.Read(batch.Frames))
                show(epoch, frame, isStale);
        }
        catch (SerializationException)
        {
            StreamMetrics.Instance.Garbled();
            throw;
        }
    }

    private void CheckLater(Address node, Inlet inlet) => context.System.Scheduler.ScheduleTellOnce(Silence / 2, self, new Check(node, inlet.Number), self);

    private bool IsPresent(Address node, long number, out Inlet inlet) => _inlets.TryGetValue(node, out inlet!) && inlet.Number == number;

    private void Close(Address node)
    {
        if (!_inlets.Remove(node, out var inlet))
            return;
        inlet.End?.Shutdown();
        ticks?.Forget(node);
        StreamMetrics.Instance.InletsChanged(-1);
    }
}
