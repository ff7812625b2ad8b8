using System.Net;
using Actors.Channels;

namespace Actors.Datagrams;

/// <summary>
/// The layer above the transport: makes the answer to a client that joins before anything is known about it, and accepts the clients that have acknowledged it.
/// </summary>
public interface IDatagramAcceptor
{
    /// <summary>One small packet of a <see cref="DatagramBundle"/>, the same for all. Its acknowledgement opens the session.</summary>
    EncodedMessage Greeting { get; }

    /// <summary>Called when an address has proved that it receives what it is sent. Null: no more clients are accepted.</summary>
    IChannelEvents? Accept(IClientChannel channel, IPEndPoint remote);
}
