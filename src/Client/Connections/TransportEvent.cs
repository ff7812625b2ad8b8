namespace Actors.Client;

/// <summary>What has happened on a connection.</summary>
public readonly struct TransportEvent
{
    private TransportEvent(TransportEventKind kind, ReadOnlyMemory<byte> message, bool isText, int code, string? text) =>
        (Kind, Message, IsText, Code, Text) = (kind, message, isText, code, text);

    /// <summary>What it is.</summary>
    public TransportEventKind Kind { get; }

    /// <summary>The message that has come.</summary>
    public ReadOnlyMemory<byte> Message { get; }

    /// <summary>Whether the message is text, and not binary.</summary>
    public bool IsText { get; }

    /// <summary>The close code; 1006 when the connection was lost without one.</summary>
    public int Code { get; }

    /// <summary>The subprotocol that the server chose, when it is open; why it was closed, when it is closed.</summary>
    public string? Text { get; }

    /// <summary>The connection is open.</summary>
    /// <param name="subprotocol">What the server chose; null when it knows none of those that it was offered.</param>
    public static TransportEvent Opened(string? subprotocol) => new(TransportEventKind.Opened, default, false, 0, subprotocol);

    /// <summary>A message has come, whole.</summary>
    public static TransportEvent Received(ReadOnlyMemory<byte> message, bool isText) => new(TransportEventKind.Received, message, isText, 0, null);

    /// <summary>The connection is closed, or was never made.</summary>
    public static TransportEvent Closed(int code, string reason) => new(TransportEventKind.Closed, default, false, code, reason);
}

/// <summary>What a <see cref="TransportEvent"/> is.</summary>
public enum TransportEventKind
{
    /// <summary>The connection is open.</summary>
    Opened,

    /// <summary>A message has come.</summary>
    Received,

    /// <summary>The connection is closed. Nothing follows.</summary>
    Closed,
}
