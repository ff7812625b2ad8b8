namespace Actors.WebSockets;

/// <summary>
/// Told by a transport that has a thread of its own, on that thread, that it is about to hand up what has come, from one client or many,
/// and that it has handed up all of it.
/// </summary>
public interface IArrivals
{
    /// <summary>What has arrived together is about to be given out.</summary>
    void Begin();

    /// <summary>All that had arrived together is given out.</summary>
    void End();

    /// <summary>
    /// Set by the transport before the first <see cref="Begin"/>. To be called from another thread if <see cref="End"/> does not come back: the transport makes another receiver, and reads on with a
    /// thread for that. This one is called no more, and it must not come back from End before this action has.
    /// </summary>
    Action? ThreadLost { set; }
}
