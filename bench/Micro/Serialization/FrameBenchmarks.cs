using Actors.Bench.Micro.Rooms;
using Actors.Serialization.Frames;
using Actors.World;
using BenchmarkDotNet.Attributes;

namespace Actors.Bench.Micro.Serialization;

/// <summary>
/// A frame of one room in the stream from a world node to a gateway, with everybody in it walking: its changes since the previous frame, at both ends.
/// </summary>
[MemoryDiagnoser]
public class FrameBenchmarks
{
    private const int Frames = 256;
    private const int MaxBytes = 60_000;

    private readonly RoomFrame[] _frames = new RoomFrame[Frames];
    private readonly byte[][] _elements = new byte[Frames][];

    [Params(25, 100)]
    public int Players { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        var room = new BusyRoom(Players);
        for (var i = 0; i < Frames; i++)
        {
            room.StepWithInputs();
            _frames[i] = room.View();
        }
        Write();
        Console.WriteLine($"// {Players} players: the first frame {_elements[0].Length} bytes, each further one {_elements.Skip(1).Average(static element => element.Length):0} bytes");
    }

    [Benchmark(OperationsPerInvoke = Frames)]
    public int Write()
    {
        var writer = new FrameWriter();
        for (var i = 0; i < Frames; i++)
        {
            writer.TryAdd(1, _frames[i], MaxBytes);
            _elements[i] = writer.Take();
        }
        return writer.Rooms;
    }

    [Benchmark(OperationsPerInvoke = Frames)]
    public int Read()
    {
        var reader = new FrameReader();
        var read = 0;
        foreach (var element in _elements)
            read += reader.Read(element).Count;
        return read;
    }
}
