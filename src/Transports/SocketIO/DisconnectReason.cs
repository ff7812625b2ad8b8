using Actors.Channels;

namespace Actors.SocketIO;

/// <summary>Why a session, or a socket on it, has ended. The texts are those of Socket.IO.</summary>
public enum DisconnectReason
{
    /// <summary>The client closed its connection or sent a close packet, or the connection broke.</summary>
    TransportClose,

    /// <summary>A rule of the transport was broken: two polls at once, a ping from the client, a poll that was given up.</summary>
    TransportError,

    /// <summary>No pong in time.</summary>
    PingTimeout,

    /// <summary>A malformed packet.</summary>
    ParseError,

    /// <summary>A message over the payload limit.</summary>
    PayloadTooLarge,

    /// <summary>More was waiting for the client than its buffer may hold.</summary>
    SlowClient,

    /// <summary>The client joined no namespace in time.</summary>
    ConnectTimeout,

    /// <summary>The client left the namespace; its session may go on.</summary>
    ClientNamespaceDisconnect,

    /// <summary>The server put the client out of the namespace; its session may go on.</summary>
    ServerNamespaceDisconnect,

    /// <summary>The server closed the session.</summary>
    ForcedClose,

    /// <summary>The server is stopping.</summary>
    ServerShutdown,

    /// <summary>A handler of the application threw; the log has the exception.</summary>
    HandlerFailed,
}

internal static class DisconnectReasons
{
    public static string ToText(this DisconnectReason reason) => reason switch
    {
        DisconnectReason.TransportClose => "transport close",
        DisconnectReason.TransportError => "transport error",
        DisconnectReason.PingTimeout => "ping timeout",
        DisconnectReason.ParseError => "parse error",
        DisconnectReason.PayloadTooLarge => "payload too large",
        DisconnectReason.SlowClient => "slow client",
        DisconnectReason.ConnectTimeout => "connect timeout",
        DisconnectReason.ClientNamespaceDisconnect => "client namespace disconnect",
        DisconnectReason.ServerNamespaceDisconnect => "server namespace disconnect",
        DisconnectReason.ForcedClose => "forced close",
        DisconnectReason.ServerShutdown => "server shutting down",
        _ => "server error",
    };

    public static CloseCode ToCloseCode(this DisconnectReason reason) => reason switch
    {
        DisconnectReason.ParseError or DisconnectReason.TransportError => CloseCode.ProtocolError,
        DisconnectReason.PayloadTooLarge => CloseCode.MessageTooBig,
        DisconnectReason.SlowClient or DisconnectReason.ConnectTimeout => CloseCode.PolicyViolation,
        DisconnectReason.ServerShutdown => CloseCode.ServiceRestart,
        DisconnectReason.HandlerFailed => CloseCode.InternalError,
        _ => CloseCode.Normal,
    };
}
