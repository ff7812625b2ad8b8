using Actors.World;
using BenchmarkDotNet.Attributes;

namespace Actors.Bench.Micro.Rooms;

/// <summary>The rules alone: the cost of a room's tick when everybody in it walks.</summary>
[MemoryDiagnoser]
public class RoomBenchmarks
{
    private BusyRoom _room = null!;
    private BusyRoom _plaza = null!;

    [Params(25, 50)]
    public int Players { get; set; }

    [GlobalSetup]
    public void Setup() => (_room, _plaza) = (new BusyRoom(Players), new BusyRoom(Players, "content", "plaza"));

    [Benchmark(Baseline = true)]
    public void Tick() => _room.StepToAndFro();

    /// <summary>The sample world's busiest room: some fifty solid things, resource nodes, creatures.</summary>
    [Benchmark]
    public void Tick_in_the_plaza() => _plaza.StepToAndFro();

    [Benchmark]
    public void Tick_with_inputs() => _room.StepWithInputs();

    [Benchmark]
    public RoomFrame Tick_with_inputs_and_frame()
    {
        _room.StepWithInputs();
        return _room.View();
    }
}
