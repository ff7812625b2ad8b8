namespace Actors.WebSockets;

/// <summary>
/// Told by a transport that has a thread of its own, on that thread, that it is about to hand up what has come, from one client or many,
/// and that it has handed up all of it.
/// </summary>
public interface IArrivals
{
    void Begin();

    void End();
}
