namespace Actors.World;

/// <summary>A rule that never ends would stop its room for good, and its node's thread with it: what rules ask of the room is counted.</summary>
public sealed partial class RoomState
{
    /// <summary>How often the rules may ask something of the room in one input or one step.</summary>
    public const int MaxOperations = 1_000_000;

    private int _operations;

    /// <summary>Which rule runs; null: none.</summary>
    internal string? Running { get; private set; }

    internal void Begin(string rule) => (Running, _operations) = (rule, 0);

    internal void End() => Running = null;

    private void Spend()
    {
        if (++_operations > MaxOperations)
            throw new RulesException($"{Running ?? "A rule"} has asked the room {Id} more than {MaxOperations} times in tick {Tick}: it does not end.");
    }
}
