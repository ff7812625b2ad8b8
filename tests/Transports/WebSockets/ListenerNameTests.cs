using System.Diagnostics.Metrics;
using Actors.Channels;
using Actors.WebSockets;
using Actors.WebSockets.Deflate;
using Actors.WebSockets.Framing;

namespace Actors.Transports.Tests.WebSockets;

/// <summary>Several listeners of a process have instruments of the same names: measurements that no tag distinguishes replace each other where they are collected.</summary>
public sealed class ListenerNameTests
{
    [Fact]
    public void A_named_listener_tags_every_measurement() => Assert.All(Measured("mud"), static measured => Assert.Equal("mud", measured.Listener));

    [Fact]
    public void An_unnamed_listener_adds_no_tag() => Assert.All(Measured(null), static measured => Assert.Null(measured.Listener));

    private static List<(string Instrument, object? Listener)> Measured(string? name)
    {
        List<(string Instrument, object? Listener)> measured = [];
        HashSet<string> instruments = [];
        using var metrics = new WebSocketMetrics(new PartialBudget(1000), name);
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, own) =>
        {
            if (instrument.Meter != metrics.Meter)
                return;
            instruments.Add(instrument.Name);
            own.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<long>((instrument, _, tags, _) =>
            measured.Add((instrument.Name, tags.ToArray().SingleOrDefault(static tag => tag.Key == "listener").Value)));
        listener.Start();
        var deflate = new DeflateMetrics(metrics.Meter, new PartialBudget(1000), metrics.Listener);
        metrics.Opened();
        metrics.Closed(CloseCode.Normal);
        metrics.Refused(503);
        metrics.AcceptFailed("TooManyOpenSockets");
        metrics.ReadFailed(CloseCode.ProtocolError);
        metrics.PingTimedOut();
        deflate.InflateRefused(InflateResult.TooBig);
        listener.RecordObservableInstruments();
        Assert.Equal(instruments.Order(), measured.Select(static each => each.Instrument).Distinct().Order());
        return measured;
    }
}
