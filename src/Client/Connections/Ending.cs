namespace Actors.Client;

/// <summary>Why a client is closed.</summary>
/// <param name="Code">One of <see cref="EndingCodes"/>.</param>
/// <param name="Reason">Text to show.</param>
public sealed record Ending(string Code, string Reason);

/// <summary>The codes of <see cref="Ending"/>.</summary>
public static class EndingCodes
{
    /// <summary><see cref="GameClient.Close"/> was called. This is the only ending after which the client cannot connect again.</summary>
    public const string ClosedByYou = "closed_by_you";

    /// <summary>The player connected from somewhere else. <see cref="GameClient.Connect"/> takes it back.</summary>
    public const string SessionReplaced = "session_replaced";

    /// <summary>The server speaks another version of the protocol.</summary>
    public const string Version = "version";

    /// <summary>Close codes 1002, 1003, 1007 and 1010, or a server that knows none of our protocols.</summary>
    public const string ProtocolError = "protocol_error";

    /// <summary>Close code 1009; or name, room and token together are longer than a server accepts.</summary>
    public const string MessageTooBig = "message_too_big";

    /// <summary>Close code 1008 three times, with less than a minute between.</summary>
    public const string Refused = "refused";

    /// <summary>No connection can be made from here: the transport says so.</summary>
    public const string BadAddress = "bad_address";

    /// <summary>The server has refused the token, and there is no other: it has expired.</summary>
    public const string TokenExpired = "token_expired";

    /// <summary>The server has refused the token, and there is no other: it is not valid yet.</summary>
    public const string TokenNotYetValid = "token_not_yet_valid";

    /// <summary>The server has refused the token, and there is no other: it is not one of its own.</summary>
    public const string TokenInvalid = "token_invalid";

    /// <summary>The server lets nobody in without a token.</summary>
    public const string TokenRequired = "token_required";
}
