namespace Actors.WebSockets.Sockets;

/// <summary>
/// Whether a thread that has read everything pauses before it looks again. Inputs of many clients wait for a tick anyway, and waking for each
/// costs more than reading it. A single client in a dialogue is exempt: the pause would delay it and benefit nobody.
/// </summary>
internal sealed class Gathering(int batch)
{
    /// <summary>An event so soon after the thread has begun to wait means that the thread is busy.</summary>
    internal static readonly TimeSpan BusyWithin = TimeSpan.FromMilliseconds(1);

    /// <summary>With 500 players who walk, each millisecond up to the third saves some 5 % of the server's CPU time; the fourth saves nothing.</summary>
    internal const int PauseMilliseconds = 3;

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
