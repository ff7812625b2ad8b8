using Actors.Gateway.Dialects;
using Actors.World;

namespace Actors.Gateway.Views;

/// <summary>
/// New content redefines the room while clients look at it. Each client is shown nothing more of it until its connection has notified it, which is the connection's job;
/// then it is shown the room anew, with the events since.
/// </summary>
internal sealed partial class RoomView
{
    /// <summary>Subscribers that have not been notified yet, with the first event that each has not been shown.</summary>
    private readonly Dictionary<IViewSubscriber, (IRoomEncoding? Encoding, long From)> _uninformed = [];

    private void Redefine(RoomDefinition definition)
    {
        foreach (var (subscriber, group) in _subscribers.ToArray())
        {
            var from = _fromEvents.GetValueOrDefault(subscriber, _nextEvent ?? 0);
            Remove(subscriber);
            _uninformed[subscriber] = (group.Encoding, from);
        }
        _definition = definition;
        if (_latest.Newest is { } newest)
            _latest.Newest = Fitting(newest);
        foreach (var subscriber in _uninformed.Keys)
            subscriber.RoomRedefined(_id);
    }

    private void ShowAgain(IViewSubscriber subscriber, IRoomEncoding encoding)
    {
        if (_uninformed.Remove(subscriber, out var known))
        {
            CatchUp(subscriber, encoding, known.From);
            Add(subscriber, encoding);
        }
        // It has been notified twice, of two reloads in quick succession.
        else if (_subscribers.TryGetValue(subscriber, out var group))
            ShowKeyframe(subscriber, group);
    }

    /// <summary>
    /// A frame that fits the definition. The room's node may have other content than this gateway for a moment, and then a frame has as many resource nodes as its own
    /// definition. It gets as many as there are here, with missing ones used up, until both have the same content.
    /// </summary>
    private RoomFrame Fitting(RoomFrame frame)
    {
        if (frame.Nodes.Length == _definition.Nodes.Count)
            return frame;
        var nodes = new int[_definition.Nodes.Count];
        Array.Copy(frame.Nodes, nodes, Math.Min(nodes.Length, frame.Nodes.Length));
        return frame with { Nodes = nodes };
    }
}
