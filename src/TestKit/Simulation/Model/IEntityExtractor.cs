using Akka.Actor;

namespace Actors.TestKit.Simulation.Model;

/// <summary>What a region must know of its messages and entities.</summary>
public interface IEntityExtractor
{
    /// <summary>The entity that a message is for; null if it is for none.</summary>
    string? EntityId(object message);

    /// <summary>What the entity receives of it.</summary>
    object EntityMessage(object message);

    /// <summary>The entity's home among the members, as the allocation strategy would have it; null when none of them can be.</summary>
    string? HomeOf(string entityId, IReadOnlyList<string> members);

    /// <summary>How the entity is started on a node.</summary>
    Props Props(string node, string entityId);

    /// <summary>The message that makes an entity hand over.</summary>
    object StopMessage { get; }
}

/// <summary>The worst that a region may do, each as a share of the cases.</summary>
public sealed record RegionFaults
{
    /// <summary>A region without faults.</summary>
    public static readonly RegionFaults None = new();

    /// <summary>Messages that come while an entity hands over, and are dropped silently (akka.net#8501).</summary>
    public double DropsInHandOff { get; init; }

    /// <summary>Changes of home after which the entity is started in its new home while the old one still runs it.</summary>
    public double Overlaps { get; init; }

    /// <summary>Messages that take longer, and by how much at most; they may be overtaken.</summary>
    public double Late { get; init; }

    /// <summary>The most that a late message takes longer.</summary>
    public TimeSpan LateBy { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>How long nodes may differ, at most, in who they take for a member.</summary>
    public TimeSpan ViewsDifferBy { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary>After this an entity that does not stop is stopped by force.</summary>
    public TimeSpan HandOffTimeout { get; init; } = TimeSpan.FromSeconds(6);
}
