namespace Actors.Client.Connections;

/// <summary>Which ends of a connection are for good: what would only be refused again is not tried again. Remembers how often a server has closed on us lately.</summary>
internal sealed class Endings
{
    // Of RFC 6455. Broken limits and failures: it may have been a request that did it, which must not do it again.
    private const int Policy = 1008, Failed = 1011;
    private const int MaxRefusals = 3;
    private const double ForgottenMs = 60_000;

    private int _refusals;

    /// <summary>A server that has said one of these says it again to whoever comes back unchanged.</summary>
    public static bool IsFinalGoodbye(string code) => code is EndingCodes.SessionReplaced or EndingCodes.Version;

    public static bool IsTokenRefusal(string code) =>
        code is EndingCodes.TokenExpired or EndingCodes.TokenNotYetValid or EndingCodes.TokenInvalid or EndingCodes.TokenRequired;

    public void Clear() => _refusals = 0;

    /// <summary>What the close of a connection that was open for so long means.</summary>
    public Meaning Of(int code, string reason, double openMs)
    {
        // The server does not understand us, or will not take what we send.
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
        // A server that fails may be mended; one that refuses does so until something else is asked of it.
        var ending = code == Policy && _refusals >= MaxRefusals ? new Ending(EndingCodes.Refused, reason.Length > 0 ? reason : "The server closed again and again.") : null;
        return new Meaning(ending, IsRefusal: true, _refusals * 2);
    }

    /// <param name="Ending">There when it is for good.</param>
    /// <param name="IsRefusal">Whether it may have been for something that was asked on the connection.</param>
    /// <param name="LeastAttempts">For how many failures it counts at least.</param>
    public readonly record struct Meaning(Ending? Ending, bool IsRefusal, int LeastAttempts);
}
