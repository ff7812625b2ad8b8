using Actors.Rooms;
using Actors.Serialization;
using Actors.World;
using Akka.Actor;
using BenchmarkDotNet.Attributes;

namespace Actors.Bench.Micro.Serialization;

/// <summary>A gateway's message to a world node for fifty inputs: the serializer's share of the cost, at both ends.</summary>
[MemoryDiagnoser]
public class CommandBatchBenchmarks
{
    private const int Inputs = 50;
    private const int Rooms = 10;

    private ActorSystem _system = null!;
    private WorldSerializer _serializer = null!;
    private CommandBatch _batch = null!;
    private byte[] _bytes = [];
    private string _manifest = "";

    [GlobalSetup]
    public void Setup()
    {
        _system = ActorSystem.Create("bench", WorldSerialization.Config);
        _serializer = new WorldSerializer((ExtendedActorSystem)_system);
        var inputs = Enumerable.Range(0, Inputs).Select(static number => new RoomInputFor(
            new RoomId($"room-{number % Rooms}"),
            3,
            new ExecuteCommand(new PlayerId(1000 + number), new ConnectionId(0x1234_5678_9abc_def0, number), 1, 0, 0, new Move(Vector.FromAngle(number), 100 + number))));
        _batch = new CommandBatch(_system.ActorOf(Props.Empty, "gateway"), [.. inputs]);
        (_bytes, _manifest) = (_serializer.ToBinary(_batch), _serializer.Manifest(_batch));
        Console.WriteLine($"// {Inputs} inputs: {_bytes.Length} bytes");
    }

    [GlobalCleanup]
    public Task Cleanup() => _system.Terminate();

    [Benchmark]
    public byte[] Write() => _serializer.ToBinary(_batch);

    [Benchmark]
    public object Read() => _serializer.FromBinary(_bytes, _manifest);
}
