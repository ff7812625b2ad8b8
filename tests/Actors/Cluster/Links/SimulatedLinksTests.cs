using Actors.Cluster.Links;
using Actors.Runtime;
using Actors.TestKit;

namespace Actors.Tests.Cluster.Links;

public sealed class SimulatedLinksTests : LinksCompliance
{
    private readonly SimulationLoop _loop = new(seed: 5);
    private readonly SimulatedNetwork _network;
    private readonly List<string> _nodes = [];

    public SimulatedLinksTests() => _network = new SimulatedNetwork(_loop, 5);

    private protected override ILinks Create(string node)
    {
        _nodes.Add(node);
        return _network.AddNode(node, static () => false);
    }

    private protected override Task UntilAsync(Func<bool> holds)
    {
        for (var milliseconds = 0; !holds(); milliseconds++)
        {
            Assert.True(milliseconds < 60_000, "It did not come true within a minute.");
            _loop.Advance(TimeSpan.FromMilliseconds(1));
        }
        return Task.CompletedTask;
    }

    private protected override Task StepAsync()
    {
        _loop.Advance(TimeSpan.FromMilliseconds(0.1));
        return Task.CompletedTask;
    }

    private protected override Task UntilRefusedAsync(LinkEnd end)
    {
        _loop.Advance(TimeSpan.FromSeconds(5));
        return Task.CompletedTask;
    }

    private protected override Task PassGraceAsync(LinkEnd one, LinkEnd other)
    {
        _loop.Advance(TimeSpan.FromSeconds(5));
        return Task.CompletedTask;
    }

    private protected override void Stall(LinkEnd to)
    {
        foreach (var from in _nodes.Where(node => node != to.Name))
            _network.Cut(from, to.Name);
    }

    private protected override void Flow(LinkEnd to)
    {
        foreach (var from in _nodes.Where(node => node != to.Name))
            _network.Heal(from, to.Name);
    }

    private protected override void Cut(LinkEnd from, LinkEnd to, int afterBytes)
    {
        ITimer? timer = null;
        timer = _loop.Time.CreateTimer(
            _ =>
            {
                timer?.Dispose();
                _network.Break(from.Name, to.Name);
            },
            null,
            TimeSpan.FromMicroseconds(10 * afterBytes),
            Timeout.InfiniteTimeSpan);
    }
}
