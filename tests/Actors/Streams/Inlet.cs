using System.Collections.Concurrent;
using Actors.Rooms;
using Actors.Serialization.Frames;
using Actors.Streams;
using Actors.World;
using Akka.Actor;

namespace Actors.Tests.Streams;

/// <summary>What arrived on the streams of a gateway.</summary>
internal sealed class Arrivals
{
    public ConcurrentQueue<(long Epoch, RoomFrame Frame, bool IsStale)> Frames { get; } = [];

    public ConcurrentQueue<Address> Ended { get; } = [];

    public int Offers;

    public void Show(long epoch, RoomFrame frame, bool isStale) => Frames.Enqueue((epoch, frame, isStale));
}

/// <summary>A gateway's endpoint, as far as it handles streams of frames.</summary>
internal sealed class InletEndpoint : UntypedActor
{
    private readonly Arrivals _arrivals;
    private readonly FrameInlets _inlets;

    public InletEndpoint(Arrivals arrivals, RoomTime time, NodeTicks? ticks)
    {
        _arrivals = arrivals;
        _inlets = new FrameInlets(Context, Self, time, PackedFrames.Instance, arrivals.Show, ticks);
    }

    public static Props Props(Arrivals arrivals, RoomTime time, NodeTicks? ticks = null) => Akka.Actor.Props.Create(() => new InletEndpoint(arrivals, time, ticks));

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case FramesOffered offered:
                Interlocked.Increment(ref _arrivals.Offers);
                _inlets.Open(offered.Frames, Sender.Path.Address);
                break;
            case FrameInlets.Message inlet:
                if (_inlets.Receive(inlet) is { } ended)
                    _arrivals.Ended.Enqueue(ended);
                break;
        }
    }

    protected override void PostStop() => _inlets.CloseAll();
}
