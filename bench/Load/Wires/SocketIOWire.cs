using Actors.Bench.Load.Measuring;
using Actors.Bench.Load.Sockets;

namespace Actors.Bench.Load.Wires;

/// <summary>Engine.IO 4 on a WebSocket from the start, the default namespace of Socket.IO 5.</summary>
internal sealed class SocketIOWire(WorkKind work) : Wire(work)
{
    public override ValueTask<string> TargetAsync(int port, string room) => new("/socket.io/?EIO=4&transport=websocket");

    public override void Opened(LoadPlayer client) => client.Connection.Send(Frames.Text, "40"u8);

    public override int Hear(LoadPlayer client, ReadOnlySpan<byte> payload)
    {
        if (payload is [(byte)'2'])
        {
            client.Connection.Send(Frames.Text, "3"u8);
        }
        else if (payload.StartsWith("40"u8))
        {
            if (Work != WorkKind.Idle)
                SendText(client, $$"""42["{{(Work == WorkKind.States ? "play" : "chat")}}","{{client.Room}}"]""");
            client.IsReady = true;
        }
        else if (payload.StartsWith("42[\"state\""u8))
        {
            FindAnswer(client, payload, "\"lastProcessedInput\":"u8);
            return 1;
        }
        else if (payload.StartsWith("42[\"said\""u8))
        {
            FindAnswer(client, payload, "line "u8);
            return 1;
        }
        return 0;
    }

    public override void Input(LoadPlayer client, long sequence, double x, double y) => SendText(
        client, $$$"""42["input",{"sequenceNumber":{{{sequence}}},"movement":{"x":{{{x}}},"y":{{{y}}}},"timestamp":1234567890123}]""");

    public override void Say(LoadPlayer client, long sequence) => SendText(client, $$"""42["line",{"text":"line {{sequence}} {{Words}}"}]""");
}
