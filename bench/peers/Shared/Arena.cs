namespace Actors.Bench.Peers;

/// <summary>One room of the game that every peer serves: its players walk at 5 units a second within +-50 on both axes.</summary>
/// <typeparam name="TMember">The receiver of a state.</typeparam>
internal sealed class Arena<TMember>(string name)
    where TMember : notnull
{
    private readonly Dictionary<TMember, Body> _bodies = [];
    private int _lastId;

    public string Name => name;

    public Lock Gate { get; } = new();

    public IReadOnlyDictionary<TMember, Body> BodiesNeedsGate => _bodies;

    public Body Join(TMember member)
    {
        lock (Gate)
            return _bodies[member] = new Body(++_lastId);
    }

    public void Leave(TMember member)
    {
        lock (Gate)
            _bodies.Remove(member);
    }

    public void Input(Body body, long sequence, double x, double y)
    {
        lock (Gate)
            body.Input(sequence, x, y);
    }

    public void StepNeedsGate()
    {
        foreach (var body in _bodies.Values)
            body.Step(ArenaTick.Seconds);
    }
}
