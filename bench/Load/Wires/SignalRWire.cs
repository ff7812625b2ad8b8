using Actors.Bench.Load.Measuring;
using Actors.Bench.Load.Sockets;

namespace Actors.Bench.Load.Wires;

/// <summary>SignalR's JSON protocol without negotiation: messages end with 0x1e, and one frame may hold several.</summary>
internal sealed class SignalRWire(WorkKind work) : Wire(work)
{
    private const string End = "\u001e";

    public override ValueTask<string> TargetAsync(int port, string room) => new("/hub");

    public override void Opened(LoadPlayer client) => SendText(client, $$"""{"protocol":"json","version":1}{{End}}""");

    public override int Hear(LoadPlayer client, ReadOnlySpan<byte> payload)
    {
        if (!client.IsReady && payload.StartsWith("{}"u8))
        {
            if (Work != WorkKind.Idle)
                Invoke(client, Work == WorkKind.States ? "Play" : "Chat", $"\"{client.Room}\"");
            client.IsReady = true;
            return 0;
        }
        if (!payload.StartsWith("{\"type\":1,"u8))
            return 0;
        FindAnswer(client, payload, Work == WorkKind.States ? "\"lastProcessedInput\":"u8 : "line "u8);
        return payload.Count((byte)End[0]);
    }

    public override void Input(LoadPlayer client, long sequence, double x, double y) => Invoke(
        client, "Input", $$$"""{"sequenceNumber":{{{sequence}}},"movement":{"x":{{{x}}},"y":{{{y}}}},"timestamp":1234567890123}""");

    public override void Say(LoadPlayer client, long sequence) => Invoke(client, "Line", $"\"line {sequence} {Words}\"");

    public override void KeepAlive(LoadPlayer client) => SendText(client, $$"""{"type":6}{{End}}""");

    private static void Invoke(LoadPlayer client, string method, string argument) =>
        SendText(client, $$"""{"type":1,"target":"{{method}}","arguments":[{{argument}}]}{{End}}""");
}
