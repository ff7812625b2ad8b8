using Actors.Gateway.Dialects;
using Actors.World;

namespace Actors.Gateway.Views;

/// <summary>
/// The room is defined otherwise while clients look at it. Each is shown no more of it until its connection has told it so, which is the connection's to do; then it is shown the room anew, with
/// the events since.
/// </summary>
internal sealed partial class RoomView
{
    /// <summary>Subscribers that are about to be told, with the first event that each has not been shown.</summary>
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
        // It has been told twice, of two contents one soon after the other.
        else if (_subscribers.TryGetValue(subscriber, out var group))
            ShowKeyframe(subscriber, group);
    }

    /// <summary>
    /// A frame as it fits the definition. The node of the room may have other content than this one for a moment, and the nodes of a frame are counted as in its definition: as many as there are
    /// here, the rest used up, until both have the same.
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
