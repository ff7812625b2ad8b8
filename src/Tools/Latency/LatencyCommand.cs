using System.CommandLine;
using System.Net.Sockets;
using Actors.Tools.Common;

namespace Actors.Tools.Latency;

internal static class LatencyCommand
{
    public static Command Create()
    {
        var latency = new Option<double>("--latency") { Description = "Least delay in each direction, milliseconds" };
        var jitter = new Option<double>("--jitter") { Description = "Added to it, uniform from 0 to this, milliseconds" };
        var loss = new Option<double>("--loss") { Description = "Share of datagrams lost, 0..1; on TCP a stall, never missing bytes" };
        var bandwidth = new Option<long>("--bandwidth") { Description = "Bytes a second in each direction; 0 is without limit" };
        var seed = new Option<int>("--seed") { Description = "Of the chance", DefaultValueFactory = _ => 1 };
        var target = new Option<string>("--target") { Description = "[host:]port that is forwarded to", Required = true };
        var listen = new Option<string>("--listen") { Description = "[host:]port that clients use", Required = true };
        var udp = new Option<bool>("--udp") { Description = "UDP instead of TCP" };
        var command = new Command("latency", "A proxy that makes a good network a bad one") { latency, jitter, loss, bandwidth, seed, target, listen, udp };
        command.SetAction(async (parsed, stop) =>
        {
            var conditions = new LinkConditions(
                parsed.GetValue(latency), parsed.GetValue(jitter), parsed.GetValue(loss), parsed.GetValue(bandwidth), parsed.GetValue(seed));
            if (conditions is not { LatencyMilliseconds: >= 0, JitterMilliseconds: >= 0, Loss: >= 0 and <= 1, BytesPerSecond: >= 0 })
                return Failure.Say("--latency, --jitter and --bandwidth are at least 0, --loss is from 0 to 1");
            if (!Address.TryParse(parsed.GetValue(target)!, out var to, out var problem) ||
                !Address.TryParse(parsed.GetValue(listen)!, out var at, out problem))
                return Failure.Say(problem);
            try
            {
                if (parsed.GetValue(udp))
                {
                    await using var proxy = new UdpProxy(at, to, conditions);
                    await RunAsync($"udp {proxy.Endpoint} -> {to}", proxy.Counters, stop);
                }
                else
                {
                    await using var proxy = new TcpProxy(at, to, conditions);
                    await RunAsync($"tcp {proxy.Endpoint} -> {to}", proxy.Counters, stop);
                }
                return 0;
            }
            catch (SocketException taken)
            {
                return Failure.Say($"--listen {at}: {taken.Message}");
            }
        });
        return command;
    }

    internal static async Task RunAsync(string what, ProxyCounters counters, CancellationToken stop)
    {
        Console.WriteLine($"{what}; Ctrl+C ends it");
        await Task.Delay(Timeout.Infinite, stop).ContinueWith(static _ => { }, TaskScheduler.Default);
        Console.WriteLine(counters);
    }
}
