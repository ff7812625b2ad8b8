using Actors.Hosting;
using Actors.Rules;

return await WorldNodeProgram.RunAsync(args, static rules => rules.AddBuiltIn());
