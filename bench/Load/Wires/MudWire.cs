using Actors.Bench.Load.Measuring;

namespace Actors.Bench.Load.Wires;

/// <summary>The text dialect of ours: chat is what players say in a room, idle is standing in one.</summary>
internal sealed class MudWire(WorkKind work) : Wire(work)
{
    public override ValueTask<string> TargetAsync(int port, string room) => new($"/ws/game/{(Work == WorkKind.Idle ? "hall" : room)}/");

    public override void Opened(LoadPlayer client)
    {
        // In the world is who has been told where.
    }

    public override int Hear(LoadPlayer client, ReadOnlySpan<byte> payload)
    {
        client.IsReady |= payload.IndexOf("\"room_description\""u8) >= 0;
        if (payload.IndexOf("line "u8) < 0)
            return 0;
        FindAnswer(client, payload, "line "u8);
        return 1;
    }

    public override void Input(LoadPlayer client, long sequence, double x, double y) => throw new NotSupportedException();

    public override void Say(LoadPlayer client, long sequence) => SendText(client, $$"""{"type":"command","command":"say line {{sequence}} {{Words}}"}""");
}
