namespace Actors.World;

/// <summary>Counts what a rule asks of the room, because a rule that never ends would block its room for good, and its node's thread with it.</summary>
public sealed partial class RoomState
{
    /// <summary>How many operations on the room one rule may make before it ends.</summary>
    public const int MaxOperations = 1_000_000;

    private volatile string? _running;
    private int _operations;

    /// <summary>Which rule runs; null: none. May be read from any thread.</summary>
    internal string? Running => _running;

    /// <summary>The rule that began last, not counting those that another has called.</summary>
    internal string? LastRule { get; private set; }

    /// <summary>A rule begins. The operations of a rule that another one calls, a hook for instance, count for the caller.</summary>
    /// <returns>The rule that has called it, for <see cref="End"/>.</returns>
    internal string? Begin(string rule)
    {
        var outer = _running;
        if (outer is null)
            (LastRule, _operations) = (rule, 0);
        _running = rule;
        return outer;
    }

    /// <summary>The rule has ended. Not called for a rule that throws, so that its name can be reported.</summary>
    internal void End(string? outer = null) => _running = outer;

    private void Spend()
    {
        if (_running is { } rule && ++_operations > MaxOperations)
            throw new RulesException($"{rule} has asked the room {Id} more than {MaxOperations} times in tick {Tick}: it does not end.");
    }
}
