using System.CommandLine;
using Actors.Tools.Common;
using Actors.Tools.Common.Terminal;

namespace Actors.Tools.Top;

internal static class TopCommand
{
    private const string TokenVariable = "ACTORS_ADMIN_TOKEN";

    public static Command Create()
    {
        var url = new Option<string[]>("--url")
        {
            Description = "HTTP address of a gateway; of several, the connections are added up",
            DefaultValueFactory = _ => ["http://localhost:8080"],
            AllowMultipleArgumentsPerToken = true
        };
        var tokenFile = new Option<FileInfo?>("--token-file") { Description = $"The file that the server has as Actors:Admin:TokenFile; else the token is in {TokenVariable}" };
        var json = new Option<bool>("--json") { Description = "Print JSON, one object a second" };
        var once = new Option<bool>("--once") { Description = "Print one table or object, and end" };
        var command = new Command("top", "Nodes, rooms, lateness, players, connections and commits of a server or a cluster, live; q ends it") { url, tokenFile, json, once };
        command.SetAction(async (parsed, stop) =>
        {
            var servers = new List<Uri>();
            foreach (var address in parsed.GetValue(url)!)
            {
                if (!Uri.TryCreate(address.Contains("://", StringComparison.Ordinal) ? address : $"http://{address}", UriKind.Absolute, out var server) || server.Scheme is not ("http" or "https"))
                    return Failure.Say($"--url {address} is no address of HTTP, as http://localhost:8080 is");
                servers.Add(server);
            }
            if (!TryReadToken(parsed.GetValue(tokenFile), out var token, out var problem))
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

    private static bool TryReadToken(FileInfo? file, out string token, out string problem)
    {
        (token, problem) = (Environment.GetEnvironmentVariable(TokenVariable)?.Trim() ?? "",
            $"The operators' token is missing: give its file with --token-file, or the token itself in {TokenVariable}");
        try
        {
            if (file is not null)
                token = File.ReadAllText(file.FullName).Trim();
        }
        catch (Exception cannot) when (cannot is IOException or UnauthorizedAccessException)
        {
            problem = $"--token-file: {cannot.Message}";
            token = "";
        }
        if (token.Any(static each => !char.IsAscii(each) || char.IsControl(each)))
            (token, problem) = ("", "The operators' token is one line of ASCII; this one is not");
        return token.Length > 0;
    }
}
