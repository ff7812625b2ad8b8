using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;

namespace Actors.SocketIO.EngineIO;

/// <summary>
/// The sessions of one path, and the routing of each request to its session. Requests are checked in the order of the reference server, so that a client with
/// two errors gets the same one first.
/// </summary>
public sealed partial class EngineIOServer
{
    private readonly ConcurrentDictionary<string, EngineIOSession> _sessions = new(StringComparer.Ordinal);
    private readonly Func<EngineIOSession, IEngineIOHandler> _open;
    private readonly ILogger _logger;
    private int _count;
    private readonly TaskCompletionSource _told = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool _stopping;

    internal EngineIOServer(
        EngineIOOptions options, TimeProvider time, SocketIOMetrics metrics, ILogger logger, Func<EngineIOSession, IEngineIOHandler> open)
    {
        var errors = options.Validate().ToList();
        if (errors.Count > 0)
            throw new ArgumentException(string.Join(Environment.NewLine, errors), nameof(options));
        Options = options;
        Time = time;
        Metrics = metrics;
        _logger = logger;
        _open = open;
    }

    /// <summary>Open sessions.</summary>
    public int Count => Volatile.Read(ref _count);

    internal EngineIOOptions Options { get; }

    internal TimeProvider Time { get; }

    internal SocketIOMetrics Metrics { get; }

    /// <summary>Closes every session as the protocol says and accepts no more.</summary>
    public void Stop()
    {
        Volatile.Write(ref _stopping, true);
        foreach (var session in _sessions.Values)
            session.Close(DisconnectReason.ServerShutdown);
        TellIfDone();
    }

    /// <summary>
    /// Calls <see cref="Stop"/>, then waits, for the stop timeout at most, until every polling client has fetched the close packet: the web server must keep
    /// answering until then.
    /// </summary>
    public void StopAndWait()
    {
        Stop();
        _told.Task.Wait(Options.StopTimeout);
    }

    internal async Task HandleAsync(HttpContext context)
    {
        if (Options.Cors is not null)
            EngineIOCors.Apply(Options.Cors, context);
        if (HttpMethods.IsOptions(context.Request.Method) && Options.Cors is not null)
            context.Response.StatusCode = StatusCodes.Status204NoContent;
        else if (Verify(context, out var session) is { } error)
            await (error == EngineIOError.UnsupportedVersion && IsOldClient(context) ? TellOldClientAsync(context) : RefuseAsync(context, error));
        else if (context.WebSockets.IsWebSocketRequest)
            await OnWebSocketAsync(context, session);
        else if (session is null)
            await OnHandshakeAsync(context);
        else if (HttpMethods.IsGet(context.Request.Method))
            await OnPollAsync(context, session);
        else
            await OnPostAsync(context, session);
    }

    internal void Ended(EngineIOSession session, DisconnectReason reason)
    {
        Interlocked.Decrement(ref _count);
        Metrics.SessionClosed(reason);
        LogEnded(session.Handshake.RemoteEndPoint, reason.ToText());
    }

    /// <summary>From here on, requests no longer find the session.</summary>
    internal void Forget(EngineIOSession session)
    {
        _sessions.TryRemove(session.Id, out _);
        TellIfDone();
    }

    /// <summary>A closed session remains until its client has been notified.</summary>
    private void TellIfDone()
    {
        if (Volatile.Read(ref _stopping) && _sessions.IsEmpty)
            _told.TrySetResult();
    }

    internal void HandlerFailed(Exception e) => LogHandlerFailed(e);

    private EngineIOError? Verify(HttpContext context, out EngineIOSession? session)
    {
        session = null;
        var query = context.Request.Query;
        var isWebSocket = context.WebSockets.IsWebSocketRequest;
        string transport = query["transport"].ToString(), id = query["sid"].ToString();
        if (!(transport == "polling" && Options.AllowPolling) && !(transport == "websocket" && Options.AllowWebSocket))
            return EngineIOError.UnknownTransport;
        if (id.Length > 0 && (!_sessions.TryGetValue(id, out session) || !session.IsAlive()))
            return EngineIOError.UnknownSession;
        if (session is null && !HttpMethods.IsGet(context.Request.Method) && !isWebSocket)
            return EngineIOError.BadHandshakeMethod;
        if (query["EIO"] != "4")
            return EngineIOError.UnsupportedVersion;
        if (isWebSocket != (transport == "websocket"))
            return EngineIOError.BadRequest;
        // A session's transport changes only by the upgrade; a request for the other transport comes late or by mistake
        if (session is not null && !isWebSocket && session.Transport != transport)
            return EngineIOError.BadRequest;
        if (session is not null && !isWebSocket && !HttpMethods.IsGet(context.Request.Method) && !HttpMethods.IsPost(context.Request.Method))
            return EngineIOError.BadRequest;
        return session is null && Options.AllowRequest is { } allow && !allow(context) ? EngineIOError.Forbidden : null;
    }

    private Task RefuseAsync(HttpContext context, EngineIOError error)
    {
        Metrics.Refused(error.ToText());
        return EngineIOErrors.WriteAsync(context, error);
    }

    /// <summary>Makes a session and its handler. False: the server is full, and the request has been answered.</summary>
    private bool TryOpen(
        HttpContext context, WebSocketTransport? socket, [NotNullWhen(true)] out EngineIOSession? session)
    {
        session = null;
        if (Interlocked.Increment(ref _count) > Options.MaxSessions || Volatile.Read(ref _stopping))
        {
            Interlocked.Decrement(ref _count);
            return false;
        }
        session = new(this, EngineIOHandshake.From(context, Options.HandshakeHeaders), socket);
        Metrics.SessionOpened();
        _sessions[session.Id] = session;
        return true;
    }

    private Task RefuseFullAsync(HttpContext context)
    {
        Metrics.Refused("full");
        context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        return EngineIOErrors.WriteAsync(context, StatusCodes.Status503ServiceUnavailable, EngineIOError.Forbidden, "No room for another session");
    }

    [LoggerMessage(201, LogLevel.Debug, "The session of {Remote} has ended: {Reason}")]
    private partial void LogEnded(System.Net.EndPoint? remote, string reason);

    [LoggerMessage(202, LogLevel.Error, "A handler threw; its session is closed")]
    private partial void LogHandlerFailed(Exception e);
}
