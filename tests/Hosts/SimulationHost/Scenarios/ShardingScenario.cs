using Actors.TestKit.Simulation;
using Akka.Actor;
using Akka.Cluster;
using Akka.Cluster.Sharding;

namespace Actors.Hosts.Simulations.Scenarios;

/// <summary>Three nodes with Akka.Cluster.Sharding on distributed data; an entity's node dies, and the entity answers again from another.</summary>
internal sealed class ShardingScenario : IScenario
{
    public static readonly NodeSettings Settings = new()
    {
        Level = NodeLevel.Cluster,
        SeedNodes = ["a", "b", "c"],
        Config = """
            akka.cluster {
              gossip-interval = 100ms
              leader-actions-interval = 100ms
              unreachable-nodes-reaper-interval = 100ms
              periodic-tasks-initial-delay = 100ms
              allow-weakly-up-members = off
              failure-detector {
                heartbeat-interval = 200ms
                acceptable-heartbeat-pause = 800ms
                expected-response-after = 300ms
                threshold = 8
                min-std-deviation = 50ms
              }
              down-removal-margin = 1ms
              split-brain-resolver.stable-after = 300ms
              split-brain-resolver.down-all-when-unstable = off
              singleton.hand-over-retry-interval = 100ms
              singleton.min-number-of-hand-over-retries = 15
              sharding {
                rebalance-interval = 250ms
                retry-interval = 200ms
                coordinator-failure-backoff = 200ms
                handoff-timeout = 6s
                shard-start-timeout = 2s
                state-store-mode = ddata
                passivate-idle-entity-after = off
              }
            }
            """,
    };

    private const int Entities = 12;

    public void Play(SimulationRun run)
    {
        var homes = new Dictionary<string, string>();
        var regions = new Dictionary<string, IActorRef>();
        foreach (var name in new[] { "a", "b", "c" })
        {
            run.Start(name, Settings);
            regions[name] = run.DoBlocking(name, system => ClusterSharding.Get(system).Start("thing", id => Props.Create(() => new Entity(name, id)),
                ClusterShardingSettings.Create(system), new Extractor()));
        }
        // A member that has only joined may down nobody: if the one that is Up were killed now, the others would wait for it for ever.
        run.Loop.RunUntil(() => run.Nodes.Keys.All(name => Akka.Cluster.Cluster.Get(run.Nodes[name].System).State.Members.Count(member => member.Status == MemberStatus.Up) == 3),
            TimeSpan.FromSeconds(30), "three members are up everywhere");
        AskAll(run, homes, "a", regions["a"], "at first");
        var victim = homes["entity-3"];
        var asker = regions.Keys.First(name => name != victim);
        run.Kill(victim);
        homes.Clear();
        var killed = run.Loop.Elapsed;
        AskAll(run, homes, asker, regions[asker], $"after {victim} has died");
        run.Story.Tell(asker, $"all answer again after {(run.Loop.Elapsed - killed).TotalMilliseconds} ms");
        if (homes.Values.Contains(victim))
            throw new SimulationException("A dead node answered.");
    }

    /// <summary>Each entity is asked until it has answered, as a sender must: the region drops messages that arrive while a shard moves.</summary>
    private static void AskAll(SimulationRun run, Dictionary<string, string> homes, string node, IActorRef region, string when)
    {
        var inquirer = run.Loop.Do(() => run.Nodes[node].System.ActorOf(Props.Create(() => new Inquirer(homes, region, Entities))));
        run.Loop.RunUntil(() => homes.Count == Entities, TimeSpan.FromSeconds(60), $"all entities answer {when}");
        foreach (var (entity, home) in homes.OrderBy(pair => pair.Key, StringComparer.Ordinal))
            run.Story.Tell(entity, $"lives on {home} {when}");
        run.Loop.Do(() => inquirer.Tell(PoisonPill.Instance));
    }

    private sealed class Entity(string node, string id) : UntypedActor
    {
        protected override void OnReceive(object message) => Sender.Tell($"{id}@{node}");
    }

    private sealed class Inquirer(Dictionary<string, string> homes, IActorRef region, int entities) : UntypedActor, IWithTimers
    {
        public ITimerScheduler Timers { get; set; } = null!;

        protected override void PreStart()
        {
            Self.Tell("ask");
            Timers.StartPeriodicTimer("ask", "ask", TimeSpan.FromMilliseconds(200));
        }

        protected override void OnReceive(object message)
        {
            if (message is "ask")
            {
                foreach (var id in Enumerable.Range(0, entities).Select(number => $"entity-{number}").Where(id => !homes.ContainsKey(id)))
                    region.Tell(id);
            }
            else if (message is string answer)
            {
                var parts = answer.Split('@');
                homes[parts[0]] = parts[1];
            }
        }
    }

    private sealed class Extractor : IMessageExtractor
    {
        public string? EntityId(object message) => message as string;

        public object? EntityMessage(object message) => message;

        public string? ShardId(object message) => message is string id ? ShardId(id) : null;

        public string ShardId(string entityId, object? messageHint = null) => (entityId[^1] % 8).ToString(System.Globalization.CultureInfo.InvariantCulture);
    }
}
