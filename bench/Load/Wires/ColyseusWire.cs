using System.Buffers.Binary;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Actors.Bench.Load.Measuring;
using Actors.Bench.Load.Sockets;

namespace Actors.Bench.Load.Wires;

/// <summary>
/// Colyseus 0.18: a seat is reserved by HTTP, then taken by WebSocket. Patches are parsed only as far as needed to find the client's own number: the fields of
/// a player have fixed sizes, as in the bench's schema (four int16 and a uint32).
/// </summary>
internal sealed class ColyseusWire(WorkKind work) : Wire(work)
{
    private const byte JoinRoom = 10, RoomData = 13, RoomState = 14, RoomStatePatch = 15, SwitchToStructure = 255;
    private const int AckField = 4;
    private static readonly HttpClient Http = new();

    public override async ValueTask<string> TargetAsync(int port, string room)
    {
        var kind = Work == WorkKind.States ? "arena" : "chat";
        using var answer = await Http.PostAsJsonAsync(new Uri($"http://127.0.0.1:{port}/matchmake/joinOrCreate/{kind}"), new { room });
        answer.EnsureSuccessStatusCode();
        using var seat = JsonDocument.Parse(await answer.Content.ReadAsStreamAsync());
        var root = seat.RootElement;
        return $"/{root.GetProperty("processId").GetString()}/{root.GetProperty("roomId").GetString()}?sessionId={root.GetProperty("sessionId").GetString()}";
    }

    public override void Opened(LoadPlayer client)
    {
        // The server sends the first message.
    }

    public override int Hear(LoadPlayer client, ReadOnlySpan<byte> payload)
    {
        switch (payload[0])
        {
            case JoinRoom:
                client.Connection.Send(Frames.Binary, [JoinRoom]);
                client.IsReady = true;
                return 0;
            case RoomState or RoomStatePatch when Work == WorkKind.States:
                if (client.IsProbe)
                    Walk(client, payload[1..]);
                return 1;
            case RoomData when Work == WorkKind.Chat:
                FindAnswer(client, payload, "line "u8);
                return 1;
            default:
                return 0;
        }
    }

    /// <summary>A message of type `input` with the MessagePack array [number, x, y].</summary>
    public override void Input(LoadPlayer client, long sequence, double x, double y)
    {
        var to = Begin("input"u8, out var length);
        to[length++] = 0x93;
        to[length++] = 0xce;
        BinaryPrimitives.WriteUInt32BigEndian(to[length..], (uint)sequence);
        to[length + 4] = 0xcb;
        BinaryPrimitives.WriteDoubleBigEndian(to[(length + 5)..], x);
        to[length + 13] = 0xcb;
        BinaryPrimitives.WriteDoubleBigEndian(to[(length + 14)..], y);
        client.Connection.Send(Frames.Binary, length + 22);
    }

    public override void Say(LoadPlayer client, long sequence)
    {
        var to = Begin("line"u8, out var length);
        var text = Encoding.UTF8.GetBytes($"line {sequence} {Words}", to[(length + 2)..]);
        to[length] = 0xd9;
        to[length + 1] = (byte)text;
        client.Connection.Send(Frames.Binary, length + 2 + text);
    }

    private static Span<byte> Begin(ReadOnlySpan<byte> type, out int length)
    {
        var to = ClientConnection.Payload;
        to[0] = RoomData;
        to[1] = (byte)(0xa0 | type.Length);
        type.CopyTo(to[2..]);
        length = 2 + type.Length;
        return to;
    }

    private static void Walk(LoadPlayer client, ReadOnlySpan<byte> patch)
    {
        while (patch.Length > 1)
        {
            if (patch[0] == SwitchToStructure)
            {
                // The state itself has id 0 and its map of players 1.
                if (patch[1] <= 1)
                    return;
                var size = patch[1] switch { < 0x80 => 1, 0xcc => 2, 0xcd => 3, _ => 5 };
                patch = patch[Math.Min(patch.Length, 1 + size)..];
                continue;
            }
            // A field set for the first time (ADD) or again (REPLACE); other operations come with players who join or leave, and then nothing is measured.
            var field = patch[0] & 0x7f;
            if (field > AckField || patch.Length < 5)
                return;
            if (field < AckField)
            {
                patch = patch[3..];
                continue;
            }
            var sequence = BinaryPrimitives.ReadUInt32LittleEndian(patch[1..]);
            if (sequence / 10_000 == client.Prefix)
            {
                client.Answered(sequence);
                return;
            }
            patch = patch[5..];
        }
    }
}
