namespace Actors.Client.Connections;

/// <summary>
/// Decides which ends of a connection are final: what would only be refused again is not retried. Remembers how often a server has recently closed the
/// connection.
/// </summary>
internal sealed class Endings
{
    // Of RFC 6455: a broken limit, and a failure. A request of ours may have caused it, and must not cause it again.
    private const int Policy = 1008, Failed = 1011;
    private const int MaxRefusals = 3;
    private const double ForgottenMs = 60_000;

    private int _refusals;

    /// <summary>A server that has sent one of these sends it again to a client that returns unchanged.</summary>
    public static bool IsFinalGoodbye(string code) => code is EndingCodes.SessionReplaced or EndingCodes.Version;

    public static bool IsTokenRefusal(string code) =>
        code is EndingCodes.TokenExpired or EndingCodes.TokenNotYetValid or EndingCodes.TokenInvalid or EndingCodes.TokenRequired;

    public void Clear() => _refusals = 0;

    /// <summary>What the close of a connection means that was open for so long.</summary>
    public Meaning Of(int code, string reason, double openMs)
    {
        // The server does not understand us, or does not accept what we send.
        var final = code switch
        {
            1002 or 1003 or 1007 or 1010 => EndingCodes.ProtocolError,
            1009 => EndingCodes.MessageTooBig,
            _ => null,
        };
        if (final is not null)
            return new Meaning(new Ending(final, reason.Length > 0 ? reason : $"The server closed with {code}."), IsRefusal: true, 0);
        if (code is not (Policy or Failed))
            return new Meaning(null, IsRefusal: false, 0);
        if (openMs >= ForgottenMs)
            _refusals = 0;
        _refusals++;
        // A server that fails may be repaired; one that refuses will refuse until the request changes.
        var ending = code == Policy && _refusals >= MaxRefusals ? new Ending(EndingCodes.Refused, reason.Length > 0 ? reason : "The server closed again and again.") : null;
        return new Meaning(ending, IsRefusal: true, _refusals * 2);
    }

    /// <param name="Ending">Not null if the end is final.</param>
    /// <param name="IsRefusal">Whether a request on the connection may have caused it.</param>
    /// <param name="LeastAttempts">The least number of failures that it counts for.</param>
    public readonly record struct Meaning(Ending? Ending, bool IsRefusal, int LeastAttempts);
}
