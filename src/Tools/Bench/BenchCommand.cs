using System.CommandLine;
using System.Net;
using Actors.Tools.Common;
using Actors.Tools.Common.Terminal;
using Actors.Tools.Load;

namespace Actors.Tools.Bench;

internal static class BenchCommand
{
    private const int MaxConnections = 20_000;

    public static Command Create()
    {
        var target = new Option<string>("--target") { Description = "[host:]port of a running server", DefaultValueFactory = _ => "3000" };
        var dialects = new Option<string[]>("--dialect")
        {
            Description = "What the clients speak, one after the other",
            DefaultValueFactory = _ => [.. BenchDialect.All.Select(static dialect => dialect.Name)],
            AllowMultipleArgumentsPerToken = true
        };
        dialects.AcceptOnlyFromAmong([.. BenchDialect.All.Select(static dialect => dialect.Name)]);
        var connections = new Option<int>("--connections") { Description = $"Clients, up to {MaxConnections}", DefaultValueFactory = _ => DocumentedFigures.Connections };
        var rooms = new Option<string[]>("--rooms") { Description = "Rooms that they are spread over; else they go to the server's default room", AllowMultipleArgumentsPerToken = true };
        var pids = new Option<int[]>("--pid") { Description = "Processes of the server; else the one that listens, if it is on this machine", AllowMultipleArgumentsPerToken = true };
        var seconds = new Option<double>("--seconds") { Description = "Measured, of each run", DefaultValueFactory = _ => 6 };
        var warmUp = new Option<double>("--warm-up") { Description = "Seconds of the same work before", DefaultValueFactory = _ => 12 };
        var runs = new Option<int>("--runs") { Description = "Of which medians are taken", DefaultValueFactory = _ => 1 };
        var json = new Option<bool>("--json") { Description = "Print JSON" };
        var command = new Command("bench", "Compares a server of your own with the documented figures; exit code 1 if it lets clients down") { target, dialects, connections, rooms,
            pids, seconds, warmUp, runs, json };
        command.SetAction(async (parsed, stop) =>
        {
            if (!OperatingSystem.IsLinux())
                return Failure.Say("bench needs Linux: one thread holds all clients with epoll");
            if (!Address.TryParse(parsed.GetValue(target)!, out var server, out var problem))
                return Failure.Say($"--target {problem}");
            if (parsed.GetValue(connections) is < 1 or > MaxConnections || parsed.GetValue(seconds) is not (> 0 and <= 3600) || parsed.GetValue(warmUp) is not (>= 0 and <= 3600)
                || parsed.GetValue(runs) is < 1 or > 100)
                return Failure.Say($"--connections is from 1 to {MaxConnections}, --seconds and --warm-up up to 3600, --runs from 1 to 100");
            if (await ServerProbe.FindProblemAsync($"{server.Address}", [server.Port], isDatagram: false, "--target") is { } nobody)
                return Failure.Say(nobody);
            if (parsed.GetValue(pids)!.FirstOrDefault(static pid => !File.Exists($"/proc/{pid}/stat")) is var missing and not 0)
                return Failure.Say($"--pid {missing} is no process of this machine");
            var options = new BenchOptions(
                server, [.. BenchDialect.All.Where(dialect => parsed.GetValue(dialects)!.Contains(dialect.Name))], ProcessesOf(server, parsed.GetValue(pids)!),
                parsed.GetValue(connections), parsed.GetValue(rooms)!, parsed.GetValue(runs), TimeSpan.FromSeconds(parsed.GetValue(warmUp)), TimeSpan.FromSeconds(parsed.GetValue(seconds)));
            try
            {
                var rows = await BenchRun.RunAsync(options, stop);
                if (parsed.GetValue(json))
                    Console.WriteLine(BenchReport.ToJson(options, rows));
                else
                {
                    foreach (var line in BenchReport.Lines(options, rows))
                        Output.Write(line);
                }
                return rows.Any(static row => row.Median.Failure is not null) ? 1 : 0;
            }
            catch (OperationCanceledException)
            {
                return 1;
            }
        });
        return command;
    }

    private static IReadOnlyList<int> ProcessesOf(IPEndPoint server, int[] named) =>
        named.Length > 0 ? named : IPAddress.IsLoopback(server.Address) && ListeningProcess.Find(server.Port) is { } process ? [process] : [];
}
