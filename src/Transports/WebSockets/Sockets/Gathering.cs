namespace Actors.WebSockets.Sockets;

/// <summary>
/// Whether a thread that has read everything pauses for a millisecond before it looks again. Inputs of many clients wait for a tick anyway, and waking for each
/// costs more than reading it. A single client in a dialogue is exempt: the pause would delay it and benefit nobody.
/// </summary>
internal sealed class Gathering(int batch)
{
    /// <summary>An event so soon after the thread has begun to wait means that the thread is busy.</summary>
    internal static readonly TimeSpan BusyWithin = TimeSpan.FromMilliseconds(1);

    private int? _alone;

    /// <param name="waited">How long nothing came.</param>
    /// <param name="count">Events that have come then; a full batch may have left some out.</param>
    /// <param name="first">The descriptor of the first.</param>
    public bool Pauses(TimeSpan waited, int count, int first)
    {
        var isConversation = count == 1 && _alone == first;
        _alone = count == 1 ? first : null;
        return waited < BusyWithin && count < batch && !isConversation;
    }
}
