namespace Actors.Simulation;

/// <summary>The faults of a run, chosen by the seed. Each ends by itself some time later.</summary>
internal sealed class Faults(IWorldCluster cluster, Random random, Action<string> tell, Action<string> count, TimeSpan interval, Action<IWorldNode> started)
{
    private readonly List<SimulatedGateway> _gateways = [];
    private readonly List<(double Until, Action End)> _ends = [];
    private double _now;
    private double _next = interval == Timeout.InfiniteTimeSpan ? double.PositiveInfinity : 1;
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
        _next = _now + (random.NextDouble() * interval.TotalSeconds);
        switch (random.Next(20))
        {
            case 0 or 1:
                Kill(Pick(Worlds));
                break;
            case 2:
                // The oldest has the coordinator of the shards.
                Kill(Worlds.FirstOrDefault());
                break;
            case 3:
                KillGateway();
                break;
            case 4:
                Pause(Any());
                break;
            case 5:
                Pause(Pick(Worlds));
                break;
            case 6:
                // Long enough to be downed: its clients' channels stay open, and go on when it is back.
                Pause(Pick(Alive.Where(static node => node.IsGateway)), atLeastSeconds: 4);
                break;
            case 7 or 8:
                Cut();
                break;
            case 9:
                Partition();
                break;
            case 10:
                var (one, other) = (Any(), Any());
                Tell("break", $"{one.Name}-{other.Name}");
                cluster.Break(one.Name, other.Name);
                break;
            case 11 or 12:
                Unreachable([Any()]);
                break;
            case 13:
                Unreachable([.. Alive]);
                break;
            case 14:
                LoseAnswers(Any());
                break;
            case 15 or 16:
                Leave();
                break;
            case 17 or 18:
                StartWorldNode();
                break;
            case 19:
                Restart();
                break;
        }
    }

    public void Heal()
    {
        tell("heal");
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
        tell($"start {name}");
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
        tell($"start {name}");
        started(cluster.StartWorldNode(name, ClockRate()));
    }

    private void Kill(IWorldNode? victim)
    {
        if (victim is null)
            return;
        var isLast = Worlds.Count() == 1;
        Tell("kill", victim.Name);
        victim.Kill();
        if (isLast || random.Next(2) == 0)
            StartWorldNode();
    }

    private void KillGateway()
    {
        if (Pick(Alive.Where(static node => node.IsGateway)) is not { } victim)
            return;
        Tell("kill-gateway", victim.Name);
        victim.Kill();
        StartGateway();
    }

    /// <summary>As when a whole site loses power for a moment.</summary>
    private void Restart()
    {
        IWorldNode[] all = [.. Alive];
        Tell("restart-all", string.Join(',', all.Select(static node => node.Name)));
        foreach (var node in all)
            node.Kill();
        foreach (var node in all)
        {
            if (node.IsGateway)
                StartGateway();
            else
                StartWorldNode();
        }
    }

    private void Pause(IWorldNode? victim, double atLeastSeconds = 0.3)
    {
        if (victim is null || victim.IsPaused)
            return;
        Tell("pause", victim.Name);
        victim.Pause();
        For(atLeastSeconds + (random.NextDouble() * 8), () =>
        {
            tell($"resume {victim.Name}");
            victim.Resume();
        });
    }

    private void Cut()
    {
        var (from, to) = (Any().Name, Any().Name);
        if (from == to)
            return;
        Tell("cut", $"{from}->{to}");
        cluster.Cut(from, to);
        For(0.5 + (random.NextDouble() * 6), () =>
        {
            tell($"heal {from}->{to}");
            cluster.Heal(from, to);
        });
    }

    /// <summary>Nothing gets through between two parts, most often of one node and the others.</summary>
    private void Partition()
    {
        IWorldNode[] all = [.. Alive];
        var alone = random.Next(3) == 0 ? all.Where(_ => random.Next(2) == 0).ToArray() : [all[random.Next(all.Length)]];
        IWorldNode[] others = [.. all.Except(alone)];
        if (alone.Length == 0 || others.Length == 0)
            return;
        Tell("partition", $"{string.Join(',', alone.Select(static node => node.Name))}|{string.Join(',', others.Select(static node => node.Name))}");
        ForPairs(cluster.Cut);
        For(0.5 + (random.NextDouble() * 8), () =>
        {
            tell("partition heals");
            ForPairs(cluster.Heal);
        });

        void ForPairs(Action<string, string> act)
        {
            foreach (var (here, there) in alone.SelectMany(here => others.Select(there => (here.Name, there.Name))))
            {
                act(here, there);
                act(there, here);
            }
        }
    }

    private void Unreachable(IWorldNode[] nodes)
    {
        Tell(nodes.Length == 1 ? "no-database" : "no-database-for-all", string.Join(',', nodes.Select(static node => node.Name)));
        foreach (var node in nodes)
            node.Store.IsReachable = false;
        For(0.2 + (random.NextDouble() * 5), () =>
        {
            tell("database back");
            foreach (var node in nodes)
                node.Store.IsReachable = node.IsAlive;
        });
    }

    private void LoseAnswers(IWorldNode node)
    {
        Tell("answers-lost", node.Name);
        node.Store.AnswerLoss = 0.3;
        For(random.NextDouble() * 3, () => node.Store.AnswerLoss = 0);
    }

    private void Leave()
    {
        IWorldNode[] worlds = [.. Worlds];
        if (worlds.Length < 2)
            return;
        var leaving = worlds[random.Next(worlds.Length)];
        if (leaving.IsPaused)
            return;
        Tell("leave", leaving.Name);
        leaving.Leave();
        For(4, () =>
        {
            if (leaving.IsAlive)
                tell($"end {leaving.Name}");
            leaving.Kill();
        });
    }

    private IWorldNode Any()
    {
        IWorldNode[] alive = [.. Alive];
        return alive[random.Next(alive.Length)];
    }

    private IWorldNode? Pick(IEnumerable<IWorldNode> nodes)
    {
        IWorldNode[] all = [.. nodes];
        return all.Length == 0 ? null : all[random.Next(all.Length)];
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

    private void Tell(string fault, string whom)
    {
        count(fault);
        tell($"{fault} {whom}");
    }
}
