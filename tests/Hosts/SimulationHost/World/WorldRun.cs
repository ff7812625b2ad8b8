using Actors.TestKit.Simulation;
using Actors.World;

namespace Actors.Hosts.Simulations.World;

/// <summary>
/// One life of a cluster, all of it from one seed: clients that walk, take, drop, gather and talk, and break their connections; and faults, one after the
/// other. Then everything is healed, and what all have seen and been told is held against what the store has.
/// </summary>
internal sealed class WorldRun
{
    public const int RoomCount = 6;

    /// <summary>Short of what is waited for at the end, when only those that are connected may be seen.</summary>
    public const int GraceSeconds = 3;

    public static readonly Actors.Rooms.RoomOptions RoomOptions = new() { SaveSeconds = 2, GraceSeconds = GraceSeconds };

    private const int Clients = 6;
    private const int MaxUnanswered = 32;
    private const double StepSeconds = 0.1;

    private readonly IWorldCluster _cluster;
    private readonly Random _random;
    private readonly Action<string> _tell;
    private readonly double _busySeconds;
    private readonly InvariantChecker _invariants;
    private readonly Faults _faults;
    private readonly List<SimulatedClient> _clients = [];
    private readonly Dictionary<SimulatedClient, long> _inputs = [];

    /// <param name="tell">What happens, for the person who looks into a failure; part of the run's hash.</param>
    /// <param name="faultEverySeconds">At most, between two faults.</param>
    /// <param name="busySeconds">For how long clients play while things fail.</param>
    /// <param name="count">What the run has seen.</param>
    public WorldRun(IWorldCluster cluster, Random random, Action<string> tell, Action<string> count, double faultEverySeconds, double busySeconds)
    {
        (_cluster, _random, _tell, _busySeconds) = (cluster, random, tell, busySeconds);
        _invariants = new InvariantChecker(cluster, count) { Trace = tell };
        _faults = new Faults(cluster, random, tell, count, faultEverySeconds, _invariants.Watch);
    }

    /// <summary>A world of rooms in a ring, each with things to take and wood to gather.</summary>
    public static WorldDefinition Ring(int rooms = RoomCount, int items = 3)
    {
        var builder = new TestKit.WorldBuilder().ItemKind("lamp");
        for (var room = 0; room < rooms; room++)
        {
            builder.Room($"r{room}", definition => definition with
            {
                Capacity = 1000,
                Items = [.. Enumerable.Range(0, items).Select(item => new PlacedItem("lamp", new Vector(-4 + (item * 3), 2)))],
                Nodes = [new NodeDefinition { Resource = Resource.Wood, At = new Vector(1, 0), Amount = 5, RespawnTicks = 40, OnTouch = false }],
            });
        }
        for (var room = 0; room < rooms; room++)
            builder.Exit($"r{room}", "east", $"r{(room + 1) % rooms}");
        return builder.Build();
    }

    public int Commits => _invariants.Commits;

    public int Answers => _invariants.Answers;

    public void Play()
    {
        _faults.Begin();
        Advance(4);
        for (var i = 0; i < Clients; i++)
        {
            var client = new SimulatedClient($"c{i}")
            {
                Answered = _invariants.Answered,
                FrameShown = (who, frame) =>
                    _tell($"    {who.Name} at {who.Gateway!.Node.Name} sees {frame.Room} #{frame.Sequence} tick {frame.Tick}: {string.Join(',', frame.Players.Select(static player => player.Id))}"),
            };
            var gateway = AnyGateway();
            _cluster.Do(() => client.Connect(gateway, $"r{_random.Next(RoomCount)}"));
            _clients.Add(client);
        }
        for (var t = 0.0; t < _busySeconds; t += StepSeconds)
        {
            _ = AnyGateway();
            _cluster.Do(() => _clients.ForEach(Act));
            _faults.Step(StepSeconds);
            Advance(StepSeconds);
        }
        _faults.Heal();
        _invariants.CheckSoFar();
        Settle();
        _invariants.CheckAtRest(_clients);
        if (_invariants.Answers == 0)
            throw new SimulationException("The clients did nothing.");
    }

    /// <summary>Whatever has happened, it comes right by itself.</summary>
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
        if (Reconnect(client) || client.Room is null)
            return;
        // A client knows how much it may have unanswered.
        switch (_random.Next(40))
        {
            case < 12 and > 0 when client.Unanswered.Count >= MaxUnanswered:
                break;
            case 0:
                client.Disconnect();
                break;
            case 1 or 2 or 3:
                client.Ask(new Take("lamp"));
                break;
            case 4 or 5:
                client.Ask(new Drop("lamp"));
                break;
            case 6 or 7:
                client.Ask(new Gather());
                break;
            case 8 or 9 or 10:
                client.Ask(new Go(_random.Next(2) == 0 ? "east" : "west"));
                break;
            case 11:
                client.Ask(new Say("hello"));
                break;
            case 12 or 13 or 14:
                var sequence = _inputs[client] = _inputs.GetValueOrDefault(client) + 1;
                client.Input(new Move(new Vector((_random.NextDouble() * 2) - 1, (_random.NextDouble() * 2) - 1), sequence));
                break;
        }
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
