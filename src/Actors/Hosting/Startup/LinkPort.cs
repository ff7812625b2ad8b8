using System.Net;
using System.Net.Sockets;
using Actors.Clustering;

namespace Actors.Hosting.Startup;

/// <summary>Checks that the port between nodes is free, before there is an ActorSystem: Akka.Remote reports it as a failure of its own, in many lines.</summary>
internal static class LinkPort
{
    /// <exception cref="IOException">The port cannot be used; the message names the options.</exception>
    public static void Check(ClusterLinkOptions link)
    {
        if (link.Port == 0)
            return;
        var at = new IPEndPoint(IPAddress.Parse(link.Address), link.Port);
        using var listener = new TcpListener(at);
        try
        {
            listener.Start();
        }
        catch (SocketException cannot)
        {
            throw new IOException(
                $"Cannot listen on {at} for other nodes (Actors:Cluster:Link:Address, Actors:Cluster:Link:Port): {StartFailure.Explain(cannot)}. "
                + "Another port can be chosen with --Actors:Cluster:Link:Port=N, and all moved with --Actors:Ports:Offset=N.",
                cannot);
        }
    }
}
