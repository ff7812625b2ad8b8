using Akka.Dispatch;

namespace Actors.TestKit.Simulation;

/// <summary>What the loop knows of a node: whether it runs, what waits while it does not, and how its clock runs.</summary>
internal sealed class LoopNode(string name, ClockSkew skew)
{
    public string Name { get; } = name;
    public ulong Hash { get; } = Mixing.Of(name);
    public ClockSkew Skew { get; } = skew;
    public bool IsPaused { get; set; }
    public long? KilledAtTicks { get; set; }
    public bool IsKilled => KilledAtTicks is not null;
    public List<IRunnable> HeldTurns { get; } = [];
    public List<LoopTimer> HeldTimers { get; } = [];

    /// <summary>This node's clock when the loop's shows <paramref name="now"/>.</summary>
    public long Local(long now) => Skew.Rate == 1.0 ? now + Skew.Offset.Ticks : (long)(now * Skew.Rate) + Skew.Offset.Ticks;

    /// <summary>How long the loop waits while this node's clock advances by <paramref name="local"/>.</summary>
    public long Span(long local) => Skew.Rate == 1.0 ? local : (long)Math.Ceiling(local / Skew.Rate);
}

/// <summary>How far a node's clock is off and how fast it runs: 1.03 gains three seconds in a hundred.</summary>
public readonly record struct ClockSkew(double Rate, TimeSpan Offset)
{
    /// <summary>Right, and as fast as the loop's.</summary>
    public static readonly ClockSkew None = new(1.0, TimeSpan.Zero);
}

/// <summary>Something that the loop does at a time.</summary>
internal sealed class LoopTimer(LoopNode? node, Action fire)
{
    public LoopNode? Node { get; } = node;
    public bool IsCancelled { get; set; }
    public void Fire() => fire();
}

internal static class Mixing
{
    /// <summary>Spreads every bit of the input over all bits of the result (the finalizer of SplitMix64).</summary>
    public static ulong Mix(ulong x)
    {
        x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9;
        x = (x ^ (x >> 27)) * 0x94d049bb133111eb;
        return x ^ (x >> 31);
    }

    public static ulong Of(string text)
    {
        var hash = 14695981039346656037UL;
        foreach (var c in text)
            hash = (hash ^ c) * 1099511628211;
        return hash;
    }
}
