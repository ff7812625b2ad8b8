using Actors.Gateway;
using Actors.Rules;
using Caravan.Rules;

return await ActorsHost.RunAsync(args, rules => rules.AddModule<StandardVerbs>().AddModule<CaravanGame>());
