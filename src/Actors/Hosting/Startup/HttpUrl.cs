using System.Diagnostics.CodeAnalysis;
using System.Net;

namespace Actors.Hosting.Startup;

/// <summary>The URL of a node's web server.</summary>
public static class HttpUrl
{
    /// <returns>False when it is not an address: the web server would take it for a name, and listen on all addresses.</returns>
    public static bool TryMake(string scheme, string address, int port, [NotNullWhen(true)] out string? url, [NotNullWhen(false)] out string? problem)
    {
        (url, problem) = (null, null);
        var host = address switch
        {
            // The web server gives no free port to a name that stands for two addresses.
            "localhost" => port == 0 ? "127.0.0.1" : address,
            "*" => address,
            _ when IPAddress.TryParse(address, out var ip) => ip.AddressFamily == System.Net.Sockets.AddressFamily.InterNetworkV6 ? $"[{ip}]" : ip.ToString(),
            _ => null,
        };
        if (host is null)
            problem = $"Actors:Http:Address is \"{address}\"; it must be an IP address, \"localhost\", or \"*\" for all.";
        else
            url = $"{scheme}://{host}:{port}";
        return problem is null;
    }
}
