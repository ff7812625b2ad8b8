using Actors.Bench.Load.Measuring;

namespace Actors.Bench.Load.Wires;

/// <summary>Our text dialect: in work Chat players talk in a room, in work Idle they stand in one.</summary>
internal sealed class MudWire(WorkKind work) : Wire(work)
{
    public override ValueTask<string> TargetAsync(int port, string room) => new($"/ws/game/{(Work == WorkKind.Idle ? "hall" : room)}/");

    public override void Opened(LoadPlayer client)
    {
        // A client is in the world once it has received its room's description.
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
