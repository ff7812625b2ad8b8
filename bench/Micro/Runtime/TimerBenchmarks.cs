using Actors.Runtime.Timers;
using BenchmarkDotNet.Attributes;

namespace Actors.Bench.Micro.Runtime;

/// <summary>Start and cancel one timer while many others run, as each connection does with its time-outs.</summary>
[MemoryDiagnoser]
public class TimerBenchmarks
{
    private readonly List<IDisposable> _others = [];
    private readonly TimingWheel _wheel = new(TimeProvider.System, TimeSpan.FromMilliseconds(5));

    [Params(0, 100_000)]
    public int Others { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        for (var i = 0; i < Others; i++)
        {
            var due = TimeSpan.FromMinutes(10) + TimeSpan.FromMilliseconds(i);
            var timer = _wheel.CreateTimer(static _ => { }, null);
            timer.Change(due, Timeout.InfiniteTimeSpan);
            _others.Add(timer);
            _others.Add(TimeProvider.System.CreateTimer(static _ => { }, null, due, Timeout.InfiniteTimeSpan));
        }
    }

    [GlobalCleanup]
    public void Cleanup() => _others.ForEach(timer => timer.Dispose());

    [Benchmark(Baseline = true)]
    public void System_timer() =>
        TimeProvider.System.CreateTimer(static _ => { }, null, TimeSpan.FromSeconds(30), Timeout.InfiniteTimeSpan).Dispose();

    [Benchmark]
    public void Timing_wheel()
    {
        var timer = _wheel.CreateTimer(static _ => { }, null);
        timer.Change(TimeSpan.FromSeconds(30), Timeout.InfiniteTimeSpan);
        timer.Dispose();
    }
}
