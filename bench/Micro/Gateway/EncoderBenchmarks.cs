using Actors.Bench.Micro.Rooms;
using Actors.Gateway.Codecs.MessagePack;
using Actors.Gateway.Dialects;
using Actors.Gateway.Dialects.Arena;
using Actors.Gateway.Dialects.Collector;
using Actors.Gateway.Dialects.Datagram;
using Actors.Gateway.Dialects.Mud;
using Actors.Gateway.Dialects.SocketIO;
using Actors.Gateway.Transports;
using Actors.World;
using BenchmarkDotNet.Attributes;

namespace Actors.Bench.Micro.Gateway;

/// <summary>One frame of a room put into bytes, which is done once for all who see it, in each dialect that shows a state.</summary>
[MemoryDiagnoser]
public class EncoderBenchmarks
{
    private readonly EncodedFrame _into = new();
    // In turn: what looks the same as before is not encoded at all.
    private RoomFrame _frame = null!;
    private RoomFrame _other = null!;
    private IRoomEncoder _encoder = null!;

    [Params(25, 100)]
    public int Players { get; set; }

    [Params("arena", "collector", "mud", "socketio", "datagram")]
    public string Dialect { get; set; } = "";

    [GlobalSetup]
    public void Setup()
    {
        var room = new BusyRoom(Players);
        room.StepWithInputs();
        _frame = room.View();
        room.StepWithInputs();
        _other = room.View();
        IDialect dialect = Dialect switch
        {
            "arena" => new ArenaDialect(TimeProvider.System),
            "collector" => new CollectorDialect(room.World),
            "mud" => new MudDialect(TimeProvider.System),
            "socketio" => new SocketIODialect(room.World, TimeProvider.System),
            _ => new DatagramDialect(TimeProvider.System, MessagePackFormat.Current),
        };
        var session = dialect.Open(System.Reflection.DispatchProxy.Create<IClient, Silent>(), new ConnectRequest("/", new Dictionary<string, string>(), null));
        if (Dialect == "mud")
            session.Received("{\"type\":\"subscribe\",\"stream\":\"state\"}"u8, isText: true);
        _encoder = session.Encoding.For(room.Room.Id, room.Room.Definition);
        if (Encode() is null)
            throw new InvalidOperationException($"{Dialect} shows no state.");
    }

    [Benchmark]
    public EncodedMessage? Encode()
    {
        _into.Clear();
        (_frame, _other) = (_other, _frame);
        _encoder.Encode(_frame, _into);
        return _into.State;
    }
}
