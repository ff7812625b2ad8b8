using System.Text.Json;

namespace Actors.SocketIO.EngineIO;

/// <summary>Why a request is rejected: the codes that the reference server answers with.</summary>
internal enum EngineIOError
{
    UnknownTransport = 0,
    UnknownSession = 1,
    BadHandshakeMethod = 2,
    BadRequest = 3,
    Forbidden = 4,
    UnsupportedVersion = 5,
}

internal static class EngineIOErrors
{
    public static string ToText(this EngineIOError error) => error switch
    {
        EngineIOError.UnknownTransport => "Transport unknown",
        EngineIOError.UnknownSession => "Session ID unknown",
        EngineIOError.BadHandshakeMethod => "Bad handshake method",
        EngineIOError.Forbidden => "Forbidden",
        EngineIOError.UnsupportedVersion => "Unsupported protocol version",
        _ => "Bad request",
    };

    /// <summary>Answers with 400 (403 if the request is forbidden) and <c>{"code":..,"message":".."}</c>.</summary>
    public static Task WriteAsync(HttpContext context, EngineIOError error) => WriteAsync(
        context, error == EngineIOError.Forbidden ? StatusCodes.Status403Forbidden : StatusCodes.Status400BadRequest, error, error.ToText());

    public static Task WriteAsync(HttpContext context, int status, EngineIOError error, string message)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(new { code = (int)error, message });
        context.Response.StatusCode = status;
        return EngineIOResponse.WriteAsync(context, "application/json", body);
    }
}
