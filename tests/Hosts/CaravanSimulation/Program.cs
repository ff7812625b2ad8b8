using Actors.Rules;
using Actors.Simulation;
using Actors.TestKit.Simulation;
using Actors.World;
using Caravan.Rules;
using Caravan.Simulation;

// Before anything else: strings that were hashed earlier would not be found again.
SimulationProcess.Prepare();

return ScenarioHost.Run(args, new Dictionary<string, Func<IScenario>>
{
    ["trade"] = () => new TradeScenario(World()),
    ["trade-cluster"] = () => new TradeScenario(World()) { Cluster = SimulatedCluster.Akka },
    ["trade-calm"] = () => new TradeScenario(World()) { FaultInterval = Timeout.InfiniteTimeSpan },
    // Bugs of an author, which the scenario must catch.
    ["trade-in-two-steps"] = () => new TradeScenario(World(new TradeInTwoSteps())),
    ["shop-on-credit"] = () => new TradeScenario(World(new ShopOnCredit())),
}, Console.Out);

static WorldDefinition World(params IRulesModule[] more)
{
    var loaded = ContentLoader.Load(Path.Combine(AppContext.BaseDirectory, "caravan"), RuleSet.Of([new StandardVerbs(), new CaravanGame(), .. more]));
    return loaded.World ?? throw new InvalidOperationException(string.Join('\n', loaded.Errors));
}
