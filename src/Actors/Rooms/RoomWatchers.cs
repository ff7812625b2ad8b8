using Actors.Streams;
using Akka.Actor;

namespace Actors.Rooms;

/// <summary>The gateways that watch a room: at most one entry for each, with where its frames go and the view that asked.</summary>
internal sealed class RoomWatchers
{
    private readonly Dictionary<IActorRef, (IFrameSink Sink, IActorRef View)> _byGateway = [];

    public bool IsEmpty => _byGateway.Count == 0;

    public int Count => _byGateway.Count;

    /// <summary>Gone through by every frame.</summary>
    public IFrameSink[] Sinks { get; private set; } = [];

    /// <returns>False: the gateway watched it already; its frames go to this sink from now on.</returns>
    public bool Add(IActorRef gateway, IFrameSink sink, IActorRef view)
    {
        var isNew = !_byGateway.ContainsKey(gateway);
        _byGateway[gateway] = (sink, view);
        Renew();
        return isNew;
    }

    /// <summary>The gateway has ended.</summary>
    public bool Remove(IActorRef gateway)
    {
        var known = _byGateway.Remove(gateway);
        Renew();
        return known;
    }

    /// <summary>One view of the gateway looks no more: another may have taken its place already.</summary>
    public bool Remove(IActorRef gateway, IActorRef view) => _byGateway.TryGetValue(gateway, out var watcher) && watcher.View.Equals(view) && Remove(gateway);

    private void Renew() => Sinks = [.. _byGateway.Values.Select(static watcher => watcher.Sink)];
}
