using Actors.Gateway.Dialects;
using Actors.World;

namespace Actors.Gateway.Views;

/// <summary>
/// Subscribers that have left the room before all events of their time in it were shown. They get those as the others do, and nothing that
/// happened later. Each counts as a subscriber until then.
/// </summary>
internal sealed class DepartedSubscribers
{
    private readonly Dictionary<IViewSubscriber, Owed> _owed = [];

    public bool Any => _owed.Count > 0;

    /// <param name="From">The number of the first event that it gets.</param>
    /// <param name="Until">The number of the first event that it does not get.</param>
    /// <param name="IsOld">It was here at the last <see cref="Expire"/>.</param>
    private readonly record struct Owed(IRoomEncoding Encoding, long From, long Until, bool IsOld = false);

    public void Add(IViewSubscriber subscriber, IRoomEncoding encoding, long from, long until) => _owed[subscriber] = new Owed(encoding, from, until);

    /// <returns>How many are owed nothing any more.</returns>
    public int Show(RoomFrame frame, RoomDefinition room)
    {
        if (_owed.Count == 0)
            return 0;
        var satisfied = 0;
        foreach (var (subscriber, owed) in _owed)
        {
            var since = RoomView.Since(owed.From, frame);
            var events = since.Events[..(int)Math.Clamp(owed.Until - since.FirstEvent, 0, since.Events.Length)];
            if (events.Length > 0)
                RoomView.ShowMissed(since with { Events = events }, owed.Encoding, room, subscriber);
            if (frame.NextEvent >= owed.Until)
                satisfied += Remove(subscriber);
        }
        return satisfied;
    }

    /// <returns>1 when it was one of these.</returns>
    public int Remove(IViewSubscriber subscriber) => _owed.Remove(subscriber) ? 1 : 0;

    /// <summary>Drops the subscribers that were here at the last call.</summary>
    /// <returns>Their number.</returns>
    public int Expire()
    {
        var forgotten = 0;
        foreach (var (subscriber, owed) in _owed.ToArray())
        {
            if (owed.IsOld)
                forgotten += Remove(subscriber);
            else
                _owed[subscriber] = owed with { IsOld = true };
        }
        return forgotten;
    }

    /// <returns>How many there were.</returns>
    public int Clear()
    {
        var count = _owed.Count;
        _owed.Clear();
        return count;
    }
}
