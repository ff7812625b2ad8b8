using System.Diagnostics.Metrics;

namespace Actors.Hosts.Simulations.Scale;

/// <summary>What the server's own metric counts of messages to other nodes, by kind: nothing in the server is changed to be counted.</summary>
internal sealed class MessageMeter : IDisposable
{
    private readonly MeterListener _listener = new();
    private readonly Dictionary<string, long> _sent = [];

    public MessageMeter()
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            // The server counts only when somebody listens to the bytes.
            if (instrument.Name is "actors.remoting.messages" or "actors.remoting.bytes")
                listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<long>((instrument, count, tags, _) => Count(instrument.Name, count, tags));
        _listener.Start();
    }

    /// <summary>The counts since the last call.</summary>
    public Dictionary<string, long> Take()
    {
        var sent = new Dictionary<string, long>(_sent);
        _sent.Clear();
        return sent;
    }

    public void Dispose() => _listener.Dispose();

    private void Count(string instrument, long count, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        if (instrument != "actors.remoting.messages")
            return;
        string? kind = null;
        var isSent = false;
        foreach (var (key, value) in tags)
        {
            if (key == "message")
                kind = (string)value!;
            else if (key == "direction")
                isSent = value is "sent";
        }
        if (isSent && kind is not null)
            _sent[kind] = _sent.GetValueOrDefault(kind) + count;
    }
}
