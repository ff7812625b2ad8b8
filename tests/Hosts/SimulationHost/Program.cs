using Actors.Hosts.Simulations.Scale;
using Actors.Hosts.Simulations.Scenarios;
using Actors.Hosts.Simulations.World;
using Actors.Hosts.Simulations.World.Rules;
using Actors.Simulation;
using Actors.Simulation.Modelled;
using Actors.TestKit.Simulation;
using Actors.TestKit.Simulation.Model;

// Before anything else: strings that were hashed earlier would not be found again.
SimulationProcess.Prepare();

var scenarios = new Dictionary<string, Func<IScenario>>
{
    ["lantern"] = () => new LanternScenario(),
    ["local"] = () => new LocalScenario(),
    ["remote"] = () => new RemoteScenario(),
    ["cluster"] = () => new ClusterScenario(),
    ["sharding"] = () => new ShardingScenario(),
    ["faults"] = () => new FaultsScenario(),
    ["world-cluster"] = () => new RingScenario { Cluster = SimulatedCluster.Akka, FaultInterval = TimeSpan.FromSeconds(6) },
    ["world-cluster-calm"] = () => new RingScenario { Cluster = SimulatedCluster.Akka, FaultInterval = Timeout.InfiniteTimeSpan },
    ["world-cluster-no-epochs"] = () => new RingScenario { Cluster = SimulatedCluster.Akka, Planted = static cluster => cluster.Store.IgnoresEpochs = true },
    ["world-model"] = () => new RingScenario(),
    ["world-model-calm"] = () => new RingScenario { FaultInterval = Timeout.InfiniteTimeSpan },
    ["world-model-no-epochs"] = () => new RingScenario { Planted = static cluster => cluster.Store.IgnoresEpochs = true },
    ["world-model-forgets-commands"] = () => new RingScenario { Planted = static cluster => cluster.Store.ForgetsCommands = true },
    ["world-model-answers-early"] = () => new RingScenario { Planted = static cluster => ((ModelWorld)cluster).AnswersBeforeCommit = true },
    ["match"] = () => new MatchScenario(),
    ["match-no-epochs"] = () => new MatchScenario { Planted = static cluster => cluster.Store.IgnoresEpochs = true },
    ["match-cluster"] = () => new MatchScenario { Cluster = SimulatedCluster.Akka, FaultInterval = TimeSpan.FromSeconds(6) },
    ["model"] = () => new ModelScenario(),
    ["failing"] = () => new FailingScenario(),
    ["endless"] = () => new EndlessScenario(),
    ["model-watch"] = () => new ModelWatchScenario(),
    ["action-costs-1"] = () => new ActionCosts(gateways: 1),
    ["action-costs-2"] = () => new ActionCosts(gateways: 2),
    ["action-costs-5"] = () => new ActionCosts(gateways: 5),
    ["idle-costs-4"] = () => new IdleCosts(nodes: 4),
    ["idle-costs-10"] = () => new IdleCosts(nodes: 10),
    ["idle-costs-20"] = () => new IdleCosts(nodes: 20),
    ["idle-costs-50"] = () => new IdleCosts(nodes: 50),
    ["idle-costs-200"] = () => new IdleCosts(nodes: 200),
    ["scale-small"] = () => new ScaleScenario(nodes: 10, players: 2_000),
    ["scale-5"] = () => new ScaleScenario(nodes: 5, players: 100_000),
    ["scale-20"] = () => new ScaleScenario(nodes: 20, players: 100_000),
    ["scale"] = () => new ScaleScenario(nodes: 50, players: 100_000),
};
foreach (var rule in WorldRules.All)
{
    scenarios[$"rule-model-{rule.Key}"] = () => new RuleScenario(static run => new ModelWorld(run, RingScenario.Ring(8), RegionFaults.None), rule.Value);
    scenarios[$"rule-cluster-{rule.Key}"] = () => new RuleScenario(static run => new AkkaCluster(run, RingScenario.Ring(8)), rule.Value);
}
return ScenarioHost.Run(args, scenarios, Console.Out);
