using System.Collections.Concurrent;
using Actors.Rooms;
using Akka.Actor;

namespace Actors.Streams;

/// <summary>The sinks of a world node, one for each gateway that watches rooms here. Rooms ask for them on their turns; the <see cref="FrameStreams"/> actor owns the streams behind them.</summary>
public sealed class FrameSinks : IFrameSinks
{
    private readonly ConcurrentDictionary<IActorRef, FrameOutlet> _outlets = new();
    private IActorRef _streams = ActorRefs.Nobody;
    private IFrameSink? _local;
    private Dictionary<IActorRef, IFrameSink>? _diverted;

    /// <summary>Set once while the node is wired.</summary>
    /// <param name="local">The views of this process; null when it is not a gateway.</param>
    public void Begin(IActorRef streams, IFrameSink? local) => (_streams, _local) = (streams, local);

    /// <summary>For tests: frames for this watcher go there.</summary>
    internal void Divert(IActorRef watcher, IFrameSink sink) => (_diverted ??= [])[watcher] = sink;

    /// <summary>The sink of a gateway's endpoint, created at the first call.</summary>
    public IFrameSink Of(IActorRef gateway)
    {
        if (_diverted is not null && _diverted.TryGetValue(gateway, out var diverted))
            return diverted;
        if (_local is { } local && gateway is IActorRefScope { IsLocal: true })
            return local;
        var outlet = _outlets.GetOrAdd(gateway, static gateway => new FrameOutlet(gateway));
        if (outlet.IsClosed)
        {
            // Its stream has ended, and FrameStreams has not been notified yet. The gateway has subscribed again meanwhile, and would get no frames through this sink.
            Remove(outlet);
            outlet = _outlets.GetOrAdd(gateway, static gateway => new FrameOutlet(gateway));
        }
        if (outlet.TryClaim())
            _streams.Tell(new FrameStreams.Open(outlet), ActorRefs.NoSender);
        return outlet;
    }

    internal void Remove(FrameOutlet outlet) => _outlets.TryRemove(new KeyValuePair<IActorRef, FrameOutlet>(outlet.Gateway, outlet));
}
