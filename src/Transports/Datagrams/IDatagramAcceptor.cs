using System.Net;
using Actors.Channels;

namespace Actors.Datagrams;

/// <summary>Who sits on the transport: says what is sent to one who joins before anything is known of it, and takes those who have answered.</summary>
public interface IDatagramAcceptor
{
    /// <summary>One small packet of a <see cref="DatagramBundle"/>, the same for all. Its acknowledgement opens the session.</summary>
    EncodedMessage Greeting { get; }

    /// <summary>Called when an address has shown that it hears what it is sent. Null: no more are taken.</summary>
    IChannelEvents? Accept(IClientChannel channel, IPEndPoint remote);
}
