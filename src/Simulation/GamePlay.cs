using Actors.TestKit.Simulation;
using Actors.World;

namespace Actors.Simulation;

/// <summary>One play of a game: the clients that its scenario moves, and faults, one after the other.</summary>
internal sealed class GamePlay
{
    /// <summary>How many commands a gateway lets one client have unanswered; clients know this limit.</summary>
    private const int MaxUnanswered = 32;
    private const double StepSeconds = 0.1;

    private readonly GameScenario _game;
    private readonly IWorldCluster _cluster;
    private readonly Random _random;
    private readonly Action<string> _tell;
    private readonly InvariantChecker _invariants;
    private readonly Faults _faults;
    private readonly List<SimulatedClient> _clients = [];

    public GamePlay(GameScenario game, SimulationRun run, IWorldCluster cluster)
    {
        (_game, _cluster, _random, _tell) = (game, cluster, run.Chance, what => run.Story.Tell("world", what));
        _invariants = new InvariantChecker(game, cluster, what => run.Count(what), _tell);
        _faults = new Faults(cluster, run.Chance, _tell, what => run.Count(what), game.FaultInterval, _invariants.Watch);
    }

    public int Commits => _invariants.Commits;

    public int Answers => _invariants.Answers;

    public void Play()
    {
        _faults.Begin();
        Advance(4);
        for (var i = 0; i < _game.Clients; i++)
        {
            var client = new SimulatedClient($"c{i}")
            {
                Answered = _invariants.Answered,
                FrameShown = (who, frame) =>
                    _tell($"    {who.Name} at {who.Gateway!.Node.Name} sees {frame.Room} #{frame.Sequence} tick {frame.Tick}: {string.Join(',', frame.Players.Select(static player => player.Id))}"),
            };
            var gateway = AnyGateway();
            _cluster.Do(() => client.Connect(gateway, _game.RoomFor(client, _random)));
            _clients.Add(client);
        }
        for (var t = 0.0; t < _game.Duration.TotalSeconds; t += StepSeconds)
        {
            _ = AnyGateway();
            _cluster.Do(() => _clients.ForEach(Act));
            _faults.Step(StepSeconds);
            Advance(StepSeconds);
            _invariants.CheckSoFar();
        }
        _faults.Heal();
        Settle();
        _invariants.CheckAtRest(_clients);
        if (_invariants.Answers == 0)
            throw new SimulationException("The clients did nothing.");
    }

    /// <summary>Whatever has happened, the cluster recovers by itself.</summary>
    private void Settle()
    {
        for (var t = 0.0; t < 60; t += 0.5)
        {
            _ = AnyGateway();
            _cluster.Do(() => _clients.ForEach(client => Reconnect(client)));
            Advance(0.5);
            if (t > 6 && _clients.TrueForAll(static client => client.Room is not null && client.Unanswered.Count == 0 && client.Frame is not null))
                break;
        }
        _cluster.Do(() => _clients.ForEach(static client => client.Input(new Move(Vector.Zero, long.MaxValue))));
        // Longer than a room waits before it asks who is still there.
        Advance(6);
        foreach (var client in _clients)
        {
            if (!client.IsConnected || client.Room is null || client.Unanswered.Count > 0)
                throw new SimulationException(
                    $"{client.Name} did not come to rest: {(client.IsConnected ? "connected" : "not connected")} to {client.Gateway?.Node.Name}, in {client.Room?.Value ?? "no room"}, "
                        + $"{client.Unanswered.Count} unanswered; last told: {client.Notices.LastOrDefault()}; {Where()}.");
        }
    }

    private string Where() => $"alive: {string.Join(',', _cluster.Nodes.Where(static node => node.IsAlive).Select(static node => node.Name))}; {_cluster.Describe()}";

    private void Advance(double seconds) => _cluster.Advance(TimeSpan.FromSeconds(seconds));

    private void Act(SimulatedClient client)
    {
        if (!Reconnect(client) && client.Room is not null && client.Unanswered.Count < MaxUnanswered)
            _game.Act(client, _random);
    }

    private bool Reconnect(SimulatedClient client)
    {
        if (client.IsConnected)
        {
            if (client.Gateway!.Node.IsAlive)
                return false;
            client.Disconnect(tellGateway: false);
        }
        if (_random.Next(3) == 0)
            client.Connect(AnyGateway());
        return true;
    }

    private SimulatedGateway AnyGateway()
    {
        SimulatedGateway[] alive = [.. _faults.Gateways.Where(static gateway => gateway.Node is { IsAlive: true, IsPaused: false })];
        return alive.Length > 0 ? alive[_random.Next(alive.Length)] : _faults.StartGateway();
    }
}
