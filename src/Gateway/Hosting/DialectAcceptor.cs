using System.Net;
using Actors.Gateway.Connections;
using Actors.Gateway.Dialects;
using Actors.Gateway.Dialects.Mud;
using Actors.Gateway.Dialects.Native;
using Actors.Gateway.Dialects.Packets;
using Actors.Gateway.Identity;
using Actors.WebSockets;
using Actors.World;

namespace Actors.Gateway.Hosting;

/// <summary>
/// Chooses a client's dialect: by the first subprotocol that it offers and that is known, else by its query, <c>?dialect=mud</c>, else by its path, else the listener's own.
/// </summary>
/// <param name="dialects">The dialects that a query can name.</param>
/// <param name="room">The room of new players that ask for no room; null: content decides for their dialect.</param>
internal sealed class DialectAcceptor(
    ConnectionRegistry connections, IReadOnlyList<NativeDialect> natives, IReadOnlyDictionary<string, IDialect> dialects, IDialect own, RoomId? room, int maxConnections) : IWebSocketAcceptor
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
                return Accept(dialects[PacketsDialect.Subprotocol], request, offered);
        }
        if (request.Query["dialect"] is { } named && dialects.TryGetValue(named, out var chosen))
            return Accept(chosen, request, null);
        return request.Path.StartsWith(MudPath, StringComparison.Ordinal) && own is not MudDialect
            ? Accept(dialects["mud"], request, null)
            : Accept(own, request, null, isNamed: false);
    }

    private WebSocketDecision Accept(IDialect dialect, WebSocketRequest request, string? subprotocol, bool isNamed = true)
    {
        var query = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var name in (ReadOnlySpan<string>)["name", "room"])
        {
            if (request.Query[name] is { } value)
                query[name] = value;
        }
        if (TokenOffer.Of(request) is { } token)
            query["token"] = token;
        var connect = new ConnectRequest(request.Path, query, (request.RemoteEndPoint as IPEndPoint)?.Address.ToString()) { NamesDialect = isNamed, DefaultRoom = room };
        return WebSocketDecision.Accept(channel => connections.Open(dialect, channel, connect), subprotocol);
    }
}
