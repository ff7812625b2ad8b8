using System.Security.Cryptography;

namespace Actors.Client.Tokens;

/// <summary>
/// Stores a player's token beyond the client: under the origin of the server that knows it and the name that was asked for, so that it is never sent to another
/// server. Where it can be stored, the client generates it: a server stores nothing about a guest with a server-issued token before the guest has a name or
/// things, and the next run of the game would be another guest.
/// </summary>
internal sealed class TokenKeeper(ITokenStore? store, IReadOnlyList<Uri> addresses, string? name)
{
    private string? _made;

    /// <summary>The first exception of the store; null if it has not thrown.</summary>
    public Exception? Problem { get; private set; }

    /// <summary>The token of the first of the servers that has issued one; null if none has, or it cannot be read.</summary>
    public string? Read()
    {
        foreach (var address in addresses)
        {
            if (Try(its => its.Read(KeyOf(address))) is { Length: > 0 } token)
                return token;
        }
        return null;
    }

    /// <summary>A new token; null without a store: then the server issues it.</summary>
    public string? Make()
    {
        if (store is null)
            return null;
        var bytes = new byte[16];
        RandomNumberGenerator.Fill(bytes);
        return _made = string.Concat(bytes.Select(static one => one.ToString("x2")));
    }

    /// <summary>The server has let the token's player in. A token that another server issued, or that the game gave, is not stored again.</summary>
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
