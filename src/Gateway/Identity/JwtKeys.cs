namespace Actors.Gateway.Identity;

/// <summary>The keys that tokens may be signed with.</summary>
internal sealed class JwtKeys(IReadOnlyList<JwtKey> keys)
{
    public IReadOnlyList<JwtKey> All => keys;

    /// <summary>The keys with this id, else those without one, because an issuer may name a key that the operator has not named. All keys, when the token names none.</summary>
    public IReadOnlyList<JwtKey> Called(string? keyId)
    {
        if (keyId is null)
            return keys;
        JwtKey[] exactly = [.. keys.Where(key => key.KeyId == keyId)];
        return exactly.Length > 0 ? exactly : [.. keys.Where(static key => key.KeyId is null)];
    }

    /// <summary>Reads the files that the options name.</summary>
    /// <param name="problems">One sentence each, with the option's name; if there are none, the keys are complete.</param>
    public static JwtKeys Load(IdentityOptions options, ICollection<string> problems)
    {
        var keys = new List<JwtKey>();
        foreach (var (name, key) in options.Keys)
        {
            var option = $"Actors:Identity:Keys:{name}";
            if (!JwtKey.Algorithms.Contains(key.Algorithm))
                problems.Add($"{option}:Algorithm is \"{key.Algorithm}\"; known are HS256, RS256 and ES256.");
            else if (JwtKeyFile.Load(key.File, key.Algorithm, string.IsNullOrEmpty(key.KeyId) ? null : key.KeyId, out var problem) is { } loaded)
                keys.Add(loaded);
            else
                problems.Add($"{option}:File: {problem}");
        }
        return new JwtKeys(keys);
    }
}
