using Actors.Gateway;
using Actors.Rules;
using Tag.Rules;

return await ActorsHost.RunAsync(args, rules => rules.AddModule<StandardVerbs>().AddModule<TagGame>());
