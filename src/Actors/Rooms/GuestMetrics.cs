using System.Diagnostics.Metrics;
using Actors.Storage;

namespace Actors.Rooms;

/// <summary>What becomes of guests that have left.</summary>
internal sealed class GuestMetrics
{
    public static GuestMetrics Instance { get; } = new();

    private readonly Meter _meter = new("Actors.Guests");
    private readonly Counter<long> _names;
    private readonly Counter<long> _forgotten;
    private readonly Counter<long> _items;

    private GuestMetrics()
    {
        _names = _meter.CreateCounter<long>("actors.guests.names_freed", description: "Names of guests that had left for a while and owned nothing.");
        _forgotten = _meter.CreateCounter<long>("actors.guests.forgotten", description: "Guests that did not come back and were deleted.");
        _items = _meter.CreateCounter<long>("actors.guests.items", description: "Items of departed guests, by outcome: returned or gone.");
    }

    public void Swept(GuestsSwept swept)
    {
        _names.Add(swept.NamesFreed);
        _forgotten.Add(swept.Forgotten);
        _items.Add(swept.ItemsReturned, new KeyValuePair<string, object?>("to", "returned"));
        _items.Add(swept.ItemsGone, new KeyValuePair<string, object?>("to", "gone"));
    }
}
