using System.Net;

namespace Actors.Datagrams;

internal interface IDatagramSocket
{
    /// <summary>Never waits. False: the datagram could not be sent now and is lost.</summary>
    bool TrySend(ReadOnlySpan<byte> datagram, SocketAddress to);
}

internal interface IDatagramReceiver
{
    /// <param name="from">Valid during the call only. A socket makes one call at a time.</param>
    void Received(IDatagramSocket socket, SocketAddress from, ReadOnlySpan<byte> datagram);
}
