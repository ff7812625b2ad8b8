using Actors.Channels;

namespace Actors.SocketIO.EngineIO;

internal static class EngineIOResponse
{
    public const string Text = "text/plain; charset=UTF-8";

    private static readonly byte[] OkBody = "ok"u8.ToArray();

    public static Task OkAsync(HttpContext context) => WriteAsync(context, Text, OkBody);

    /// <summary>For answers whose loss does no harm: if the client has disconnected, nothing is written and nothing thrown.</summary>
    public static async Task WriteAsync(HttpContext context, string contentType, ReadOnlyMemory<byte> body)
    {
        Head(context, contentType, body.Length);
        await context.Response.BodyWriter.WriteAsync(body, CancellationToken.None);
    }

    /// <summary>
    /// The packets as one payload, written once into the connection's own buffers. Not cancelled when the client disconnects meanwhile: a client that makes a
    /// connection for each request closes it as soon as it has the last byte, which may be before this has ended. A client that has not received all of it does
    /// not poll again, and the heartbeat finds that out.
    /// </summary>
    public static async Task WriteAsync(HttpContext context, IReadOnlyList<EncodedMessage> packets)
    {
        Head(context, Text, EngineIOPayload.Measure(packets));
        EngineIOPayload.Write(context.Response.BodyWriter, packets);
        await context.Response.BodyWriter.FlushAsync(CancellationToken.None);
    }

    private static void Head(HttpContext context, string contentType, long length)
    {
        context.Response.ContentType = contentType;
        context.Response.ContentLength = length;
        context.Response.Headers.CacheControl = "no-store";
    }
}
