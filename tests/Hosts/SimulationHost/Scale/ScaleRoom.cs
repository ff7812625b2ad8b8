using Actors.Rooms;
using Actors.Sharding;
using Actors.World;
using Akka.Actor;

namespace Actors.Hosts.Simulations.Scale;

/// <summary>What a room sends to others, without what it does: joins, passages, answers, watchers, and every five seconds the question who is still there.</summary>
internal sealed class ScaleRoom : UntypedActor, IWithTimers
{
    private static readonly TimeSpan SavePeriod = TimeSpan.FromSeconds(new RoomOptions().SaveSeconds);

    private sealed record Maintenance;

    private readonly ScaleWorld _world;
    private readonly RoomId _id;
    private readonly IActorRef _region;
    private readonly Dictionary<PlayerId, (IActorRef Connection, IActorRef Gateway)> _sessions = [];
    private readonly Dictionary<PlayerId, long> _departing = [];

    public ScaleRoom(ScaleWorld world, RoomId id, string node)
    {
        (_world, _id) = (world, id);
        _region = world.Regions!.On(node);
        world.Runs(id, Self);
    }

    public ITimerScheduler Timers { get; set; } = null!;

    protected override void PreStart() =>
        Timers.StartPeriodicTimer("house", new Maintenance(), SavePeriod * (RoomShards.Of(_id) + 1) / RoomShards.Count, SavePeriod);

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case JoinRoom join:
                _sessions[join.Player] = (Sender, join.Gateway);
                Sender.Tell(new Joined(_id, 1, join.Fresh!, join.Attempt));
                break;
            case ExecuteCommand { Command: Go go } command:
                _departing[command.Player] = command.CommandId;
                _region.Tell(new RoomEnvelope(
                    new RoomId(go.Direction), new ReserveSlot(_id, new PlayerState(ScalePlayers.Record(command.Player, new RoomId(go.Direction)), []), new TransferId(_id, 1, command.Player.Value))));
                break;
            case ExecuteCommand command when _sessions.TryGetValue(command.Player, out var session):
                session.Connection.Tell(new Answered(command.CommandId, new ForwardedCommand(command.Command), command.Attempt));
                break;
            case ReserveSlot keep:
                Sender.Tell(new SlotReserved(keep.State.Record.Id, _id));
                break;
            case SlotReserved kept when _sessions.Remove(kept.Player, out var gone):
                gone.Connection.Tell(new Answered(_departing[kept.Player], new Done(null), 1));
                gone.Connection.Tell(new MovedTo(kept.By, null, new TransferId(_id, 1, kept.Player.Value)));
                _departing.Remove(kept.Player);
                break;
            case LeaveRoom leave:
                _sessions.Remove(leave.Player);
                break;
            case WatchRoom:
                Sender.Tell(new Watching(_id, 1));
                break;
            case Maintenance:
                foreach (var gateway in _sessions.GroupBy(static session => session.Value.Gateway))
                    gateway.Key.Tell(new ProbeSessions(_id, [.. gateway.Select(static session => new SessionOf(session.Key, ScalePlayers.ConnectionOf(session.Key)))]));
                break;
        }
    }
}

/// <summary>A world node's endpoint: takes batches of inputs apart.</summary>
internal sealed class ScaleEndpoint(ScaleWorld world) : UntypedActor
{
    protected override void OnReceive(object message)
    {
        if (message is not CommandBatch batch)
            return;
        foreach (var input in batch.Inputs)
            world.Activation(input.Room).Tell(input.Message, batch.Gateway);
    }
}
