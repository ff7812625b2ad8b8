using System.Diagnostics.Metrics;

namespace Actors.Rooms.Recording;

internal sealed class RecordingMetrics
{
    public static RecordingMetrics Instance { get; } = new();

    private readonly UpDownCounter<long> _open;
    private readonly Counter<long> _bytes;
    private readonly Counter<long> _cut;

    private RecordingMetrics()
    {
        var meter = new Meter("Actors.Rooms");
        _open = meter.CreateUpDownCounter<long>("actors.recordings.open", description: "Rooms of this node that are being recorded.");
        _bytes = meter.CreateCounter<long>("actors.recordings.bytes", "By", "Bytes of recordings given to the disk.");
        _cut = meter.CreateCounter<long>("actors.recordings.cut", description: "Recordings that ended before their room did, by cause: full, slow or disk.");
    }

    public void Begun() => _open.Add(1);

    public void Wrote(int bytes) => _bytes.Add(bytes);

    public void Ended(RecordingEnd end)
    {
        _open.Add(-1);
        if (end.Cause is { } cause)
            _cut.Add(1, new KeyValuePair<string, object?>("cause", cause));
    }
}
