using System.Collections.Concurrent;
using System.Text.Json;
using Actors.SocketIO.EngineIO;

namespace Actors.SocketIO;

/// <summary>The request of a client to join a namespace.</summary>
/// <param name="Auth">The payload of its CONNECT packet: an object, empty if there was none.</param>
public sealed record SocketIOConnectRequest(string Namespace, JsonElement Auth, EngineIOHandshake Handshake);

/// <summary>Whether a client may join: yes, or no with the message for it.</summary>
public readonly record struct SocketIOAdmission
{
    /// <summary>The client is let in.</summary>
    public static SocketIOAdmission Accepted => default;

    /// <summary>Null: the client is let in.</summary>
    public string? RefusalMessage { get; private init; }

    /// <summary>Data that a refused client gets with the message; null: none.</summary>
    public object? RefusalData { get; private init; }

    /// <param name="message">The <c>message</c> of the client's <c>connect_error</c>.</param>
    /// <param name="data">Its <c>data</c>, as JSON; null for none.</param>
    public static SocketIOAdmission Refused(string message, object? data = null)
    {
        ArgumentNullException.ThrowIfNull(message);
        return new() { RefusalMessage = message, RefusalData = data };
    }
}

/// <summary>One namespace of a server: its admission and the handlers of its sockets.</summary>
public sealed class SocketIONamespace
{
    private readonly ConcurrentDictionary<string, SocketIOSocket> _sockets = new(StringComparer.Ordinal);
    private Func<SocketIOConnectRequest, CancellationToken, ValueTask<SocketIOAdmission>>? _admit;
    private Func<SocketIORecoveryRequest, SocketIORecovered?>? _recover;
    private Action<SocketIOSocket>? _connected;

    internal SocketIONamespace(string name) => Name = name;

    /// <summary>Begins with a slash; the main one is <c>/</c>.</summary>
    public string Name { get; }

    /// <summary>The sockets that are connected at the moment.</summary>
    public ICollection<SocketIOSocket> Sockets => _sockets.Values;

    /// <summary>
    /// Decides on each client before it joins; all may join by default. Whatever else the client sends waits meanwhile. The token is cancelled at the connect
    /// timeout, when the client is refused.
    /// </summary>
    public SocketIONamespace OnConnecting(Func<SocketIOConnectRequest, CancellationToken, ValueTask<SocketIOAdmission>> admit)
    {
        _admit = admit;
        return this;
    }

    /// <inheritdoc cref="OnConnecting(Func{SocketIOConnectRequest, CancellationToken, ValueTask{SocketIOAdmission}})"/>
    public SocketIONamespace OnConnecting(Func<SocketIOConnectRequest, SocketIOAdmission> admit) =>
        OnConnecting((request, _) => ValueTask.FromResult(admit(request)));

    /// <summary>
    /// Turns connection state recovery on: each client gets a private id, and the callback looks up a client that reconnects with it. Null: the id is no longer
    /// known, and the client starts fresh. Otherwise the client resumes, and the application sends it the packets that it has missed.
    /// </summary>
    public SocketIONamespace OnRecovering(Func<SocketIORecoveryRequest, SocketIORecovered?> recover)
    {
        _recover = recover;
        return this;
    }

    /// <summary>
    /// Called for each client that has joined, before any of its events: a handler that is registered here misses none. Whatever is emitted here follows the
    /// answer to the client's CONNECT.
    /// </summary>
    public SocketIONamespace OnConnection(Action<SocketIOSocket> connected)
    {
        _connected += connected;
        return this;
    }

    internal ValueTask<SocketIOAdmission> AdmitAsync(SocketIOConnectRequest request, CancellationToken cancellation) =>
        _admit is null ? ValueTask.FromResult(SocketIOAdmission.Accepted) : _admit(request, cancellation);

    internal bool Recovers => _recover is not null;

    internal SocketIORecovered? Recover(SocketIORecoveryRequest request) => _recover?.Invoke(request);

    internal bool IsIn(string socketId) => _sockets.ContainsKey(socketId);

    internal void Joined(SocketIOSocket socket)
    {
        _sockets[socket.Id] = socket;
        _connected?.Invoke(socket);
    }

    internal void Left(SocketIOSocket socket) => _sockets.TryRemove(socket.Id, out _);
}
