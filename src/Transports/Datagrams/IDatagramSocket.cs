using System.Net;

namespace Actors.Datagrams;

internal interface IDatagramSocket
{
    /// <summary>Never waits. False: it could not be sent now, and is lost.</summary>
    bool TrySend(ReadOnlySpan<byte> datagram, SocketAddress to);
}

internal interface IDatagramReceiver
{
    /// <param name="from">Valid during the call only. Of one socket, one call at a time.</param>
    void Received(IDatagramSocket socket, SocketAddress from, ReadOnlySpan<byte> datagram);
}
