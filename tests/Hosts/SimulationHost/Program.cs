using Actors.Hosts.Simulations.Scenarios;
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
    ["model"] = () => new ModelScenario(),
    ["failing"] = () => new FailingScenario(),
    ["endless"] = () => new EndlessScenario(),
    ["model-watch"] = () => new ModelWatchScenario(),
};
return ScenarioHost.Run(args, scenarios, Console.Out);
