using Actors.Bench.Load.Measuring;

namespace Actors.Bench.Load.Wires;

/// <summary>JSON in text frames: <c>ws</c>, Kestrel, Python's <c>websockets</c>, Django Channels, and our <c>arena</c> dialect.</summary>
/// <param name="arenaPath">The path of the game.</param>
internal sealed class PlainWire(WorkKind work, string arenaPath) : Wire(work)
{
    public override ValueTask<string> TargetAsync(int port, string room) => new(Work switch
    {
        WorkKind.States when room.Length == 0 => arenaPath,
        WorkKind.States => $"{arenaPath}?room={room}",
        WorkKind.Chat => $"/chat?room={room}",
        _ => $"/idle?room={room}",
    });

    public override int Hear(LoadPlayer client, ReadOnlySpan<byte> payload)
    {
        if (Work == WorkKind.States && payload.StartsWith("{\"type\":\"state\""u8))
        {
            FindAnswer(client, payload, "\"lastProcessedInput\":"u8);
            return 1;
        }
        if (Work != WorkKind.Chat || payload.IndexOf("line "u8) < 0)
            return 0;
        FindAnswer(client, payload, "line "u8);
        return 1;
    }

    public override void Input(LoadPlayer client, long sequence, double x, double y) => SendText(
        client, $$$"""{"type":"input","input":{"sequenceNumber":{{{sequence}}},"movement":{"x":{{{x}}},"y":{{{y}}}},"timestamp":1234567890123}}""");

    public override void Say(LoadPlayer client, long sequence) => SendText(client, $$"""{"text":"line {{sequence}} {{Words}}"}""");
}
