using System.Net.Sockets;

namespace Actors.WebSockets.Sockets;

/// <summary>How a connection over a plain socket ends.</summary>
internal static class SocketEnds
{
    public static void ShutdownSend(this Socket socket)
    {
        try
        {
            socket.Shutdown(SocketShutdown.Send);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // Already broken: the reader notices it
        }
    }

    /// <param name="reset">Whether to drop what the other side has not received yet.</param>
    public static void Close(this Socket socket, bool reset)
    {
        if (reset)
            socket.Close(timeout: 0);
        else
            socket.Dispose();
    }
}
