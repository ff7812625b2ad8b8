using Actors.Hosts.Simulations.Scenarios;
using Actors.Hosts.Simulations.World;
using Actors.Hosts.Simulations.World.Modelled;
using Actors.TestKit.Simulation;

// Before anything else: whatever has hashed a string by then would not be found again.
SimulationProcess.Prepare();

var scenarios = new Dictionary<string, Func<IScenario>>
{
    ["local"] = () => new LocalScenario(),
    ["remote"] = () => new RemoteScenario(),
    ["cluster"] = () => new ClusterScenario(),
    ["sharding"] = () => new ShardingScenario(),
    ["faults"] = () => new FaultsScenario(),
    ["world-cluster"] = () => new WorldScenario(static run => new AkkaCluster(run, WorldRun.Ring()), faultEverySeconds: 6, busySeconds: 20),
    ["world-cluster-calm"] = () => new WorldScenario(static run => new AkkaCluster(run, WorldRun.Ring()), faultEverySeconds: 10_000, busySeconds: 20),
    ["world-model"] = () => new WorldScenario(static run => new ModelWorld(run, WorldRun.Ring()), faultEverySeconds: 4, busySeconds: 20),
    ["world-model-calm"] = () => new WorldScenario(static run => new ModelWorld(run, WorldRun.Ring()), faultEverySeconds: 10_000, busySeconds: 20),
    ["model"] = () => new ModelScenario(),
    ["failing"] = () => new FailingScenario(),
    ["endless"] = () => new EndlessScenario(),
    ["model-watch"] = () => new ModelWatchScenario(),
};
return ScenarioHost.Run(args, scenarios, Console.Out);
