using System.CommandLine;
using System.Diagnostics;
using Actors.Tools.Common;
using Actors.Tools.Load.Play;

namespace Actors.Tools.Load;

internal static class LoadCommand
{
    public static Command Create()
    {
        var count = new Option<int>("--count") { Description = "Clients", DefaultValueFactory = _ => 10 };
        var speed = new Option<double>("--speed") { Description = "How fast they walk, 0..1 of the room's speed", DefaultValueFactory = _ => 1 };
        var rate = new Option<double>("--rate") { Description = "Messages a second of each", DefaultValueFactory = _ => 10 };
        var host = new Option<string>("--host") { Description = "Of the server", DefaultValueFactory = _ => "127.0.0.1" };
        var port = new Option<string?>("--port") { Description = "Of the server; of several: 3000,3010; 3000, or 9999 for datagram" };
        var dialect = new Option<string>("--dialect") { Description = "What they speak", DefaultValueFactory = _ => "arena" };
        dialect.AcceptOnlyFromAmong([.. LoadDialect.All.Keys]);
        var duration = new Option<double>("--duration") { Description = "Seconds", DefaultValueFactory = _ => 10 };
        var format = new Option<string>("--format") { Description = "Of the result", DefaultValueFactory = _ => "text" };
        format.AcceptOnlyFromAmong("text", "json");
        var seed = new Option<int>("--seed") { Description = "Of where they walk", DefaultValueFactory = _ => 1 };
        var play = new Option<bool>("--play") { Description = "They also talk, take, drop, gather, change rooms (native), and check what they are told" };
        var reconnect = new Option<bool>("--reconnect") { Description = "With --play: who is cut off comes back at the next port as who it was" };
        var maxGap = new Option<double>("--max-gap") { Description = "With --play: a longer gap between frames fails, milliseconds; 0 is without limit" };
        var marks = new Option<bool>("--marks") { Description = "With --play: each line of standard input begins a phase of that name, whose gaps are told apart" };
        var command = new Command("load", "Fake clients; exit code 1 after an error or a lost session")
        {
            count, speed, rate, host, port, dialect, duration, format, seed, play, reconnect, maxGap, marks,
        };
        command.SetAction(async (parsed, stop) =>
        {
            var seconds = parsed.GetValue(duration);
            var dialectOf = LoadDialect.All[parsed.GetValue(dialect)!];
            var portOf = parsed.GetValue(port) ?? (dialectOf.IsDatagram ? "9999" : "3000");
            if (parsed.GetValue(count) < 1 || parsed.GetValue(speed) is not (>= 0 and <= 1) || parsed.GetValue(rate) is not (> 0 and <= 1000)
                || seconds is not (> 0 and <= 86_400) || !PortList.TryParse(portOf, out var ports) || parsed.GetValue(maxGap) is not >= 0)
                return Failure.Say("--count is at least 1, --speed 0 to 1, --rate up to 1000, --duration up to 86,400, --port 1 to 65,535, --max-gap at least 0");
            if (await ServerProbe.FindProblemAsync(parsed.GetValue(host)!, ports, dialectOf.IsDatagram) is { } nobody)
                return Failure.Say(nobody);
            if (parsed.GetValue(play))
            {
                if (parsed.GetResult(dialect) is { Implicit: false } && parsed.GetValue(dialect) != "native")
                    return Failure.Say("--play speaks native");
                var report = await PlayRun.RunAsync(
                    new PlayOptions(
                        parsed.GetValue(host)!, ports, parsed.GetValue(count), parsed.GetValue(rate), TimeSpan.FromSeconds(seconds),
                        parsed.GetValue(seed), parsed.GetValue(reconnect), parsed.GetValue(maxGap)),
                    stop,
                    parsed.GetValue(marks) ? Console.In : null);
                Console.WriteLine(parsed.GetValue(format) == "text" ? report.ToText() : report.ToJson());
                return report.Holds ? 0 : 1;
            }
            var options = new LoadOptions(
                dialectOf, parsed.GetValue(host)!, ports[0], parsed.GetValue(count),
                parsed.GetValue(speed), parsed.GetValue(rate), TimeSpan.FromSeconds(seconds), parsed.GetValue(seed))
            { Ports = ports };
            var stats = new LoadStats();
            var start = Stopwatch.GetTimestamp();
            var run = LoadRun.RunAsync(options, stats, stop);
            var asText = parsed.GetValue(format) == "text";
            if (asText && !Console.IsOutputRedirected)
                await LoadTable.ShowAsync(stats, run);
            await run;
            var took = Stopwatch.GetElapsedTime(start).TotalSeconds;
            Console.WriteLine(asText ? stats.ToText(took) : stats.ToJson(took));
            if (stats.Connected == 0)
                return Failure.Say(ServerProbe.NobodyLetIn(options.Host, ports, parsed.GetValue(dialect)!, seconds));
            return stats.Clean && stats.Connected == options.Count ? 0 : 1;
        });
        return command;
    }
}
