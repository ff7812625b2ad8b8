using Actors.Simulation;
using Actors.TestKit.Simulation;
using Actors.World;

namespace Actors.Hosts.Simulations.World.Rules;

/// <summary>A cluster with gateways and clients on them, and what a rule asks of them.</summary>
internal sealed class Stage(SimulationRun run, IWorldCluster cluster)
{
    private const double StepSeconds = 0.05;

    public SimulationRun Run => run;

    public IWorldCluster Cluster => cluster;

    public Dictionary<string, SimulatedGateway> Gateways { get; } = [];

    /// <summary>Random numbers for a case, different for each seed.</summary>
    public Random Chance => run.Chance;

    /// <summary>Starts w1, w2 and so on, and g1, g2 and so on, and waits until they are one cluster.</summary>
    public Stage With(int worldNodes, int gateways)
    {
        for (var i = 1; i <= worldNodes; i++)
            StartWorldNode($"w{i}");
        for (var i = 1; i <= gateways; i++)
            StartGateway($"g{i}");
        Advance(6);
        return this;
    }

    public IWorldNode Node(string name) => cluster.Nodes.Last(node => node.Name == name);

    public IWorldNode StartWorldNode(string name, double clockRate = 1) => cluster.StartWorldNode(name, clockRate);

    public SimulatedGateway StartGateway(string name, double clockRate = 1) => Gateways[name] = cluster.StartGateway(name, clockRate);

    public SimulatedClient Connect(string gateway, string? room = "r0", string name = "client")
    {
        var client = new SimulatedClient(name);
        Connect(client, gateway, room);
        return client;
    }

    public void Connect(SimulatedClient client, string gateway, string? room = null) => cluster.Do(() => client.Connect(Gateways[gateway], room));

    /// <summary>A client that is in the room and sees it.</summary>
    public SimulatedClient Enter(string gateway, string? room = "r0", string name = "client")
    {
        var client = Connect(gateway, room, name);
        Until(() => client.Room is not null && Sees(client, client), 5, $"{name} is in");
        return client;
    }

    public void Ask(SimulatedClient client, params Command[] commands) => cluster.Do(() =>
    {
        foreach (var command in commands)
            client.Ask(command);
    });

    public void Move(SimulatedClient client, double x, double y, long sequence) => cluster.Do(() => client.Input(new Move(new Vector(x, y), sequence)));

    public void Disconnect(SimulatedClient client, bool tellGateway = true) => cluster.Do(() => client.Disconnect(tellGateway));

    public void Advance(double seconds) => cluster.Advance(TimeSpan.FromSeconds(seconds));

    /// <summary>Lets time pass until something holds.</summary>
    public void Until(Func<bool> holds, double withinSeconds, string what)
    {
        for (var passed = 0.0; !holds(); passed += StepSeconds)
        {
            if (passed > withinSeconds)
                throw new SimulationException($"Not within {withinSeconds} s: {what}. {cluster.Describe()}");
            Advance(StepSeconds);
        }
    }

    public void Must(bool holds, string what)
    {
        if (!holds)
            throw new SimulationException($"Does not hold: {what}. {cluster.Describe()}");
    }

    public void MustBeWithin(double value, double least, double most, string what) => Must(value >= least && value <= most, $"{what} is {value} and not from {least} to {most}");

    /// <summary>All commands so far were carried out.</summary>
    public void MustBeDone(SimulatedClient client) =>
        Must(client.Unanswered.Count == 0 && client.Answers.All(static answer => answer.Reply is not Rejected),
            $"{client.Name} had all done: {string.Join(", ", client.Answers.Select(static answer => answer.Reply))}");

    /// <summary>The node whose activation of a room is the newest, as far as the running nodes know.</summary>
    public IWorldNode OwnerOf(string room) => FindOwner(room) ?? throw new SimulationException($"No node has {room}. {cluster.Describe()}");

    public IWorldNode? FindOwner(string room) => cluster.Nodes
        .Where(static node => node.IsAlive && !node.IsPaused)
        .Select(node => (Node: node, Handle: node.Rooms is { } rooms && rooms.TryFind(new RoomId(room), out var handle) && handle.Actor is not null ? handle : null))
        .Where(static found => found.Handle is not null)
        .OrderByDescending(static found => found.Handle!.Epoch)
        .FirstOrDefault().Node;

    public static bool Sees(SimulatedClient viewer, SimulatedClient seen) => viewer.Frame?.Players.Any(player => player.Id == seen.Player) == true;

    public static PlayerView Of(SimulatedClient viewer, SimulatedClient seen) => viewer.Frame!.Players.Single(player => player.Id == seen.Player);

    /// <summary>A client that walks back and forth, so that every tick has a frame; and the longest gap between two frames.</summary>
    public SimulatedClient Walker(string gateway, out Func<double> longestGapSeconds)
    {
        var client = Enter(gateway);
        var (last, longest) = (cluster.Elapsed, TimeSpan.Zero);
        Move(client, 0, 0.05, 1);
        Advance(0.3);
        client.Forget();
        last = cluster.Elapsed;
        client.FrameShown = (_, _) =>
        {
            var now = cluster.Elapsed;
            (longest, last) = (now - last > longest ? now - last : longest, now);
        };
        longestGapSeconds = () => Math.Max(longest.TotalSeconds, (cluster.Elapsed - last).TotalSeconds);
        return client;
    }
}
