using Actors.World;
using Akka.Actor;

namespace Actors.Rooms;

/// <summary>The gateways of the room's players and watchers. When a gateway dies, Akka's death watch sends one message for all its players.</summary>
internal sealed partial class RoomActor
{
    private void AddWatcher(WatchRoom watch, IActorRef view)
    {
        var sink = _services.Frames.Of(watch.Gateway);
        var (isNewGateway, isNewView) = _watchers.Add(watch.Gateway, sink, view);
        if (isNewGateway)
            UseGateway(watch.Gateway);
        // A view whose UnwatchRoom arrives before its WatchRoom, because they took different routes, has stopped by now.
        if (isNewView)
            Context.Watch(view);
        _handle.Watchers = _watchers.Count;
        view.Tell(new Watching(_id, _epoch), Self);
        _publisher.ShowTo(sink, watch.FromEvent);
    }

    private void RemoveWatcher(IActorRef gateway, IActorRef view)
    {
        var (wasKnown, wasLast) = _watchers.Remove(gateway, view);
        if (wasKnown)
            Context.Unwatch(view);
        if (wasLast)
            LeaveGateway(gateway);
        _handle.Watchers = _watchers.Count;
    }

    /// <summary>A gateway has ended, or a view that sent no <see cref="UnwatchRoom"/>.</summary>
    private void WatchedEnded(IActorRef actor)
    {
        if (_watchers.GatewayOf(actor) is { } gateway)
            RemoveWatcher(gateway, actor);
        else
            GatewayEnded(actor);
    }

    private void GatewayEnded(IActorRef gateway)
    {
        _gateways.Remove(gateway);
        foreach (var view in _watchers.Remove(gateway))
            Context.Unwatch(view);
        _handle.Watchers = _watchers.Count;
        CatchUp();
        foreach (var (player, session) in _sessions.ToArray())
        {
            if (session.Gateway.Equals(gateway) && !_reconnects!.IsDisconnected(player))
                CutOff(player, mayComeBack: true);
        }
    }

    /// <summary>Counts one more use of the gateway: by a player or by its view.</summary>
    private void UseGateway(IActorRef gateway)
    {
        ref var uses = ref System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(_gateways, gateway, out _);
        if (uses++ == 0)
            Context.Watch(gateway);
    }

    private void LeaveGateway(IActorRef gateway)
    {
        if (!_gateways.TryGetValue(gateway, out var uses))
            return;
        if (uses > 1)
        {
            _gateways[gateway] = uses - 1;
            return;
        }
        _gateways.Remove(gateway);
        Context.Unwatch(gateway);
    }
}
