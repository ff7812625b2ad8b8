using System.Text.Json;

namespace Actors.SocketIO;

/// <summary>
/// The recovery request that a client sends by itself when it reconnects: the private id (<c>pid</c>) of its first connection, and the offset, which is the last
/// argument of the last event whose last argument was a string.
/// </summary>
/// <param name="Offset">Null: it has received no such event.</param>
public sealed record SocketIORecoveryRequest(string PrivateId, string? Offset)
{
    private const int MaxLength = 256;

    /// <summary>Null: the client asks for no recovery, or for an impossible one.</summary>
    internal static SocketIORecoveryRequest? Of(JsonElement auth) =>
        TextOf(auth, "pid"u8) is { Length: > 0 and <= MaxLength } id ? new SocketIORecoveryRequest(id, TextOf(auth, "offset"u8) is { Length: <= MaxLength } offset ? offset : null) : null;

    private static string? TextOf(JsonElement auth, ReadOnlySpan<byte> name) =>
        auth.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String && SocketIOJson.TryGetString(value, out var text) ? text : null;
}

/// <summary>A client that resumes.</summary>
/// <param name="SocketId">Its socket's previous public name; it gets it again, unless that socket is still connected.</param>
/// <param name="State">For the application: <see cref="SocketIOSocket.Recovered"/>.</param>
public sealed record SocketIORecovered(string SocketId, object State);
