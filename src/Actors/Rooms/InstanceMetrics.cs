using System.Diagnostics.Metrics;
using Actors.Storage;
using Actors.World;

namespace Actors.Rooms;

/// <summary>Instances that the rooms of this process open and end.</summary>
internal sealed class InstanceMetrics
{
    public static InstanceMetrics Instance { get; } = new();

    private readonly Meter _meter = new("Actors.Instances");
    private readonly Counter<long> _opened;
    private readonly Counter<long> _ended;
    private readonly Counter<long> _swept;

    private InstanceMetrics()
    {
        _opened = _meter.CreateCounter<long>("actors.instances.opened", description: "Instances that rules have opened, by the set of rooms.");
        _ended = _meter.CreateCounter<long>("actors.instances.ended", description: "Instances that have ended, by the set of rooms.");
        _swept = _meter.CreateCounter<long>("actors.instances.swept", description: "Rooms of ended instances that were deleted from the store.");
    }

    public void Opened(InstanceRecord instance) => _opened.Add(1, new KeyValuePair<string, object?>("set", instance.Set));

    public void Ended(RoomInstance instance) => _ended.Add(1, new KeyValuePair<string, object?>("set", instance.Set));

    public void Swept(InstancesSwept swept) => _swept.Add(swept.Removed);
}
