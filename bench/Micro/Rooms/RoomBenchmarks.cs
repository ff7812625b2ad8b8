using Actors.World;
using BenchmarkDotNet.Attributes;

namespace Actors.Bench.Micro.Rooms;

/// <summary>The rules alone: what a tick of a room costs when all in it walk.</summary>
[MemoryDiagnoser]
public class RoomBenchmarks
{
    private BusyRoom _room = null!;

    [Params(25, 100)]
    public int Players { get; set; }

    [GlobalSetup]
    public void Setup() => _room = new BusyRoom(Players);

    [Benchmark(Baseline = true)]
    public void Tick() => _room.Step();

    [Benchmark]
    public void Tick_with_inputs() => _room.StepWithInputs();

    [Benchmark]
    public RoomFrame Tick_with_inputs_and_frame()
    {
        _room.StepWithInputs();
        return _room.View();
    }
}
