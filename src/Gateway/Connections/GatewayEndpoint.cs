using Actors.Gateway.Views;
using Actors.PlayerDirectory;
using Actors.Rooms;
using Actors.Serialization.Frames;
using Actors.Streams;
using Akka.Actor;

namespace Actors.Gateway.Connections;

/// <summary>
/// This gateway as rooms and other nodes know it. Rooms watch it: when it stops, its players are cut off. It forwards messages to connections by their numbers, and accepts
/// the streams of frames that world nodes offer.
/// </summary>
public sealed class GatewayEndpoint : UntypedActor
{
    /// <summary>The actor's name, the same on every gateway.</summary>
    public const string Name = "gateway";

    private readonly ConnectionRegistry _connections;
    private readonly RoomViews _views;
    private readonly FrameInlets _inlets;

    /// <summary>Created by <see cref="Props"/>.</summary>
    public GatewayEndpoint(ConnectionRegistry connections, RoomViews views, RoomTime time, NodeTicks ticks)
    {
        _connections = connections;
        _views = views;
        _inlets = new FrameInlets(Context, Self, time, PackedFrames.Instance, views.Show, ticks);
    }

    /// <summary>One on each gateway.</summary>
    public static Props Props(ConnectionRegistry connections, RoomViews views, RoomTime time, NodeTicks ticks) =>
        Akka.Actor.Props.Create(() => new GatewayEndpoint(connections, views, time, ticks)).WithDispatcher(Dispatch.DispatchConfig.InlineDispatcher);

    /// <inheritdoc/>
    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case CommandRefused refused:
                _connections.Deliver(refused.Connection, refused, Sender);
                break;
            case RoomClosed closed:
                _views.Closed(closed);
                break;
            case WhisperFor whisper:
                // The connection may have ended a moment ago; so may its socket while the whisper is on its way to the client.
                _connections.Deliver(whisper.Connection, whisper.Message, Sender);
                break;
            case ProbeSessions probe:
                Probe(probe);
                break;
            case FramesOffered offered:
                _inlets.Open(offered.Frames, Sender.Path.Address);
                break;
            case FrameInlets.Message inlet:
                if (_inlets.Receive(inlet) is { } ended)
                    _views.StreamEnded(room => room.Path.Address.Equals(ended));
                break;
            case WorldMessage world:
                _connections.Deliver(world);
                break;
        }
    }

    /// <inheritdoc/>
    protected override void PostStop() => _inlets.CloseAll();

    private void Probe(ProbeSessions probe)
    {
        foreach (var (player, connection) in probe.Sessions)
        {
            if (!_connections.Deliver(connection, new SessionProbe(probe.Room, player), Sender))
                Sender.Tell(new LeaveRoom(player, connection, CutOff: true));
        }
    }
}
