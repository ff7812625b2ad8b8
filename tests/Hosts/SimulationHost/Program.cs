using Actors.Hosts.Simulations.Scale;
using Actors.Hosts.Simulations.Scenarios;
using Actors.Hosts.Simulations.World;
using Actors.Hosts.Simulations.World.Modelled;
using Actors.Hosts.Simulations.World.Rules;
using Actors.TestKit.Simulation;
using Actors.TestKit.Simulation.Model;

// Before anything else: whatever has hashed a string by then would not be found again.
SimulationProcess.Prepare();

var scenarios = new Dictionary<string, Func<IScenario>>
{
    ["lantern"] = () => new LanternScenario(),
    ["local"] = () => new LocalScenario(),
    ["remote"] = () => new RemoteScenario(),
    ["cluster"] = () => new ClusterScenario(),
    ["sharding"] = () => new ShardingScenario(),
    ["faults"] = () => new FaultsScenario(),
    ["world-cluster"] = () => new WorldScenario(static run => new AkkaCluster(run, WorldRun.Ring()), faultEverySeconds: 6, busySeconds: 20),
    ["world-cluster-calm"] = () => new WorldScenario(static run => new AkkaCluster(run, WorldRun.Ring()), faultEverySeconds: 10_000, busySeconds: 20),
    ["world-cluster-no-epochs"] = () =>
        new WorldScenario(static run => new AkkaCluster(run, WorldRun.Ring()), faultEverySeconds: 4, busySeconds: 20, static cluster => cluster.Store.IgnoresEpochs = true),
    ["world-model"] = () => Modelled(),
    ["world-model-calm"] = () => new WorldScenario(static run => new ModelWorld(run, WorldRun.Ring()), faultEverySeconds: 10_000, busySeconds: 20),
    ["world-model-no-epochs"] = () => Modelled(static cluster => cluster.Store.IgnoresEpochs = true),
    ["world-model-forgets-commands"] = () => Modelled(static cluster => cluster.Store.ForgetsCommands = true),
    ["world-model-answers-early"] = () => Modelled(static cluster => ((ModelWorld)cluster).AnswersBeforeCommit = true),
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
    scenarios[$"rule-model-{rule.Key}"] = () => new RuleScenario(static run => new ModelWorld(run, WorldRun.Ring(8), RegionFaults.None), rule.Value);
    scenarios[$"rule-cluster-{rule.Key}"] = () => new RuleScenario(static run => new AkkaCluster(run, WorldRun.Ring(8)), rule.Value);
}
return ScenarioHost.Run(args, scenarios, Console.Out);

static WorldScenario Modelled(Action<IWorldCluster>? bug = null) => new(static run => new ModelWorld(run, WorldRun.Ring()), faultEverySeconds: 4, busySeconds: 20, bug);
