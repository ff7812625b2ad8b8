using System.Buffers;
using System.Net.WebSockets;
using System.Text;
using Actors.Channels;
using Microsoft.AspNetCore.Http.Features;

namespace Actors.SocketIO.EngineIO;

public sealed partial class EngineIOServer
{
    private const int FirstBodyBytes = 4096;

    /// <summary>Opens a polling session. Its first answer is the open packet alone; what its handler sends comes with the next poll.</summary>
    private async Task OnHandshakeAsync(HttpContext context)
    {
        if (!TryOpen(context, null, out var session))
        {
            await RefuseFullAsync(context);
            return;
        }
        Start(session);
        var open = EngineIOPacket.Open(session.Id, Options.AllowUpgrades && Options.AllowWebSocket, Options);
        await TryWriteAsync(context, [open]);
    }

    private async Task OnPollAsync(HttpContext context, EngineIOSession session)
    {
        var poll = session.BeginPoll(out var error);
        if (poll is null)
        {
            await RefuseAsync(context, error);
            return;
        }
        PollAnswer answer;
        await using (context.RequestAborted.UnsafeRegister(
            static state => Gone(((EngineIOSession, PollRequest))state!), (session, poll)))
            answer = await poll.Answer;

        if (answer.Error is { } refused)
            await RefuseAsync(context, refused);
        else if (answer.Packets is { } packets)
            session.PollWritten(packets, await TryWriteAsync(context, packets));

        static void Gone((EngineIOSession Session, PollRequest Poll) gone) => gone.Session.PollGone(gone.Poll);
    }

    private async Task OnPostAsync(HttpContext context, EngineIOSession session)
    {
        // Revision 4 sends binary packets as base64 only: a body of bytes belongs to an older revision
        if (context.Request.ContentType == "application/octet-stream" || !session.TryBeginPost())
        {
            session.End(DisconnectReason.TransportError);
            await RefuseAsync(context, EngineIOError.BadRequest);
            return;
        }
        // The limit is ours, and may be higher than the web server's
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
            size.MaxRequestBodySize = null;
        byte[]? rented = null;
        try
        {
            (var outcome, rented, var length) = await ReadBodyAsync(context);
            switch (outcome)
            {
                case BodyOutcome.TooLarge:
                    Metrics.Refused("payload too large");
                    session.End(DisconnectReason.PayloadTooLarge);
                    context.Response.StatusCode = StatusCodes.Status413PayloadTooLarge;
                    break;
                case BodyOutcome.Broken:
                    session.End(DisconnectReason.TransportError);
                    context.Response.StatusCode = StatusCodes.Status400BadRequest;
                    break;
                default:
                    var received = await session.ReceivePayloadAsync(rented.AsMemory(0, length));
                    // Before the answer, since the client may send its next one as soon as it has this
                    session.EndPost();
                    await (received ? EngineIOResponse.OkAsync(context) : RefuseAsync(context, EngineIOError.BadRequest));
                    break;
            }
        }
        catch (Exception e) when (e is IOException or OperationCanceledException)
        {
            session.End(DisconnectReason.TransportError);
        }
        finally
        {
            if (rented is not null)
                ArrayPool<byte>.Shared.Return(rented);
        }
    }

    private async Task OnWebSocketAsync(HttpContext context, EngineIOSession? session)
    {
        if (session is null && (Count >= Options.MaxSessions || Volatile.Read(ref _stopping)))
        {
            await RefuseFullAsync(context);
            return;
        }
        using var webSocket = await AcceptAsync(context);
        var request = context.Features.GetRequiredFeature<IHttpRequestLifetimeFeature>();
        await using var transport = new WebSocketTransport(webSocket, request, Options, Time);
        if (session is null)
        {
            if (!TryOpen(context, transport, out session))
            {
                await transport.CloseOutputAsync(CloseCode.TryAgainLater, "full");
                return;
            }
            session.Send(EngineIOPacket.Open(session.Id, offerUpgrade: false, Options));
            Start(session);
        }
        else if (!await session.TryUpgradeAsync(transport))
        {
            return;
        }
        await session.ReceiveAllAsync(transport);
    }

    /// <summary>
    /// Clients that offer subprotocols give up when none is chosen. Subprotocols have no meaning in this protocol, so the first is chosen, as by the reference
    /// server.
    /// </summary>
    private static Task<WebSocket> AcceptAsync(HttpContext context) => context.WebSockets.AcceptWebSocketAsync(new WebSocketAcceptContext
    {
        // The heartbeat is Engine.IO's own; the WebSocket's pings would be a second one
        KeepAliveInterval = Timeout.InfiniteTimeSpan,
        SubProtocol = context.WebSockets.WebSocketRequestedProtocols.FirstOrDefault(static offered => offered.Length > 0 && Ascii.IsValid(offered)),
    });

    private void Start(EngineIOSession session)
    {
        IEngineIOHandler handler;
        try
        {
            handler = _open(session);
        }
        catch (Exception e)
        {
            HandlerFailed(e);
            session.End(DisconnectReason.HandlerFailed);
            handler = NoHandler.Instance;
        }
        session.Start(handler);
        if (Volatile.Read(ref _stopping))
            session.Close(DisconnectReason.ServerShutdown);
    }

    private static async Task<bool> TryWriteAsync(HttpContext context, IReadOnlyList<EncodedMessage> packets)
    {
        try
        {
            await EngineIOResponse.WriteAsync(context, packets);
            return true;
        }
        catch (Exception e) when (e is IOException or OperationCanceledException)
        {
            return false;
        }
    }

    private enum BodyOutcome
    {
        Complete,
        TooLarge,
        Broken,
    }

    /// <summary>Reads the whole body into a rented buffer, which grows with the bytes received and not with the announced length.</summary>
    private async Task<(BodyOutcome Outcome, byte[]? Rented, int Length)> ReadBodyAsync(HttpContext context)
    {
        if (context.Request.ContentLength > Options.MaxPayloadBytes)
            return (BodyOutcome.TooLarge, null, 0);
        var buffer = ArrayPool<byte>.Shared.Rent(FirstBodyBytes);
        var length = 0;
        try
        {
            while (length <= Options.MaxPayloadBytes)
            {
                if (length == buffer.Length)
                {
                    var grown = ArrayPool<byte>.Shared.Rent(length * 2);
                    buffer.CopyTo(grown, 0);
                    ArrayPool<byte>.Shared.Return(buffer);
                    buffer = grown;
                }
                var read = await context.Request.Body.ReadAsync(buffer.AsMemory(length), context.RequestAborted);
                if (read == 0)
                    return (BodyOutcome.Complete, buffer, length);
                length += read;
            }
            return (BodyOutcome.TooLarge, buffer, 0);
        }
        catch (Exception e) when (e is IOException or OperationCanceledException)
        {
            return (BodyOutcome.Broken, buffer, 0);
        }
    }

    /// <summary>The handler of a session whose own handler could not be made.</summary>
    private sealed class NoHandler : IEngineIOHandler
    {
        public static readonly NoHandler Instance = new();

        public ValueTask ReceivedAsync(ReadOnlyMemory<byte> message, bool isText) => default;

        public void Closed(DisconnectReason reason)
        {
        }
    }
}
