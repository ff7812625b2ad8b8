using System.Security.Cryptography;

namespace Actors.Client.Tokens;

/// <summary>
/// Keeps a player's token beyond the client: under the origin of the server that knows it and the name that was asked for, so that another server is never shown it. Where it can be
/// kept the client makes it up itself: a server keeps nothing of a guest with a token of the server's own before it has a name or things, and the next run of the game would be another
/// guest.
/// </summary>
internal sealed class TokenKeeper(ITokenStore? store, IReadOnlyList<Uri> addresses, string? name)
{
    private string? _made;

    /// <summary>What the store threw; null as long as it has not.</summary>
    public Exception? Problem { get; private set; }

    /// <summary>Of the first of the servers that has issued one; null when none has, or it cannot be read.</summary>
    public string? Read()
    {
        foreach (var address in addresses)
        {
            if (Try(its => its.Read(KeyOf(address))) is { Length: > 0 } token)
                return token;
        }
        return null;
    }

    /// <summary>A new one; null where none is kept: there the server issues it.</summary>
    public string? Make()
    {
        if (store is null)
            return null;
        var bytes = new byte[16];
        RandomNumberGenerator.Fill(bytes);
        return _made = string.Concat(bytes.Select(static one => one.ToString("x2")));
    }

    /// <summary>That server has let its player in. What another issued, or the game gave, is not kept once more.</summary>
    public void Welcomed(string token, bool isIssued, Uri server)
    {
        if (isIssued || token == _made)
        {
            Try(its =>
            {
                its.Write(KeyOf(server), token);
                return null;
            });
        }
        _made = null;
    }

    private string? Try(Func<ITokenStore, string?> use)
    {
        if (store is null)
            return null;
        try
        {
            return use(store);
        }
        catch (Exception problem)
        {
            Problem ??= problem;
            return null;
        }
    }

    private string KeyOf(Uri server) => $"actors-token:{server.Scheme}://{server.Authority}:{name}";
}
