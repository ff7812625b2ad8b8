namespace Actors.Client;

/// <summary>An event of a connection.</summary>
public readonly struct TransportEvent
{
    private TransportEvent(TransportEventKind kind, ReadOnlyMemory<byte> message, bool isText, int code, string? text) =>
        (Kind, Message, IsText, Code, Text) = (kind, message, isText, code, text);

    /// <summary>The kind of event.</summary>
    public TransportEventKind Kind { get; }

    /// <summary>The message that was received.</summary>
    public ReadOnlyMemory<byte> Message { get; }

    /// <summary>Whether the message is text rather than binary.</summary>
    public bool IsText { get; }

    /// <summary>The close code; 1006 if the connection was lost without one.</summary>
    public int Code { get; }

    /// <summary>When opened: the subprotocol that the server chose. When closed: the reason.</summary>
    public string? Text { get; }

    /// <summary>The connection is open.</summary>
    /// <param name="subprotocol">The server's choice; null if it knows none of those that were offered.</param>
    public static TransportEvent Opened(string? subprotocol) => new(TransportEventKind.Opened, default, false, 0, subprotocol);

    /// <summary>A whole message was received.</summary>
    public static TransportEvent Received(ReadOnlyMemory<byte> message, bool isText) => new(TransportEventKind.Received, message, isText, 0, null);

    /// <summary>The connection is closed, or was never made.</summary>
    public static TransportEvent Closed(int code, string reason) => new(TransportEventKind.Closed, default, false, code, reason);
}

/// <summary>The kinds of <see cref="TransportEvent"/>.</summary>
public enum TransportEventKind
{
    /// <summary>The connection is open.</summary>
    Opened,

    /// <summary>A message was received.</summary>
    Received,

    /// <summary>The connection is closed. Nothing follows.</summary>
    Closed,
}
