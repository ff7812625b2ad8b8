using System.Globalization;
using Akka.Actor;

namespace Actors.Hosts.Simulations.Scale;

/// <summary>Counts messages between nodes by kind: a message in an envelope of the region counts as what it is.</summary>
internal sealed class ScaleTally
{
    private readonly Dictionary<Type, long> _counts = [];

    public long Inputs { get; set; }

    public object Count(object message)
    {
        var inner = message;
        while (true)
        {
            if (inner is IWrappedMessage wrapped)
                inner = wrapped.Message;
            else if (inner is Rooms.RoomEnvelope room)
                inner = room.Message;
            else if (inner is PlayerDirectory.DirectoryEnvelope directory)
                inner = directory.Message;
            else
                break;
        }
        _counts[inner.GetType()] = _counts.GetValueOrDefault(inner.GetType()) + 1;
        return message;
    }

    public long Of<T>() => _counts.GetValueOrDefault(typeof(T));

    public long Total => _counts.Values.Sum();

    public void Clear()
    {
        _counts.Clear();
        Inputs = 0;
    }

    /// <summary>The counts for each of this many actions.</summary>
    public string Describe(double actions) => string.Join(", ", _counts
        .Where(count => count.Value / actions >= 0.005)
        .OrderBy(static count => count.Key.Name, StringComparer.Ordinal)
        .Select(count => string.Create(CultureInfo.InvariantCulture, $"{count.Key.Name} {count.Value / actions:F2}")));
}
