namespace Actors.WebSockets;

/// <summary>
/// Notified by a transport that has a thread of its own, on that thread, when it is about to pass up a batch of input, from one client or many, and when it has
/// passed up all of it.
/// </summary>
public interface IArrivals
{
    /// <summary>A batch of input is about to be passed up.</summary>
    void Begin();

    /// <summary>All input of the batch has been passed up.</summary>
    void End();

    /// <summary>
    /// Set by the transport before the first <see cref="Begin"/>. To be called from another thread if <see cref="End"/> does not return: the transport makes
    /// another receiver, and reads on with a thread for that. It no longer calls this one, which must not return from End before this action has.
    /// </summary>
    Action? ThreadLost { set; }
}
