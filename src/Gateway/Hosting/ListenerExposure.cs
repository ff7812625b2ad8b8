using System.Net;

namespace Actors.Gateway.Hosting;

/// <summary>Whoever reads a token on its way can use it. So no listener may be reachable from other machines in the clear, unless the options say that a proxy is in front of it.</summary>
internal static class ListenerExposure
{
    public static IEnumerable<string> Problems(ServerOptions options) => options.BehindProxy ? [] : Exposed(options);

    private static IEnumerable<string> Exposed(ServerOptions options)
    {
        if (!IsLoopback(options.Http.Address) && string.IsNullOrEmpty(options.Http.CertificatePath))
            yield return Problem("Http", options.Http.Address, "Http:CertificatePath");
        if (options.SocketIO.Enabled && !IsLoopback(options.SocketIO.Address))
            yield return $"Actors:SocketIO:Address is {options.SocketIO.Address}, which can be reached from other machines, and this listener has no TLS of its own. "
                + "Put a reverse proxy with TLS before it and say so (Actors:BehindProxy=true), or turn it off (Actors:SocketIO:Enabled=false).";
        if ((options.Datagram.Enabled || options.Datagram.EchoPort is not null) && !IsLoopback(options.Datagram.Address))
            yield return $"Actors:Datagram:Address is {options.Datagram.Address}, which can be reached from other machines, and UDP here has neither TLS nor a secret: who can read or forge its "
                + "packets can speak for its players. Say that this network is trusted (Actors:BehindProxy=true), or turn it off (Actors:Datagram:Enabled=false).";
        foreach (var (name, listener) in options.WebSockets)
        {
            if (!IsLoopback(listener.Address) && string.IsNullOrEmpty(listener.Limits.CertificatePath))
                yield return Problem($"WebSockets:{name}", listener.Address, $"WebSockets:{name}:Limits:CertificatePath");
        }
    }

    private static string Problem(string listener, string address, string certificate) =>
        $"Actors:{listener}:Address is {address}, which can be reached from other machines, without TLS. "
        + $"Give it a certificate (Actors:{certificate}), or say that a reverse proxy with TLS stands before it (Actors:BehindProxy=true).";

    private static bool IsLoopback(string address) =>
        address.Equals("localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(address, out var ip) && IPAddress.IsLoopback(ip));
}
