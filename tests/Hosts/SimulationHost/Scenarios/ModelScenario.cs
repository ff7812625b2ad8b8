using Actors.TestKit.Simulation;
using Actors.TestKit.Simulation.Model;
using Akka.Actor;

namespace Actors.Hosts.Simulations.Scenarios;

/// <summary>
/// Counters behind the worst of regions. Each counter commits to a store that fences by epoch, as rooms do; players add to them and ask again until they are answered.
/// However often a counter ran in two places at once, each addition must count exactly once.
/// </summary>
internal sealed class ModelScenario : IScenario
{
    private const int Counters = 6;
    private const int Players = 4;
    private static readonly string[] Names = ["a", "b", "c"];

    public void Play(SimulationRun run)
    {
        var store = new Store();
        var cluster = new ModelCluster(run);
        foreach (var name in Names)
            cluster.Start(name);
        var faults = new RegionFaults { DropsInHandOff = 0.5, Overlaps = 0.5, Late = 0.2 };
        var regions = new RegionModel(run, cluster, new Extractor(store), faults);
        foreach (var name in Names)
            regions.Start(name);
        cluster.Start("gateway");
        regions.Start("gateway");
        var players = new List<IActorRef>();
        for (var player = 0; player < Players; player++)
        {
            var number = player;
            players.Add(cluster.Spawn("gateway", Props.Create(() => new Player(number, regions.On("gateway"), store)), $"player-{number}"));
        }
        for (var disaster = 0; disaster < 6; disaster++)
        {
            run.Loop.RunFor(TimeSpan.FromMilliseconds(run.Chance.Next(500, 3000)));
            Disaster(run, cluster, regions);
        }
        run.Network.Heal();
        run.Loop.RunFor(TimeSpan.FromSeconds(10));
        run.Loop.Do(() => players.ForEach(player => player.Tell("rest")));
        run.Loop.RunUntil(() => store.Resting == Players, TimeSpan.FromSeconds(60), "every player has been answered");
        foreach (var (id, row) in store.Rows.OrderBy(pair => pair.Key, StringComparer.Ordinal))
            run.Story.Tell(id, $"is {row.Value} in epoch {row.Epoch}");
        run.Story.Tell("regions", $"hand-offs {regions.HandOffs}, dropped {regions.Dropped}, overlapped {regions.Overlapped}, fenced {store.Fenced}");
        var sum = store.Rows.Values.Sum(row => row.Value);
        if (sum != store.Answered)
            throw new SimulationException($"{store.Answered} additions were answered and {sum} have counted.");
    }

    private static void Disaster(SimulationRun run, ModelCluster cluster, RegionModel regions)
    {
        var victim = Names[run.Chance.Next(Names.Length)];
        switch (run.Chance.Next(4))
        {
            case 0 when cluster.Nodes[victim].IsAlive:
                cluster.Kill(victim);
                break;
            case 1 when cluster.Nodes[victim].IsAlive:
                run.Network.Partition([victim], ["gateway", .. Names.Where(name => name != victim)]);
                run.Loop.RunFor(TimeSpan.FromMilliseconds(run.Chance.Next(500, 6000)));
                run.Network.Heal();
                break;
            case 2 when cluster.Nodes[victim].IsAlive:
                cluster.Pause(victim);
                run.Loop.RunFor(TimeSpan.FromMilliseconds(run.Chance.Next(500, 4000)));
                cluster.Resume(victim);
                break;
            default:
                break;
        }
        foreach (var name in Names.Where(name => !cluster.Nodes[name].IsAlive))
        {
            cluster.Start(name);
            regions.Start(name);
        }
    }

    private sealed record Add(string Counter, int Player, long Number);

    private sealed record Added(string Counter, long Number);

    /// <summary>Rows that take a commit only from the newest epoch, as the world's store does.</summary>
    private sealed class Store
    {
        public Dictionary<string, (long Epoch, int Value)> Rows { get; } = [];
        public Dictionary<(string Counter, int Player), long> Done { get; } = [];
        public int Answered { get; set; }
        public int Fenced { get; set; }
        public int Resting { get; set; }

        public long Claim(string counter)
        {
            var (epoch, value) = Rows.GetValueOrDefault(counter);
            Rows[counter] = (epoch + 1, value);
            return epoch + 1;
        }

        public bool Commit(Add add, long epoch)
        {
            var row = Rows[add.Counter];
            if (row.Epoch != epoch)
            {
                Fenced++;
                return false;
            }
            if (Done.GetValueOrDefault((add.Counter, add.Player)) < add.Number)
            {
                Done[(add.Counter, add.Player)] = add.Number;
                Rows[add.Counter] = row with { Value = row.Value + 1 };
            }
            return true;
        }
    }

    /// <summary>Takes a while to stop, like a room that persists what its successor needs, and ends at once if a successor has fenced it off.</summary>
    private sealed class Counter(Store store, string id) : UntypedActor, IWithTimers
    {
        private readonly long _epoch = store.Claim(id);

        public ITimerScheduler Timers { get; set; } = null!;

        protected override void OnReceive(object message)
        {
            if (message is "stop")
                Timers.StartSingleTimer("stopped", "stopped", TimeSpan.FromMilliseconds(300));
            else if (message is Add add && store.Commit(add, _epoch))
                Sender.Tell(new Added(id, add.Number));
            else
                Context.Stop(Self);
        }
    }

    private sealed class Player(int player, IActorRef region, Store store) : UntypedActor, IWithTimers
    {
        private long _number;
        private string _counter = "";
        private bool _rests;
        private bool _isAnswered;

        public ITimerScheduler Timers { get; set; } = null!;

        protected override void PreStart() => Next();

        protected override void OnReceive(object message)
        {
            switch (message)
            {
                case Added added when added.Number == _number && !_isAnswered:
                    _isAnswered = true;
                    store.Answered++;
                    Timers.Cancel("again");
                    if (_rests)
                        store.Resting++;
                    else
                        Timers.StartSingleTimer("next", "next", TimeSpan.FromMilliseconds(30));
                    break;
                case "next":
                    if (_rests)
                        store.Resting++;
                    else
                        Next();
                    break;
                case "again":
                    region.Tell(new Add(_counter, player, _number));
                    break;
                case "rest":
                    _rests = true;
                    break;
            }
        }

        private void Next()
        {
            _number++;
            _isAnswered = false;
            _counter = $"counter-{_number * 7 % Counters}";
            Self.Tell("again");
            Timers.StartPeriodicTimer("again", "again", TimeSpan.FromMilliseconds(400));
        }
    }

    private sealed class Extractor(Store store) : IEntityExtractor
    {
        public object StopMessage => "stop";

        public string? EntityId(object message) => (message as Add)?.Counter;

        public object EntityMessage(object message) => message;

        public string HomeOf(string entityId, IReadOnlyList<string> members)
        {
            var worlds = members.Where(member => member != "gateway").ToList();
            return worlds.Count == 0 ? "gateway" : worlds.MaxBy(member => HashCode.Combine(entityId, member))!;
        }

        public Props Props(string node, string entityId) => Akka.Actor.Props.Create(() => new Counter(store, entityId));
    }
}
