using Actors.Runtime;

namespace Actors.TestKit;

/// <summary>
/// Stands where an actor would, and remembers what it is told. Each expectation runs the simulation as far as it needs, in
/// virtual time: it never waits, and its answer is the same every time.
/// </summary>
/// <example>
/// <code>
/// var simulation = new SimulationRuntime(seed: 1);
/// var probe = simulation.CreateProbe&lt;string&gt;();
/// simulation.Spawn("greeter", () => new Greeter(probe), ActorOptions.Default).Tell("Ann");
/// probe.Expect("Hello, Ann");
/// probe.ExpectNoMessage(during: TimeSpan.FromSeconds(1));
/// </code>
/// </example>
public sealed class TestProbe<TMessage> : IActorRef<TMessage>, IWatchable
{
    private readonly SimulationRuntime _simulation;
    private readonly StopSignal _stop = new();
    private readonly List<TMessage> _received = [];
    private int _taken;

    internal TestProbe(SimulationRuntime simulation, string name)
    {
        _simulation = simulation;
        Path = name;
    }

    public string Path { get; }

    /// <summary>False: refuses what it is told from now on, as a full mailbox would.</summary>
    public bool Accepts { get; set; } = true;

    /// <summary>All it was ever told, also what expectations have taken already.</summary>
    public IReadOnlyList<TMessage> Received => _received;

    public bool Tell(TMessage message)
    {
        if (!Accepts || _stop.Reason is not null)
            return false;
        _received.Add(message);
        return true;
    }

    /// <summary>Ends as an actor would: who watches it is told, and it takes no more messages.</summary>
    public void Stop(StopReason? reason = null) => _stop.Raise(reason ?? StopReason.Requested);

    /// <summary>Takes the next message, which must be a <typeparamref name="T"/> and come within the time.</summary>
    /// <exception cref="ProbeException">None came, or another.</exception>
    public T ExpectMessage<T>(TimeSpan within = default)
        where T : TMessage
    {
        var message = Next(within, $"a {typeof(T).Name}");
        return message is T expected ? expected : throw Failed($"expected a {typeof(T).Name}, got {message}");
    }

    /// <summary>Takes the next message, which must equal this one and come within the time.</summary>
    /// <exception cref="ProbeException">None came, or another.</exception>
    public void Expect(TMessage expected, TimeSpan within = default)
    {
        var message = Next(within, $"{expected}");
        if (!EqualityComparer<TMessage>.Default.Equals(message, expected))
            throw Failed($"expected {expected}, got {message}");
    }

    /// <summary>Takes messages until one is a <typeparamref name="T"/>, which must come within the time.</summary>
    /// <exception cref="ProbeException">None came.</exception>
    public T SkipTo<T>(TimeSpan within = default)
        where T : TMessage
    {
        var until = _simulation.Loop.Elapsed + within;
        while (true)
        {
            if (Next(until - _simulation.Loop.Elapsed, $"a {typeof(T).Name}, sooner or later") is T expected)
                return expected;
        }
    }

    /// <summary>Takes the next messages, which must all come within the time.</summary>
    /// <exception cref="ProbeException">Fewer came.</exception>
    public IReadOnlyList<TMessage> ReceiveN(int count, TimeSpan within = default)
    {
        var until = _simulation.Loop.Elapsed + within;
        var messages = new List<TMessage>(count);
        while (messages.Count < count)
            messages.Add(Next(until - _simulation.Loop.Elapsed, $"{count} messages, of which {messages.Count} came"));
        return messages;
    }

    /// <summary>Runs for the time, in which nothing must come.</summary>
    /// <exception cref="ProbeException">Something came, or was there already.</exception>
    public void ExpectNoMessage(TimeSpan during = default)
    {
        _simulation.Advance(during);
        if (_taken < _received.Count)
            throw Failed($"expected nothing, got {_received[_taken]}");
    }

    void IWatchable.Subscribe(IStopObserver observer) => _stop.Subscribe(observer);

    void IWatchable.Unsubscribe(IStopObserver observer) => _stop.Unsubscribe(observer);

    private TMessage Next(TimeSpan within, string expected)
    {
        var loop = _simulation.Loop;
        var until = loop.Elapsed + within;
        loop.RunUntilIdle();
        while (_taken == _received.Count)
        {
            if (!loop.Step(until))
                throw Failed($"expected {expected} within {within}, got nothing");
        }
        return _received[_taken++];
    }

    private ProbeException Failed(string what) =>
        new($"{Path} (seed {_simulation.Loop.Seed}, at {_simulation.Loop.Elapsed}) {what}. Told so far: [{string.Join(", ", _received)}].");
}
