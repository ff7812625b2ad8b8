namespace Actors.Gateway.Identity;

/// <summary>A key and the one algorithm that it is for: a token does not choose how a key is used (RFC 8725, 3.1). May be used from any thread.</summary>
internal abstract class JwtKey(JwtAlgorithm algorithm, string? keyId) : IDisposable
{
    public JwtAlgorithm Algorithm => algorithm;

    public string? KeyId => keyId;

    /// <summary>Whatever the signature's bytes are, it does not throw.</summary>
    public abstract bool Verifies(ReadOnlySpan<byte> signed, ReadOnlySpan<byte> signature);

    public abstract void Dispose();
}
