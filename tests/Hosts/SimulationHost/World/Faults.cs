
namespace Actors.Hosts.Simulations.World;

/// <summary>What goes wrong, chosen by the seed. Each fault ends by itself some time later.</summary>
internal sealed class Faults(IWorldCluster cluster, Random random, Action<string> tell, double everySeconds, Action<IWorldNode> started)
{
    private readonly List<SimulatedGateway> _gateways = [];
    private readonly List<(double Until, Action End)> _ends = [];
    private double _now;
    private double _next = 1;
    private int _names;

    public IReadOnlyList<SimulatedGateway> Gateways => _gateways;

    public void Begin()
    {
        for (var i = 0; i < 2 + random.Next(2); i++)
            StartWorldNode();
        StartGateway();
        StartGateway();
    }

    public void Step(double seconds)
    {
        _now += seconds;
        EndThoseThatAreDue();
        if (_now < _next)
            return;
        _next = _now + (random.NextDouble() * everySeconds);
        switch (random.Next(12))
        {
            case 0 or 1:
                Kill();
                break;
            case 2:
                KillGateway();
                break;
            case 3:
                Pause();
                break;
            case 4 or 5:
                Cut();
                break;
            case 6:
                var (one, other) = (Any(), Any());
                Tell($"break {one.Name}-{other.Name}");
                cluster.Break(one.Name, other.Name);
                break;
            case 7:
                Unreachable([Any()]);
                break;
            case 8:
                Unreachable([.. Alive]);
                break;
            case 9:
                LoseAnswers(Any());
                break;
            case 10:
                Leave();
                break;
            case 11:
                StartWorldNode();
                break;
        }
    }

    public void Heal()
    {
        Tell("heal");
        foreach (var (_, end) in _ends)
            end();
        _ends.Clear();
        cluster.HealAll();
        if (!Worlds.Any())
            StartWorldNode();
    }

    public SimulatedGateway StartGateway()
    {
        var name = $"g{++_names}";
        Tell($"start {name}");
        var gateway = cluster.StartGateway(name, ClockRate());
        _gateways.Add(gateway);
        started(gateway.Node);
        return gateway;
    }

    private IEnumerable<IWorldNode> Alive => cluster.Nodes.Where(static node => node.IsAlive);

    private IEnumerable<IWorldNode> Worlds => Alive.Where(static node => !node.IsGateway);

    private void StartWorldNode()
    {
        var name = $"w{++_names}";
        Tell($"start {name}");
        started(cluster.StartWorldNode(name, ClockRate()));
    }

    private void Kill()
    {
        if (Worlds.ToArray() is not { Length: > 0 } worlds)
            return;
        var victim = worlds[random.Next(worlds.Length)];
        Tell($"kill {victim.Name}");
        victim.Kill();
        if (worlds.Length == 1 || random.Next(2) == 0)
            StartWorldNode();
    }

    private void KillGateway()
    {
        IWorldNode[] gateways = [.. Alive.Where(static node => node.IsGateway)];
        var victim = gateways[random.Next(gateways.Length)];
        Tell($"kill {victim.Name}");
        victim.Kill();
        StartGateway();
    }

    private void Pause()
    {
        var victim = Any();
        if (victim.IsPaused)
            return;
        Tell($"pause {victim.Name}");
        victim.Pause();
        For(0.3 + (random.NextDouble() * 8), () =>
        {
            Tell($"resume {victim.Name}");
            victim.Resume();
        });
    }

    private void Cut()
    {
        var (from, to) = (Any().Name, Any().Name);
        if (from == to)
            return;
        Tell($"cut {from}->{to}");
        cluster.Cut(from, to);
        For(0.5 + (random.NextDouble() * 6), () =>
        {
            Tell($"heal {from}->{to}");
            cluster.Heal(from, to);
        });
    }

    private void Unreachable(IWorldNode[] nodes)
    {
        Tell($"no database for {string.Join(',', nodes.Select(static node => node.Name))}");
        foreach (var node in nodes)
            node.Store.IsReachable = false;
        For(0.2 + (random.NextDouble() * 5), () =>
        {
            Tell("database back");
            foreach (var node in nodes)
                node.Store.IsReachable = node.IsAlive;
        });
    }

    private void LoseAnswers(IWorldNode node)
    {
        Tell($"answers of the database lost for {node.Name}");
        node.Store.AnswerLoss = 0.3;
        For(random.NextDouble() * 3, () => node.Store.AnswerLoss = 0);
    }

    private void Leave()
    {
        IWorldNode[] worlds = [.. Worlds];
        if (worlds.Length < 2)
            return;
        var leaving = worlds[random.Next(worlds.Length)];
        Tell($"leave {leaving.Name}");
        leaving.Leave();
        For(4, () =>
        {
            if (leaving.IsAlive)
                Tell($"end {leaving.Name}");
            leaving.Kill();
        });
    }

    private IWorldNode Any()
    {
        IWorldNode[] alive = [.. Alive];
        return alive[random.Next(alive.Length)];
    }

    private double ClockRate() => 0.97 + (random.NextDouble() * 0.06);

    private void For(double seconds, Action end) => _ends.Add((_now + seconds, end));

    private void EndThoseThatAreDue()
    {
        for (var i = _ends.Count - 1; i >= 0; i--)
        {
            var (until, end) = _ends[i];
            if (until > _now)
                continue;
            _ends.RemoveAt(i);
            end();
        }
    }

    private void Tell(string what) => tell(what);
}
