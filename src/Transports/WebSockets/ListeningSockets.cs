using System.Net;
using System.Net.Sockets;
using Actors.Channels;

namespace Actors.WebSockets;

/// <summary>Binds the addresses of <see cref="WebSocketListenerOptions.Address"/>.</summary>
internal static class ListeningSockets
{
    private const int TcpNotSentLowWater = 25; // linux/tcp.h

    /// <summary>At least one socket, listening. Throws <see cref="ListenException"/>.</summary>
    public static List<Socket> Bind(WebSocketListenerOptions options)
    {
        var sockets = new List<Socket>();
        var port = options.Port;
        foreach (var address in ListenAddress.Resolve(options.Address))
        {
            try
            {
                var socket = Bind(new IPEndPoint(address, port), options);
                sockets.Add(socket);
                port = ((IPEndPoint)socket.LocalEndPoint!).Port;
            }
            catch (SocketException) when (sockets.Count > 0 && options.Port == 0)
            {
                // The port is free on the first address only; the kernel chose it, so one address will do
            }
            catch (SocketException e) when (sockets.Count > 0 && e.SocketErrorCode == SocketError.AddressNotAvailable)
            {
                // The kernel knows IPv6 but has no ::1
            }
            catch (SocketException e)
            {
                sockets.ForEach(socket => socket.Dispose());
                throw new ListenException($"Cannot listen on {new IPEndPoint(address, port)} (options {nameof(options.Address)}, {nameof(options.Port)}): {ListenAddress.Explain(e)}.", e);
            }
        }
        return sockets;
    }

    private static Socket Bind(IPEndPoint endPoint, WebSocketListenerOptions options)
    {
        var socket = new Socket(endPoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            if (endPoint.Address.Equals(IPAddress.IPv6Any))
                socket.DualMode = true;
            socket.NoDelay = true;
            // Accepted sockets inherit it
            if (options.MaxUnsentBytes > 0 && OperatingSystem.IsLinux())
                socket.SetRawSocketOption((int)SocketOptionLevel.Tcp, TcpNotSentLowWater, BitConverter.GetBytes(options.MaxUnsentBytes));
            socket.Bind(endPoint);
            socket.Listen(options.Backlog);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
