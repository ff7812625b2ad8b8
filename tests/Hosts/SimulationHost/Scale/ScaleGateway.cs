using System.Globalization;
using Actors.Gateway.Presence;
using Actors.PlayerDirectory;
using Actors.Rooms;
using Actors.World;
using Akka.Actor;

namespace Actors.Hosts.Simulations.Scale;

internal static class ScalePlayers
{
    public static string NameOf(long player) => string.Create(CultureInfo.InvariantCulture, $"player-{player}");

    public static ConnectionId ConnectionOf(PlayerId player) => new(1, player.Value);

    public static PlayerRecord Record(PlayerId player, RoomId room) => new() { Id = player, Name = NameOf(player.Value), Room = room };
}

/// <summary>All connections of one gateway, its views and its endpoint in one actor, because what they send each other stays on the node.</summary>
internal sealed class ScaleGateway : UntypedActor, IWithTimers
{
    /// <summary>What the scenario has a player do.</summary>
    public enum Deed
    {
        Login,
        Move,
        Whisper,
        Shout,
        Who,
        Logout,
    }

    /// <param name="To">The room that it goes to, or the name of the player that it whispers to.</param>
    public sealed record Do(Deed Deed, PlayerId Player, string To = "");

    /// <summary>The gateway's own presence, which is made after the gateway and knows it as its endpoint.</summary>
    public sealed record Meet(IActorRef Presence);

    private sealed record Flush(string Node);

    private sealed class Session
    {
        public RoomId Room { get; set; }

        public IActorRef Activation { get; set; } = ActorRefs.Nobody;

        public Command? Asked { get; set; }
    }

    /// <summary>As <c>Cluster:Link:InputWindowMilliseconds</c>.</summary>
    private static readonly TimeSpan Window = TimeSpan.FromMilliseconds(5);

    private readonly ScaleWorld _world;
    private readonly IActorRef _region;
    private WorldPlayers _players = new(ActorRefs.Nobody);
    private readonly Dictionary<PlayerId, Session> _sessions = [];
    private readonly Dictionary<RoomId, int> _watched = [];
    private readonly Dictionary<string, List<RoomInputFor>> _lanes = [];

    public ScaleGateway(ScaleWorld world, string node)
    {
        _world = world;
        _region = world.Regions!.On(node);
    }

    public ITimerScheduler Timers { get; set; } = null!;

    public static int Done { get; set; }

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case Meet meet:
                _players = new WorldPlayers(meet.Presence);
                break;
            case Do { Deed: Deed.Login } login:
                _sessions[login.Player] = new Session { Room = new RoomId(login.To) };
                Join(login.Player);
                break;
            case Do { Deed: Deed.Logout } logout when _sessions.Remove(logout.Player, out var gone):
                Send(gone, new LeaveRoom(logout.Player, ScalePlayers.ConnectionOf(logout.Player)));
                Unwatch(gone.Room, gone.Activation);
                _players.Left(logout.Player, ScalePlayers.NameOf(logout.Player.Value), ScalePlayers.ConnectionOf(logout.Player));
                Done++;
                break;
            case Do what when _sessions.TryGetValue(what.Player, out var session) && session.Asked is null && !session.Activation.IsNobody():
                session.Asked = CommandOf(what);
                Send(session, new ExecuteCommand(what.Player, ScalePlayers.ConnectionOf(what.Player), 1, 1, what.Player.Value, session.Asked));
                break;
            case Joined joined:
                _sessions[joined.You.Id].Activation = Sender;
                // On each join, as a session does: the presence knows what others must be sent.
                _players.Entered(joined.You.Id, joined.You.Name, joined.Room, ScalePlayers.ConnectionOf(joined.You.Id));
                Done++;
                break;
            case Answered answered:
                Answered(_sessions[new PlayerId(answered.CommandId)], answered);
                break;
            case MovedTo moved:
                Moved(new PlayerId(moved.Transfer!.Value.Number), moved.Room);
                break;
            case Flush flush:
                var batch = _lanes[flush.Node];
                _lanes.Remove(flush.Node);
                _world.Endpoint(flush.Node).Tell(new CommandBatch(Self, batch), ActorRefs.NoSender);
                break;
            case WhisperOutcome { To: not null } or PlayersListed:
                Done++;
                break;
        }
    }

    private static Command CommandOf(Do what) => what.Deed switch
    {
        Deed.Move => new Go(what.To),
        Deed.Whisper => new Whisper(what.To, "hello"),
        Deed.Shout => new Shout("hello"),
        _ => new Who(),
    };

    private void Answered(Session session, Answered answered)
    {
        var player = new PlayerId(answered.CommandId);
        var asked = session.Asked;
        session.Asked = null;
        switch (asked)
        {
            case Whisper whisper:
                _players.Whisper(player.Value, whisper.To, new Whispered(player, ScalePlayers.NameOf(player.Value), whisper.Text), Self);
                break;
            case Shout shout:
                _players.Publish(new Shouted(player, ScalePlayers.NameOf(player.Value), new ZoneId("zone"), shout.Text));
                Done++;
                break;
            case Who:
                _players.List(player.Value, Self);
                break;
        }
    }

    private void Moved(PlayerId player, RoomId room)
    {
        var session = _sessions[player];
        Unwatch(session.Room, session.Activation);
        (session.Room, session.Activation) = (room, ActorRefs.Nobody);
        Join(player);
    }

    private void Join(PlayerId player)
    {
        var room = _sessions[player].Room;
        _region.Tell(new RoomEnvelope(room, new JoinRoom(player, ScalePlayers.Record(player, room), ScalePlayers.ConnectionOf(player), Self, DateTimeOffset.UnixEpoch, 1, null)));
        if (_watched.TryGetValue(room, out var watchers))
            _watched[room] = watchers + 1;
        else
            Watch(room);
    }

    private void Watch(RoomId room)
    {
        _watched[room] = 1;
        _region.Tell(new RoomEnvelope(room, new WatchRoom(Self)));
    }

    private void Unwatch(RoomId room, IActorRef activation)
    {
        if (--_watched[room] > 0)
            return;
        _watched.Remove(room);
        activation.Tell(new UnwatchRoom(Self));
    }

    private void Send(Session session, RoomMessage message)
    {
        _world.Tally.Inputs++;
        var node = _world.Cluster.NodeOf(session.Activation)!;
        if (!_lanes.TryGetValue(node, out var lane))
        {
            _lanes[node] = lane = [];
            Timers.StartSingleTimer(node, new Flush(node), Window);
        }
        lane.Add(new RoomInputFor(session.Room, 1, message));
    }
}

/// <summary>Sends as distributed publish/subscribe does: one message to each other gateway.</summary>
internal sealed class ScaleBus(ScaleWorld world) : IGatewayBus
{
    public int Others => world.Gateways.Count - 1;

    public void Begin(IActorRef presence)
    {
        // The world knows all of them.
    }

    public void Publish(WorldMessage message) => world.Gateways.ForEach(gateway => gateway.Tell(message, ActorRefs.NoSender));

    public void Ask(WhoAsked question, IActorRef presence) => world.Presences.ForEach(other => other.Tell(question, presence));
}
