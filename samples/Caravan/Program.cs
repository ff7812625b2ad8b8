using Actors.Gateway.Hosting;
using Actors.Rules;
using Caravan.Rules;

return await GatewayProgram.RunAsync(args, rules => rules.AddModule<StandardVerbs>().AddModule<CaravanGame>());
