using Actors.Dispatch;
using Akka.Actor;
using BenchmarkDotNet.Attributes;

namespace Actors.Bench.Micro.Dispatch;

/// <summary>
/// The cost of a read batch of inputs, each for another connection's actor: its turns on the thread that read them, and on Akka's default dispatcher.
/// </summary>
[MemoryDiagnoser]
public class TellBenchmarks
{
    private const int Connections = 50;

    private readonly object _message = new();
    private readonly SemaphoreSlim _done = new(0);
    private readonly IActorRef[] _inline = new IActorRef[Connections];
    private readonly IActorRef[] _default = new IActorRef[Connections];
    private ActorSystem _system = null!;
    private ReadBatchScope _batch = null!;
    private int _received;

    [GlobalSetup]
    public void Setup()
    {
        _system = ActorSystem.Create("bench", DispatchConfig.Load());
        _batch = new ReadBatchScope(_system, TimeProvider.System);
        for (var i = 0; i < Connections; i++)
        {
            var props = Props.Create(() => new Counting(this));
            _inline[i] = _system.ActorOf(props.WithDispatcher(DispatchConfig.InlineDispatcher).WithMailbox(DispatchConfig.ConnectionMailbox));
            _default[i] = _system.ActorOf(props);
        }
        // An actor is started by a message, too
        Task.WaitAll([.. _inline.Concat(_default).Select(actor => actor.Ask(new Identify(1)))]);
    }

    [GlobalCleanup]
    public Task Cleanup() => _system.Terminate();

    [Benchmark(Baseline = true, OperationsPerInvoke = Connections)]
    public void Inline_dispatcher()
    {
        _batch.Begin();
        foreach (var actor in _inline)
            actor.Tell(_message, ActorRefs.NoSender);
        _batch.End();
        _done.Wait();
    }

    [Benchmark(OperationsPerInvoke = Connections)]
    public void Default_dispatcher()
    {
        foreach (var actor in _default)
            actor.Tell(_message, ActorRefs.NoSender);
        _done.Wait();
    }

    private sealed class Counting(TellBenchmarks owner) : UntypedActor
    {
        protected override void OnReceive(object message)
        {
            if (Interlocked.Increment(ref owner._received) % Connections == 0)
                owner._done.Release();
        }
    }
}
