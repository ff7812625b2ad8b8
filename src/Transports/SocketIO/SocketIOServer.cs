using Actors.SocketIO.EngineIO;

namespace Actors.SocketIO;

/// <summary>The namespaces of one path. They are registered while the application is being built, and none later.</summary>
public sealed class SocketIOServer
{
    private readonly Dictionary<string, SocketIONamespace> _namespaces = new(StringComparer.Ordinal);

    internal SocketIOServer(SocketIOOptions options, TimeProvider time, SocketIOMetrics metrics)
    {
        Options = options;
        Time = time;
        Metrics = metrics;
    }

    internal SocketIOOptions Options { get; }

    internal TimeProvider Time { get; }

    internal SocketIOMetrics Metrics { get; }

    internal bool IsComplete { get; set; }

    /// <summary>The namespace with this name, which begins with a slash; the main one is <c>/</c>. A client cannot join one that was not registered.</summary>
    /// <exception cref="ArgumentException">The protocol cannot carry this name.</exception>
    public SocketIONamespace Namespace(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (!name.StartsWith('/') || name.AsSpan().IndexOfAny(",?\u001e") >= 0
            || System.Text.Encoding.UTF8.GetByteCount(name) > SocketIOHeader.MaxNamespaceBytes)
            throw new ArgumentException($"'{name}' is no namespace: a slash, then anything but a comma or a question mark, 256 bytes at most.", nameof(name));
        if (_namespaces.TryGetValue(name, out var known))
            return known;
        if (IsComplete)
            throw new InvalidOperationException("Namespaces are named in MapSocketIO, not while clients connect.");
        return _namespaces[name] = new(name);
    }

    internal bool TryGet(string name, out SocketIONamespace? ns) => _namespaces.TryGetValue(name, out ns);

    internal IEngineIOHandler Open(EngineIOSession session) => new SocketIOConnection(this, session);
}
