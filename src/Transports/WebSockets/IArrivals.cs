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
}
