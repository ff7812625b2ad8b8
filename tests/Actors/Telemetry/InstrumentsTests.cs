using System.Diagnostics.Metrics;
using Actors.TestKit;
using Actors.Tests.Rooms;

namespace Actors.Tests.Telemetry;

[Collection(nameof(AloneOnTheMachine))]
public sealed class InstrumentsTests
{
    [Fact]
    public async Task Each_instrument_exists_once_however_many_ActorSystems_have_run()
    {
        List<string> published = [];
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, _) =>
        {
            if (instrument.Meter.Name.StartsWith("Actors.", StringComparison.Ordinal))
                published.Add(instrument.Name);
        };
        await using var node = new SimulatedNode(SampleWorld.Load());
        listener.Start();
        for (var again = 0; again < 3; again++)
        {
            node.Join(1, "hall", 1);
            node.Advance(1);
            node.EndSystem();
            node.BeginSystem();
        }
        Assert.Contains("actors.commit.duration", published);
        Assert.Equal(published.Distinct(), published);
    }
}
