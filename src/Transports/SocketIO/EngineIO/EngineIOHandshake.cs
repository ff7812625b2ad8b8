using System.Net;

namespace Actors.SocketIO.EngineIO;

/// <summary>The part of a session's first request that is kept.</summary>
/// <param name="RemoteEndPoint">The address that the request came from; a proxy's, where there is one and it is not unwrapped.</param>
/// <param name="QueryString">With its question mark, as it came.</param>
/// <param name="Headers">Those of <see cref="EngineIOOptions.HandshakeHeaders"/> that it had.</param>
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
