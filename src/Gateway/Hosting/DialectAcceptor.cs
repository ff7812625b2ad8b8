using System.Net;
using Actors.Gateway.Connections;
using Actors.Gateway.Dialects;
using Actors.Gateway.Dialects.Native;
using Actors.Gateway.Dialects.Packets;
using Actors.Gateway.Identity;
using Actors.Gateway.Transports.WebSockets;

namespace Actors.Gateway.Hosting;

/// <summary>Chooses a client's dialect: by the first subprotocol that it offers and that is known, else by its path, else the listener's own.</summary>
internal sealed class DialectAcceptor(
    ConnectionRegistry connections, IReadOnlyList<NativeDialect> natives, IDialect mud, IDialect packets, IDialect own, int maxConnections) : IWebSocketAcceptor
{
    private const string MudPath = "/ws/game/";

    public WebSocketDecision Decide(WebSocketRequest request)
    {
        if (connections.Count >= maxConnections)
            return WebSocketDecision.Refuse(HttpStatusCode.ServiceUnavailable, "The server is full; try again later.");
        foreach (var offered in request.Subprotocols)
        {
            if (natives.FirstOrDefault(native => native.Format.Subprotocol == offered) is { } native)
                return Accept(native, request, offered);
            if (offered == PacketsDialect.Subprotocol)
                return Accept(packets, request, offered);
        }
        return Accept(request.Path.StartsWith(MudPath, StringComparison.Ordinal) ? mud : own, request, null);
    }

    private WebSocketDecision Accept(IDialect dialect, WebSocketRequest request, string? subprotocol)
    {
        var query = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var name in (ReadOnlySpan<string>)["name", "room"])
        {
            if (request.Query[name] is { } value)
                query[name] = value;
        }
        if (TokenOffer.Of(request) is { } token)
            query["token"] = token;
        var connect = new ConnectRequest(request.Path, query, (request.RemoteEndPoint as IPEndPoint)?.Address.ToString());
        return WebSocketDecision.Accept(channel => connections.Open(dialect, channel, connect), subprotocol);
    }
}
