namespace Actors.Gateway.Identity;

/// <summary>The algorithms that are known (RFC 7518, 3.1), spelled as in a token's <c>alg</c>. There is no <c>none</c> to be mistaken for one.</summary>
internal enum JwtAlgorithm
{
    HS256,
    RS256,
    ES256,
}

internal static class JwtAlgorithms
{
    /// <summary>Names are compared to the letter: <c>hs256</c> is none.</summary>
    public static JwtAlgorithm? Find(string? name) => name switch
    {
        "HS256" => JwtAlgorithm.HS256,
        "RS256" => JwtAlgorithm.RS256,
        "ES256" => JwtAlgorithm.ES256,
        _ => null,
    };
}
