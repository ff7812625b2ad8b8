using Actors.Bench.Micro.Rooms;
using Actors.Channels;
using Actors.Codecs.MessagePack;
using Actors.Gateway.Dialects;
using Actors.Gateway.Dialects.Arena;
using Actors.Gateway.Dialects.Collector;
using Actors.Gateway.Dialects.Datagram;
using Actors.Gateway.Dialects.Mud;
using Actors.Gateway.Dialects.Native;
using Actors.Gateway.Dialects.Native.Writing;
using Actors.Gateway.Dialects.SocketIO;
using Actors.World;
using BenchmarkDotNet.Attributes;

namespace Actors.Bench.Micro.Gateway;

/// <summary>
/// Encodes one frame of a room, which is done once for all its viewers, in each dialect that shows a state; in the native protocol, its changes.
/// </summary>
[MemoryDiagnoser]
public class EncoderBenchmarks
{
    private readonly EncodedFrame _into = new();
    // Used in turn: a frame that looks like the previous one is not encoded at all, and deltas continue from the previous one.
    private readonly RoomFrame[] _frames = new RoomFrame[256];
    private int _next;
    private IRoomEncoder _encoder = null!;

    [Params(25, 100)]
    public int Players { get; set; }

    [Params("arena", "collector", "mud", "socketio", "datagram", "native-json", "native-msgpack")]
    public string Dialect { get; set; } = "";

    [GlobalSetup]
    public void Setup()
    {
        var room = new BusyRoom(Players);
        for (var i = 0; i < _frames.Length; i++)
        {
            room.StepWithInputs();
            _frames[i] = room.View();
        }
        _encoder = EncodingOf(room).For(room.Room.Id, room.Room.Definition);
        if (Encode() is null)
            throw new InvalidOperationException($"{Dialect} shows no state.");
    }

    [Benchmark]
    public EncodedMessage? Encode()
    {
        _into.Clear();
        _encoder.Encode(_frames[_next++ % _frames.Length], _into);
        return _encoder.States is { } states ? states.Since(states.Newest - 1, default) : _into.State;
    }

    private IRoomEncoding EncodingOf(BusyRoom room)
    {
        if (Dialect.StartsWith("native", StringComparison.Ordinal))
        {
            var format = Dialect == "native-json" ? NativeFormat.Json : NativeFormat.MessagePack;
            return new NativeEncodings(new NativeMessages(room.World, TimeProvider.System, format), new AreaOptions()).Deltas;
        }
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
        return session.Encoding;
    }
}
