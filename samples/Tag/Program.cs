using Actors.Gateway.Hosting;
using Actors.Rules;
using Tag.Rules;

return await GatewayProgram.RunAsync(args, rules => rules.AddModule<StandardVerbs>().AddModule<TagGame>());
