using System.Net;

namespace Actors.WebSockets.Handshakes;

/// <summary>Why a request does not become a WebSocket: a status, a text for people, and headers that the status requires.</summary>
internal sealed record Refusal(int Status, string Text, params (string Name, string Value)[] Headers)
{
    public static Refusal Malformed(string text) => new((int)HttpStatusCode.BadRequest, text);
}
