using System.CommandLine;
using System.Net.Sockets;
using Actors.Tools.Common;

namespace Actors.Tools.Echo;

internal static class EchoCommand
{
    public static Command Create() => new("echo", "UDP echo, to measure a path: loss, duplicates, order, round trip") { Server(), Client() };

    private static Command Server()
    {
        var listen = new Option<string>("--listen") { Description = "[host:]port", Required = true };
        var command = new Command("server", "Sends every datagram back") { listen };
        command.SetAction(async (parsed, stop) =>
        {
            if (!Address.TryParse(parsed.GetValue(listen)!, out var at, out var problem))
                return Failure.Say(problem);
            try
            {
                await using var server = new EchoServer(at);
                Console.WriteLine($"echo on udp {server.Endpoint}; Ctrl+C ends it");
                await Task.Delay(Timeout.Infinite, stop).ContinueWith(static _ => { }, TaskScheduler.Default);
                Console.WriteLine($"echoed {server.Echoed}");
                return 0;
            }
            catch (SocketException taken)
            {
                return Failure.Say($"--listen {at}: {taken.Message}");
            }
        });
        return command;
    }

    private static Command Client()
    {
        var target = new Option<string>("--target") { Description = "[host:]port of the server", Required = true };
        var count = new Option<int>("--count") { Description = "Datagrams, 1 to 10,000,000", DefaultValueFactory = _ => 100 };
        var size = new Option<int>("--size") { Description = "Bytes of each, 12 to 65,507", DefaultValueFactory = _ => 64 };
        var rate = new Option<double>("--rate") { Description = "Datagrams a second", DefaultValueFactory = _ => 50 };
        var command = new Command("client", "Sends numbered datagrams; exit code 1 if none came back") { target, count, size, rate };
        command.SetAction(async (parsed, stop) =>
        {
            if (!Address.TryParse(parsed.GetValue(target)!, out var to, out var problem))
                return Failure.Say(problem);
            var (datagrams, bytes, perSecond) = (parsed.GetValue(count), parsed.GetValue(size), parsed.GetValue(rate));
            if (datagrams is < 1 or > 10_000_000 || bytes is < EchoClient.LeastSize or > 65_507 || !(perSecond > 0))
                return Failure.Say("--count is from 1 to 10,000,000, --size from 12 to 65,507, --rate above 0");
            var result = await EchoClient.RunAsync(to, datagrams, bytes, perSecond, TimeSpan.FromSeconds(2), stop);
            Console.WriteLine(result);
            return result.Received == 0 ? 1 : 0;
        });
        return command;
    }
}
