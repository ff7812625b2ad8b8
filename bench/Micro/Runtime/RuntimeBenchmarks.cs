using Actors.Runtime;
using BenchmarkDotNet.Attributes;

namespace Actors.Bench.Micro.Runtime;

/// <summary>Time and allocation of a message from one actor's turn to another's, on the production runtime.</summary>
[MemoryDiagnoser]
public class RuntimeBenchmarks
{
    private const int Messages = 100_000;

    private readonly SemaphoreSlim _done = new(0);
    private readonly object _message = new();
    private ThreadPoolRuntime _runtime = null!;
    private IActorRef<object> _self = null!;
    private IActorRef<object> _ping = null!;
    private IActorRef<object> _sink = null!;

    [GlobalSetup]
    public void Setup()
    {
        _runtime = new ThreadPoolRuntime();
        var wide = new ActorOptions { MailboxCapacity = 2 * Messages };
        _self = _runtime.Spawn("self", () => new Counting(Messages, _done, (self, message) => self.Tell(message)), wide);
        IActorRef<object> pong = null!;
        _ping = _runtime.Spawn("ping", () => new Counting(Messages / 2, _done, (_, message) => pong.Tell(message)), wide);
        pong = _runtime.Spawn("pong", () => new Counting(int.MaxValue, _done, (_, message) => _ping.Tell(message)), wide);
        _sink = _runtime.Spawn("sink", () => new Counting(Messages, _done, (_, _) => { }), wide);
    }

    [GlobalCleanup]
    public async Task Cleanup() => await _runtime.DisposeAsync();

    [Benchmark(Baseline = true, OperationsPerInvoke = Messages)]
    public Task Tell_itself()
    {
        _self.Tell(_message);
        return _done.WaitAsync();
    }

    [Benchmark(OperationsPerInvoke = Messages)]
    public Task Ping_pong()
    {
        _ping.Tell(_message);
        return _done.WaitAsync();
    }

    [Benchmark(OperationsPerInvoke = Messages)]
    public Task Fan_in_from_two_threads()
    {
        var other = Task.Run(Half);
        Half();
        return Task.WhenAll(other, _done.WaitAsync());
    }

    private void Half()
    {
        for (var i = 0; i < Messages / 2; i++)
            _sink.Tell(_message);
    }

    /// <summary>Says so each time it has received so many, and until then does what it does.</summary>
    private sealed class Counting(int count, SemaphoreSlim done, Action<IActorRef<object>, object> then) : Actor<object>
    {
        private int _received;

        protected internal override void Receive(object message)
        {
            if (++_received == count)
            {
                _received = 0;
                done.Release();
                return;
            }
            then(Context.Self, message);
        }
    }
}
