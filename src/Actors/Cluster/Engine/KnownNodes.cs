using Actors.Storage;

namespace Actors.Cluster.Engine;

/// <summary>For how many readings of the table each member has been there: a node that has just come is not yet known to all, and has no lines to the gateways.</summary>
internal sealed class KnownNodes
{
    private const int SettledReadings = 4;

    private readonly Dictionary<long, int> _readings = [];

    /// <summary>Once for each reading.</summary>
    public void Read(IReadOnlyList<Member> live)
    {
        foreach (var gone in _readings.Keys.Where(incarnation => live.All(member => member.Incarnation != incarnation)).ToArray())
            _readings.Remove(gone);
        foreach (var member in live)
            _readings[member.Incarnation] = _readings.GetValueOrDefault(member.Incarnation) + 1;
    }

    /// <summary>Whether rooms may go to it: it is known well enough to go on with them at once.</summary>
    public bool IsSettled(Member member) => _readings.GetValueOrDefault(member.Incarnation) >= SettledReadings;
}
