namespace Actors.World;

/// <summary>A rule that never ends would stop its room for good, and its node's thread with it: what a rule asks of the room is counted.</summary>
public sealed partial class RoomState
{
    /// <summary>How often one rule may ask something of the room before it ends.</summary>
    public const int MaxOperations = 1_000_000;

    private volatile string? _running;
    private int _operations;

    /// <summary>Which rule runs; null: none. May be read from any thread.</summary>
    internal string? Running => _running;

    /// <summary>The one that has begun last, of those that no other has called.</summary>
    internal string? LastRule { get; private set; }

    /// <summary>A rule begins. What one does that another has called, a hook for instance, counts for the one that began.</summary>
    /// <returns>The rule that has called it, for <see cref="End"/>.</returns>
    internal string? Begin(string rule)
    {
        var outer = _running;
        if (outer is null)
            (LastRule, _operations) = (rule, 0);
        _running = rule;
        return outer;
    }

    /// <summary>The rule has ended. One that throws does not: so its name can be told.</summary>
    internal void End(string? outer = null) => _running = outer;

    private void Spend()
    {
        if (_running is { } rule && ++_operations > MaxOperations)
            throw new RulesException($"{rule} has asked the room {Id} more than {MaxOperations} times in tick {Tick}: it does not end.");
    }
}
