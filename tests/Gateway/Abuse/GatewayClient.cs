using System.Text.Json;
using Actors.Gateway.Tests.Dialects.Native;

namespace Actors.Gateway.Tests.Abuse;

/// <summary>A client of any dialect on a WebSocket: MessagePack is read as if it were JSON.</summary>
internal sealed class GatewayClient(WebSocketClient socket) : JsonClient(socket)
{
    /// <summary>The arguments of the next matching message of this code, of <c>packets</c>.</summary>
    public async Task<JsonElement> ExpectPacketAsync(string code, Func<JsonElement, bool>? fits = null) => (await UntilAsync(
        message => message.ValueKind == JsonValueKind.Array && message[0].GetString() == code && (fits?.Invoke(message[1]) ?? true)))[1];

    protected override JsonElement Read(WebSocketMessage message) =>
        message.IsText ? base.Read(message) : JsonSerializer.SerializeToElement(NativeNodes.Parse(message.Payload.Span, isText: false));
}
