using Actors.World;
using Akka.Actor;

namespace Actors.Rooms;

/// <summary>The gateways that the room's players come by and that watch it. One that dies is a message from Akka's death watch, one for all its players.</summary>
internal sealed partial class RoomActor
{
    private void AddWatcher(WatchRoom watch, IActorRef view)
    {
        var sink = _services.Frames.Of(watch.Gateway);
        if (_watchers.Add(watch.Gateway, sink, view))
            UseGateway(watch.Gateway);
        _handle!.Watchers = _watchers.Count;
        view.Tell(new Watching(_id, _epoch), Self);
        _publisher.ShowTo(sink);
    }

    private void RemoveWatcher(IActorRef gateway, IActorRef view)
    {
        if (!_watchers.Remove(gateway, view))
            return;
        LeaveGateway(gateway);
        _handle!.Watchers = _watchers.Count;
    }

    private void GatewayEnded(IActorRef gateway)
    {
        _gateways.Remove(gateway);
        _watchers.Remove(gateway);
        _handle!.Watchers = _watchers.Count;
        CatchUp();
        foreach (var (player, session) in _sessions.ToArray())
        {
            if (session.Gateway.Equals(gateway) && !_absences!.IsAway(player))
                CutOff(player, mayComeBack: true);
        }
    }

    /// <summary>Once more: by a player or by its view.</summary>
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
