using Akka.Actor;

namespace Actors.Rooms;

/// <summary>
/// The gateways that watch a room: at most one entry for each, with its frame sink and the views that asked. A gateway has one view of a room at a time, but messages that its previous
/// view sent through the region may arrive last. So a gateway watches as long as any of its views does.
/// </summary>
internal sealed class RoomWatchers
{
    private readonly Dictionary<IActorRef, (IFrameSink Sink, HashSet<IActorRef> Views)> _byGateway = [];

    public bool IsEmpty => _byGateway.Count == 0;

    public int Count => _byGateway.Count;

    /// <summary>An array, because every frame iterates over it.</summary>
    public IFrameSink[] Sinks { get; private set; } = [];

    /// <returns>Whether the gateway and its view are new. The frames of a known gateway go to this sink from now on.</returns>
    public (bool Gateway, bool View) Add(IActorRef gateway, IFrameSink sink, IActorRef view)
    {
        var isNew = !_byGateway.TryGetValue(gateway, out var watcher);
        var views = isNew ? [] : watcher.Views;
        var isNewView = views.Add(view);
        _byGateway[gateway] = (sink, views);
        Renew();
        return (isNew, isNewView);
    }

    /// <summary>The gateway has ended.</summary>
    /// <returns>Its views.</returns>
    public IReadOnlyCollection<IActorRef> Remove(IActorRef gateway)
    {
        if (!_byGateway.Remove(gateway, out var watcher))
            return [];
        Renew();
        return watcher.Views;
    }

    /// <summary>One view of the gateway no longer watches.</summary>
    /// <returns>Whether the view was known, and was the gateway's last.</returns>
    public (bool View, bool Last) Remove(IActorRef gateway, IActorRef view)
    {
        if (!_byGateway.TryGetValue(gateway, out var watcher) || !watcher.Views.Remove(view))
            return (false, false);
        if (watcher.Views.Count > 0)
            return (true, false);
        Remove(gateway);
        return (true, true);
    }

    /// <summary>The gateway whose view it is.</summary>
    public IActorRef? GatewayOf(IActorRef view)
    {
        foreach (var (gateway, watcher) in _byGateway)
        {
            if (watcher.Views.Contains(view))
                return gateway;
        }
        return null;
    }

    private void Renew() => Sinks = [.. _byGateway.Values.Select(static watcher => watcher.Sink)];
}
