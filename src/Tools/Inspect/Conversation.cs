namespace Actors.Tools.Inspect;

/// <summary>One TCP connection: HTTP in both directions, and WebSocket from an upgrade on.</summary>
internal sealed class Conversation
{
    private readonly Lock _lock = new();
    private readonly Lane _toTarget, _toClient;

    public Conversation(int number, InspectPrinter printer)
    {
        _toTarget = new Lane(this, number, Way.ToTarget, printer);
        _toClient = new Lane(this, number, Way.ToClient, printer);
    }

    /// <summary>The latest request.</summary>
    public HttpHead? Request { get; set; }

    /// <summary>The server has accepted the upgrade: everything after it is frames.</summary>
    public bool IsWebSocket { get; set; }

    public bool IsSocketIO => Request?.Target.Contains("EIO=", StringComparison.Ordinal) == true;

    public void Seen(bool toTarget, ReadOnlySpan<byte> bytes)
    {
        lock (_lock)
            (toTarget ? _toTarget : _toClient).Seen(bytes);
    }
}
