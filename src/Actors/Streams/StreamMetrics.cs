using System.Diagnostics.Metrics;

namespace Actors.Streams;

/// <summary>Metrics of the frame streams between nodes.</summary>
internal sealed class StreamMetrics
{
    public static StreamMetrics Instance { get; } = new();

    private readonly Meter _meter = new("Actors.Streams");
    private readonly UpDownCounter<long> _outlets;
    private readonly UpDownCounter<long> _inlets;
    private readonly Counter<long> _elements;
    private readonly Counter<long> _bytes;
    private readonly Counter<long> _superseded;
    private readonly Counter<long> _eventsDropped;
    private readonly Counter<long> _stalls;
    private readonly Counter<long> _stale;
    private readonly Counter<long> _garbled;
    private readonly Counter<long> _silent;
    private readonly Counter<long> _batches;
    private readonly Histogram<int> _batchSize;

    private StreamMetrics()
    {
        _outlets = _meter.CreateUpDownCounter<long>("actors.streams.outlets", description: "Streams of frames from this node to gateways.");
        _inlets = _meter.CreateUpDownCounter<long>("actors.streams.inlets", description: "Streams of frames from world nodes to this gateway.");
        _elements = _meter.CreateCounter<long>("actors.streams.elements", description: "Elements of frames sent.");
        _bytes = _meter.CreateCounter<long>("actors.streams.bytes", "By", "Bytes of them.");
        _superseded = _meter.CreateCounter<long>("actors.streams.superseded", description: "Frames superseded by a newer one of their room, because the gateway was slow.");
        _eventsDropped = _meter.CreateCounter<long>("actors.streams.events_dropped", description: "Events dropped because a slow gateway exceeded the buffer.");
        _stalls = _meter.CreateCounter<long>("actors.streams.stalls", description: "Ticks at whose end the gateway was not ready for an element.");
        _stale = _meter.CreateCounter<long>("actors.streams.stale", description: "Elements that came too late for their states to be shown.");
        _garbled = _meter.CreateCounter<long>("actors.streams.garbled", description: "Streams that were ended because an element could not be read.");
        _silent = _meter.CreateCounter<long>("actors.streams.silent", description: "Streams that were ended because nothing had come for too long.");
        _batches = _meter.CreateCounter<long>("actors.streams.input_batches", description: "Batches of inputs and commands sent to world nodes.");
        _batchSize = _meter.CreateHistogram<int>("actors.streams.input_batch_size", description: "Inputs and commands in one batch.");
    }

    public void OutletsChanged(int by) => _outlets.Add(by);

    public void InletsChanged(int by) => _inlets.Add(by);

    public void Sent(int bytes)
    {
        _elements.Add(1);
        _bytes.Add(bytes);
    }

    public void Superseded() => _superseded.Add(1);

    public void EventsDropped(int count) => _eventsDropped.Add(count);

    public void Stalled() => _stalls.Add(1);

    public void Stale() => _stale.Add(1);

    public void Garbled() => _garbled.Add(1);

    public void Silent() => _silent.Add(1);

    public void BatchSent(int inputs)
    {
        _batches.Add(1);
        if (_batchSize.Enabled)
            _batchSize.Record(inputs);
    }
}
