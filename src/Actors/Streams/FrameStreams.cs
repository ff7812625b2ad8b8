using Actors.Rooms;
using Akka;
using Akka.Actor;
using Akka.Streams;
using Akka.Streams.Dsl;

namespace Actors.Streams;

/// <summary>
/// Opens one stream of frames from this node to each gateway, when the gateway watches its first room here. Ends the stream when the gateway terminates, because Akka's stream references
/// alone would notice that slowly.
/// </summary>
public sealed class FrameStreams : UntypedActor
{
    internal sealed record Open(FrameOutlet Outlet);

    private sealed record Opened(FrameOutlet Outlet, ISourceRef<FrameBatch> Frames);

    private sealed record Ended(FrameOutlet Outlet, Exception? Why);

    private readonly FrameSinks _sinks;
    private readonly LocalRooms _rooms;
    private readonly RoomTime _time;
    private readonly IFrameFormat _format;
    private readonly Dictionary<IActorRef, (FrameOutlet Outlet, UniqueKillSwitch End)> _streams = [];
    private readonly ActorMaterializer _materializer = Context.Materializer();

    /// <summary>Made by <see cref="Props"/>.</summary>
    public FrameStreams(FrameSinks sinks, LocalRooms rooms, RoomTime time, IFrameFormat format) => (_sinks, _rooms, _time, _format) = (sinks, rooms, time, format);

    /// <summary>One for each node that hosts rooms.</summary>
    public static Props Props(FrameSinks sinks, LocalRooms rooms, RoomTime time, IFrameFormat format) => Akka.Actor.Props.Create(() => new FrameStreams(sinks, rooms, time, format));

    /// <inheritdoc/>
    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case Open open:
                Begin(open.Outlet);
                break;
            case Opened opened:
                opened.Outlet.Gateway.Tell(new FramesOffered(opened.Frames), Self);
                break;
            case Ended ended:
                End(ended.Outlet);
                break;
            case Terminated terminated:
                if (_streams.TryGetValue(terminated.ActorRef, out var stream))
                    End(stream.Outlet);
                break;
        }
    }

    /// <inheritdoc/>
    protected override void PostStop()
    {
        foreach (var (outlet, _) in _streams.Values)
            outlet.Close();
    }

    private void Begin(FrameOutlet outlet)
    {
        // A gateway that asks while its previous stream is still ending gets a new one.
        if (_streams.TryGetValue(outlet.Gateway, out var before))
            End(before.Outlet);
        var self = Self;
        var ((end, ended), offered) = Source.FromGraph(new FrameSource(outlet, _rooms, _time, _format))
            .ViaMaterialized(KillSwitches.Single<FrameBatch>(), Keep.Right)
            .WatchTermination(Keep.Both)
            .ToMaterialized(StreamRefs.SourceRef<FrameBatch>(), Keep.Both)
            .Run(_materializer);
        _streams[outlet.Gateway] = (outlet, end);
        Context.Watch(outlet.Gateway);
        StreamMetrics.Instance.OutletsChanged(+1);
        _ = offered.PipeTo(self, success: frames => new Opened(outlet, frames), failure: cause => new Ended(outlet, cause));
        _ = ended.PipeTo(self, success: _ => new Ended(outlet, null), failure: cause => new Ended(outlet, cause));
    }

    private void End(FrameOutlet outlet)
    {
        _sinks.Remove(outlet);
        outlet.Close();
        if (!_streams.TryGetValue(outlet.Gateway, out var stream) || stream.Outlet != outlet)
            return;
        _streams.Remove(outlet.Gateway);
        Context.Unwatch(outlet.Gateway);
        stream.End.Shutdown();
        StreamMetrics.Instance.OutletsChanged(-1);
    }
}
