using Actors.World;

namespace Actors.Cluster.Tests.Engines;

/// <param name="Cluster">As the first gateway's node has it.</param>
/// <param name="Gateways">What each gateway's endpoint is told.</param>
public sealed record EngineUnderTest(ICluster Cluster, IReadOnlyList<ProbeEndpoint> Gateways, Action<double> Advance, Func<DateTimeOffset> Clock)
{
    public DateTimeOffset Now => Clock();
}

/// <summary>Keeps what a gateway is told.</summary>
public sealed class ProbeEndpoint : IGatewayEndpoint
{
    private readonly List<(long Connection, ConnectionMessage Message)> _told = [];

    public List<WorldMessage> World { get; } = [];

    public IReadOnlyList<ConnectionMessage> Told(long connection) => [.. _told.Where(told => told.Connection == connection).Select(static told => told.Message)];

    public void Deliver(long connection, ConnectionMessage message) => _told.Add((connection, message));

    public void Deliver(WorldMessage message) => World.Add(message);

    public IEnumerable<WorldMessage> Present() => [];

    public void GatewayGone(string node)
    {
        // Nobody here keeps a list of who is there.
    }

    public void LineLost(string node)
    {
        // Nobody here waits to be let in.
    }
}

internal sealed class ProbeWatcher : IRoomWatcher
{
    public List<RoomFrame> Frames { get; } = [];

    public int Losses { get; private set; }

    public void Frame(RoomFrame frame) => Frames.Add(frame);

    public void Lost() => Losses++;
}
