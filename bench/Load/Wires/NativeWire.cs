using Actors.Bench.Load.Measuring;
using Actors.Bench.Load.Sockets;

namespace Actors.Bench.Load.Wires;

/// <summary>
/// Our native protocol in MessagePack, with deltas. A probe learns from a keyframe, by the number of its own input, which row of the players it is, and then
/// looks up that row in each delta; while players join and leave it requests a keyframe again.
/// </summary>
internal sealed class NativeWire(WorkKind work) : Wire(work)
{
    private const int Keyframe = 1, Delta = 2, PlayersSection = 1, NewPlayers = 2, GonePlayers = 3;
    private const int InputBit = 1;

    // Values of a changed player after its bits, by bit: input, velocity, place, facing, health, score, resources.
    private static readonly int[] Values = [1, 2, 2, 1, 1, 1, 4];

    private readonly PackText _pack = new();

    public override string Subprotocol => "actors.v1.msgpack";

    public override ValueTask<string> TargetAsync(int port, string room) => new("/");

    public override void Opened(LoadPlayer client)
    {
        client.Kept = new Row();
        _pack.Clear();
        _pack.Map(client.Room.Length > 0 ? 4 : 3).Text("type").Text("hello").Text("version").Number(1);
        if (client.Room.Length > 0)
            _pack.Text("room").Text(Work == WorkKind.Idle ? "hall" : client.Room);
        _pack.Text("wishes").Map(1).Text(Work == WorkKind.Area ? "area" : "deltas").True();
        client.Connection.Send(Frames.Binary, _pack.Written);
    }

    public override int Hear(LoadPlayer client, ReadOnlySpan<byte> payload)
    {
        // States are arrays, all others are maps.
        if (payload[0] is >= 0x80 and <= 0x8f)
        {
            client.IsReady |= payload.IndexOf("resume"u8) >= 0;
            return 0;
        }
        client.IsReady = true;
        if (client.IsProbe)
            Find(client, (Row)client.Kept!, payload);
        return Work is WorkKind.States or WorkKind.Area ? 1 : 0;
    }

    public override void Input(LoadPlayer client, long sequence, double x, double y)
    {
        _pack.Clear();
        _pack.Map(4).Text("type").Text("input").Text("seq").Number((uint)sequence).Text("x").Double(x).Text("y").Double(y);
        client.Connection.Send(Frames.Binary, _pack.Written);
    }

    public override void Say(LoadPlayer client, long sequence) => throw new NotSupportedException();

    /// <summary>Its row may have changed.</summary>
    public override void Settled(LoadPlayer client)
    {
        if (!client.IsProbe)
            return;
        _pack.Clear();
        _pack.Map(1).Text("type").Text("resync");
        client.Connection.Send(Frames.Binary, _pack.Written);
    }

    private static void Find(LoadPlayer client, Row row, ReadOnlySpan<byte> payload)
    {
        var cursor = new PackCursor(payload);
        cursor.Enter();
        switch (cursor.Number())
        {
            case Keyframe:
                cursor.Skip(5);
                Find(client, row, ref cursor);
                break;
            case Delta when row.Index >= 0:
                cursor.Skip(5);
                Change(client, row, ref cursor);
                break;
        }
    }

    private static void Find(LoadPlayer client, Row row, ref PackCursor cursor)
    {
        row.Index = -1;
        var players = cursor.Enter();
        for (var i = 0; i < players; i++)
        {
            var columns = cursor.Enter();
            cursor.Skip(columns - 1);
            var newest = cursor.Number();
            if (newest / 10_000 != client.Prefix)
                continue;
            (row.Index, row.Newest) = (i, newest);
            client.Answered(newest);
            return;
        }
    }

    private static void Change(LoadPlayer client, Row row, ref PackCursor cursor)
    {
        for (var sections = cursor.Enter(); sections > 0; sections--)
        {
            var section = cursor.Number();
            if (section is NewPlayers or GonePlayers)
            {
                row.Index = -1;
                return;
            }
            if (section != PlayersSection)
            {
                cursor.Skip(1);
                continue;
            }
            var index = -1;
            for (var left = cursor.Enter(); left > 0;)
            {
                index += 1 + (int)cursor.Number();
                var bits = (int)cursor.Number();
                var values = 0;
                for (var bit = 0; bit < Values.Length; bit++)
                    values += ((bits >> bit) & 1) * Values[bit];
                left -= 2 + values;
                if (index == row.Index && (bits & InputBit) != 0)
                {
                    row.Newest += cursor.Number();
                    client.Answered(row.Newest);
                    values--;
                }
                cursor.Skip(values);
            }
        }
    }

    private sealed class Row
    {
        public int Index { get; set; } = -1;

        public long Newest { get; set; }
    }
}
