using System.Globalization;
using System.Net.WebSockets;
using System.Text;

namespace Actors.SocketIO.EngineIO;

/// <summary>
/// Clients of revision 3 of the protocol, which is not supported. They treat a 400 like no answer, and retry for ever without a message to their user. So they
/// get one in their own revision: the handshake opens a session, a message is sent, and the session is closed. No state is stored.
/// </summary>
public sealed partial class EngineIOServer
{
    private const string OldRevision = "3";

    /// <summary>The message for an old client; null: it is rejected like any other revision.</summary>
    internal string? MessageForOldClients { get; init; }

    private bool IsOldClient(HttpContext context) =>
        MessageForOldClients is not null && context.Request.Query["EIO"] == OldRevision && context.Request.Query["sid"].Count == 0
        && (context.WebSockets.IsWebSocketRequest || HttpMethods.IsGet(context.Request.Method)) && Options.AllowRequest?.Invoke(context) != false;

    private async Task TellOldClientAsync(HttpContext context)
    {
        Metrics.Refused(EngineIOError.UnsupportedVersion.ToText());
        string[] packets = [$$"""0{"sid":"{{Guid.NewGuid():N}}","upgrades":[],"pingInterval":25000,"pingTimeout":20000}""", $"4{MessageForOldClients}", "1"];
        try
        {
            if (context.WebSockets.IsWebSocketRequest)
                await TellByWebSocketAsync(context, packets);
            else
                await EngineIOResponse.WriteAsync(context, EngineIOResponse.Text, Payload(packets));
        }
        catch (Exception e) when (e is WebSocketException or IOException or OperationCanceledException)
        {
            // The client disconnected before the message was sent.
        }
    }

    private async Task TellByWebSocketAsync(HttpContext context, IEnumerable<string> packets)
    {
        using var socket = await AcceptAsync(context);
        using var patience = new CancellationTokenSource(Options.CloseTimeout, Time);
        foreach (var packet in packets)
            await socket.SendAsync(Encoding.UTF8.GetBytes(packet), WebSocketMessageType.Text, endOfMessage: true, patience.Token);
        await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, EngineIOError.UnsupportedVersion.ToText(), patience.Token);
    }

    /// <summary>That revision prefixes each packet with its number of characters.</summary>
    private static byte[] Payload(IEnumerable<string> packets) =>
        Encoding.UTF8.GetBytes(string.Concat(packets.Select(static packet => string.Create(CultureInfo.InvariantCulture, $"{packet.Length}:{packet}"))));
}
