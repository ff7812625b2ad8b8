using System.CommandLine;
using Actors.Tools.Common;
using Actors.Tools.Common.Terminal;

namespace Actors.Tools.Top;

internal static class TopCommand
{
    public static Command Create()
    {
        var url = new Option<string[]>("--url")
        {
            Description = "HTTP address of a gateway; of several, the connections are added up",
            DefaultValueFactory = _ => ["http://localhost:8080"],
            AllowMultipleArgumentsPerToken = true
        };
        var tokenFile = AdminAccess.TokenFileOption();
        var json = new Option<bool>("--json") { Description = "Print JSON, one object a second" };
        var once = new Option<bool>("--once") { Description = "Print one table or object, and end" };
        var command = new Command("top", "Nodes, rooms, lateness, players, connections and commits of a server or a cluster, live; q ends it") { url, tokenFile, json, once };
        command.SetAction(async (parsed, stop) =>
        {
            var servers = new List<Uri>();
            foreach (var address in parsed.GetValue(url)!)
            {
                if (!Address.TryParseUrl(address, "http", out var server))
                    return Failure.Say($"--url {address} is no address of HTTP, as http://localhost:8080 is");
                servers.Add(server);
            }
            if (!AdminAccess.TryReadToken(parsed.GetValue(tokenFile), out var token, out var problem))
                return Failure.Say(problem);
            using var run = new TopRun(servers, token);
            try
            {
                return parsed.GetValue(once) || (!parsed.GetValue(json) && !Screen.IsThere) ? await run.OnceAsync(parsed.GetValue(json), stop)
                    : parsed.GetValue(json) ? await run.WriteAsync(stop)
                    : await run.ShowAsync(stop);
            }
            catch (OperationCanceledException)
            {
                return 0;
            }
        });
        return command;
    }
}
