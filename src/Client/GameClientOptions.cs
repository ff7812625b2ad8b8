namespace Actors.Client;

/// <summary>How a client plays. All have defaults.</summary>
public sealed class GameClientOptions
{
    /// <summary>The player's name, for a server that does not know the token; null: a guest's.</summary>
    public string? Name { get; set; }

    /// <summary>The room to begin in; null: the world's default room. Said once, and not after a reconnect.</summary>
    public string? Room { get; set; }

    /// <summary>The token of a player that exists, or one that an identity service has signed; null: the one that <see cref="TokenStore"/> has, else a new player's.</summary>
    public string? Token { get; set; }

    /// <summary>
    /// Asked for another token when the server refuses one. With the same one, with none, when it fails, or after three that are refused in a row, the client is closed with the
    /// server's code. It runs on the thread of <see cref="GameClient.Update"/> up to its first await.
    /// </summary>
    public Func<ClientError, Task<string?>>? FreshToken { get; set; }

    /// <summary>Keeps the token for the next run of the game; null: it lasts as long as the client.</summary>
    public ITokenStore? TokenStore { get; set; }

    /// <summary>Whether to speak JSON, which is easier to watch, and not MessagePack, which is shorter. Default false.</summary>
    public bool UseJson { get; set; }

    /// <summary>Whether the server sends only what changes. It shows in nothing but the traffic. Default true.</summary>
    public bool UseDeltas { get; set; } = true;

    /// <summary>Whether you see only what is about you where a room is large. Default false.</summary>
    public bool UseArea { get; set; }

    /// <summary>How long ago the others are shown, in milliseconds; default 100, two steps of the server.</summary>
    public double InterpolationMilliseconds { get; set; } = 100;

    /// <summary>Makes the transport of each connection; default <see cref="WebSocketTransport"/>.</summary>
    public Func<ITransport> Transport { get; set; } = static () => new WebSocketTransport();

    /// <summary>The time; null: the machine's.</summary>
    public IGameClock? Clock { get; set; }

    /// <summary>Numbers from 0 to 1, for the waits before a reconnect; null: chance.</summary>
    public Func<double>? Random { get; set; }
}
