using System.Net;

namespace Actors.SocketIO.EngineIO;

/// <summary>The part of a session's first request that is stored.</summary>
/// <param name="RemoteEndPoint">The address that the request came from; a proxy's, if there is a proxy and its headers are not evaluated.</param>
/// <param name="QueryString">As it came, with its question mark.</param>
/// <param name="Headers">Those of <see cref="EngineIOOptions.HandshakeHeaders"/> that the request had.</param>
public sealed record EngineIOHandshake(EndPoint? RemoteEndPoint, string QueryString, IReadOnlyDictionary<string, string> Headers)
{
    internal static EngineIOHandshake From(HttpContext context, IList<string> headers)
    {
        var kept = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var name in headers)
        {
            if (context.Request.Headers.TryGetValue(name, out var value))
                kept[name] = value.ToString();
        }
        var connection = context.Connection;
        var remote = connection.RemoteIpAddress is { } address ? new IPEndPoint(address, connection.RemotePort) : null;
        return new(remote, context.Request.QueryString.ToString(), kept);
    }
}
