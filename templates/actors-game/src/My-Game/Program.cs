using Actors.Gateway;
using Actors.Rules;
using My_Game;

// A server with rooms and clients in one process. "world-node" as its first argument makes it a node of a cluster, "dev" shows what is edited while people play; --help lists the rest.
return await ActorsHost.RunAsync(args, static rules => rules.AddBuiltIn().AddModule<GameRules>());
