using System.CommandLine;
using System.Net.Sockets;
using Actors.Tools.Common;
using Actors.Tools.Common.Terminal;
using Actors.Tools.Latency;

namespace Actors.Tools.Inspect;

internal static class InspectCommand
{
    private static readonly LinkConditions Perfect = new(0, 0, 0, 0, 1);

    public static Command Create()
    {
        var listen = new Option<string>("--listen") { Description = "[host:]port that clients use", Required = true };
        var target = new Option<string>("--target") { Description = "[host:]port that is forwarded to", Required = true };
        var transport = new Option<string>("--transport")
        {
            Description = "What goes through; ws and http are told apart by themselves",
            DefaultValueFactory = _ => "ws",
        };
        transport.AcceptOnlyFromAmong("ws", "http", "udp");
        var raw = new Option<bool>("--raw") { Description = "Contents as bytes, not decoded" };
        var width = new Option<int>("--width") { Description = "Longest line, characters", DefaultValueFactory = _ => 160 };
        var command = new Command("inspect", "A proxy that changes nothing and prints every message decoded: HTTP, WebSocket, JSON, MessagePack, Socket.IO, datagrams")
        {
            listen, target, transport, raw, width,
        };
        command.SetAction(async (parsed, stop) =>
        {
            if (parsed.GetValue(width) is < 60 or > 4000)
                return Failure.Say("--width is from 60 to 4000");
            if (!Address.TryParse(parsed.GetValue(target)!, out var to, out var problem) ||
                !Address.TryParse(parsed.GetValue(listen)!, out var at, out problem))
                return Failure.Say(problem);
            var printer = new InspectPrinter(Console.Out, parsed.GetValue(width), parsed.GetValue(raw), Output.Capabilities);
            try
            {
                if (parsed.GetValue(transport) == "udp")
                {
                    await using var proxy = new UdpProxy(at, to, Perfect, tap: new DatagramTap(printer));
                    await LatencyCommand.RunAsync($"udp {proxy.Endpoint} -> {to}", proxy.Counters, stop);
                }
                else
                {
                    await using var proxy = new TcpProxy(at, to, Perfect, tap: new StreamTap(printer));
                    await LatencyCommand.RunAsync($"tcp {proxy.Endpoint} -> {to}", proxy.Counters, stop);
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
}
