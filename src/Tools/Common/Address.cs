using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Sockets;

namespace Actors.Tools.Common;

/// <summary>A server's address as a user types it.</summary>
internal static class Address
{
    /// <param name="text">Gets the given scheme if it has none.</param>
    /// <param name="scheme">This one, or its variant with TLS, is accepted.</param>
    public static bool TryParseUrl(string text, string scheme, [NotNullWhen(true)] out Uri? url) =>
        Uri.TryCreate(text.Contains("://", StringComparison.Ordinal) ? text : $"{scheme}://{text}", UriKind.Absolute, out url) && (url.Scheme == scheme || url.Scheme == $"{scheme}s");

    /// <param name="text">`host:port`, `[::1]:port`, or `port` alone, which means loopback.</param>
    public static bool TryParse(string text, out IPEndPoint endpoint, out string problem)
    {
        endpoint = new IPEndPoint(IPAddress.Loopback, 0);
        problem = $"'{text}' is not [host:]port";
        var colon = text.LastIndexOf(':');
        if (!ushort.TryParse(text.AsSpan(colon + 1), out var port))
            return false;
        var host = colon <= 0 ? "" : text[..colon].Trim('[', ']');
        if (host is "" or "localhost")
        {
            endpoint.Port = port;
            return true;
        }
        if (IPAddress.TryParse(host, out var address))
        {
            endpoint = new IPEndPoint(address, port);
            return true;
        }
        try
        {
            var found = Dns.GetHostAddresses(host);
            endpoint = new IPEndPoint(found.FirstOrDefault(a => a.AddressFamily == AddressFamily.InterNetwork) ?? found[0], port);
            return true;
        }
        catch (Exception unknown) when (unknown is SocketException or ArgumentException or IndexOutOfRangeException)
        {
            problem = $"'{host}' is not a host that can be found";
            return false;
        }
    }
}
