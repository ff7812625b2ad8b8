using System.Net.Sockets;

namespace Actors.WebSockets.Sockets;

/// <summary>How a connection over a bare socket ends.</summary>
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
            // Broken already: the reader sees it
        }
    }

    /// <param name="reset">Drop what the other side has not taken yet.</param>
    public static void Close(this Socket socket, bool reset)
    {
        if (reset)
            socket.Close(timeout: 0);
        else
            socket.Dispose();
    }
}
