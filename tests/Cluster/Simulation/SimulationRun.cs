using Actors.Cluster.Tests.Kit;
using Actors.TestKit;
using Actors.World;

namespace Actors.Cluster.Tests.Simulation;

/// <summary>
/// One life of a cluster, all of it from one seed: clients that walk, take, drop, gather and talk, and break their connections; and faults, one after the
/// other. Then everything is healed, and what all have seen and been told is held against what the store has.
/// </summary>
internal sealed class SimulationRun
{
    public const int Rooms = 6;
    /// <summary>Short of what is waited for at the end, when only those that are connected may be seen.</summary>
    private const int GraceSeconds = 3;

    private const int Clients = 6;
    private const int MaxUnanswered = 32;
    private const double BusySeconds = 12;
    private const double StepSeconds = 0.1;

    private static readonly WorldDefinition World = TestCluster.Ring(Rooms);

    private readonly Random _random;
    private readonly TestCluster _cluster;
    private readonly Ledger _ledger;
    private readonly Faults _faults;
    private readonly List<SimulatedClient> _clients = [];
    private readonly Dictionary<SimulatedClient, long> _inputs = [];

    /// <param name="withLogs">The story tells what the nodes log, too.</param>
    public SimulationRun(int seed, bool withLogs = false, Action<SimulatedCluster>? bug = null)
    {
        _random = new Random(seed);
        _cluster = new TestCluster(World, seed, loggers: withLogs ? new StoryLog(line => _faults!.Log(line)) : null, graceSeconds: GraceSeconds);
        bug?.Invoke(_cluster.Sim);
        _ledger = new Ledger(_cluster);
        _faults = new Faults(_cluster, _random, _ledger.Watch);
        if (withLogs)
            _ledger.Trace = _faults.Log;
    }

    public Ledger Ledger => _ledger;

    /// <summary>What happened, for the person who looks into a failure.</summary>
    public string Story => string.Join('\n', _faults.Story);

    public void Play()
    {
        _faults.Begin();
        _cluster.Advance(2);
        for (var i = 0; i < Clients; i++)
        {
            var client = new SimulatedClient($"c{i}") { Answered = _ledger.Answered };
            client.Connect(AnyGateway(), $"r{_random.Next(Rooms)}");
            if (_ledger.Trace is { } trace)
                client.FrameShown = (who, frame) => trace($"    {who.Name} at {who.Gateway!.Node.Name} sees {frame.Room} #{frame.Sequence} tick {frame.Tick}: {string.Join(',', frame.Players.Select(static player => player.Id))}");
            _clients.Add(client);
        }
        for (var t = 0.0; t < BusySeconds; t += StepSeconds)
        {
            foreach (var client in _clients)
                Act(client);
            _faults.Step(StepSeconds, _clients);
            _cluster.Advance(StepSeconds);
        }
        _faults.Heal();
        _ledger.CheckSoFar();
        Settle();
        _ledger.CheckAtRest(_clients);
    }

    /// <summary>Whatever has happened, it comes right by itself.</summary>
    private void Settle()
    {
        for (var t = 0.0; t < 30; t += 0.5)
        {
            foreach (var client in _clients)
                Reconnect(client);
            _cluster.Advance(0.5);
            if (t > 6 && _clients.TrueForAll(static client => client.Room is not null && client.Unanswered.Count == 0 && client.Frame is not null))
                break;
        }
        foreach (var client in _clients)
            client.Input(new Move(Vector.Zero, long.MaxValue));
        // Longer than a room waits before it asks who is still there.
        _cluster.Advance(6);
        foreach (var client in _clients)
        {
            if (!client.IsConnected || client.Room is null || client.Unanswered.Count > 0)
                throw new BrokenInvariantException($"{client.Name} did not come to rest: {(client.IsConnected ? "connected" : "not connected")} to {client.Gateway?.Node.Name}, in {client.Room?.Value ?? "no room"}, {client.Unanswered.Count} unanswered; last told: {client.Notices.LastOrDefault()}; {Where()}.");
        }
    }

    private string Where()
    {
        var table = _cluster.Store.ReadAsync(CancellationToken.None).GetAwaiter().GetResult();
        return $"live: {string.Join(',', table.Live.Select(static member => member.Name))}; alive: {string.Join(',', _cluster.Sim.Nodes.Where(static node => node.IsAlive).Select(static node => node.Name))}; "
            + string.Join(' ', Enumerable.Range(0, Rooms).Select(room => $"r{room}@{_cluster.OwnerOf($"r{room}")}"));
    }

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
        SimulatedGateway[] alive = [.. _cluster.Gateways.Values.Where(static gateway => gateway.Node.IsAlive && !gateway.Node.Runtime.IsPaused)];
        return alive.Length > 0 ? alive[_random.Next(alive.Length)] : _faults.StartGateway();
    }
}

/// <summary>What must never be was.</summary>
internal sealed class BrokenInvariantException(string message) : Exception(message);
