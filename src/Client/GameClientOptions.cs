namespace Actors.Client;

/// <summary>The options of a client. All have defaults.</summary>
public sealed class GameClientOptions
{
    /// <summary>The player's name, for a server that does not know the token; null: a guest's.</summary>
    public string? Name { get; set; }

    /// <summary>The room to start in; null: the world's default room. Sent once, and not after a reconnect.</summary>
    public string? Room { get; set; }

    /// <summary>
    /// The token of an existing player, or one that an identity service has signed; null: the token in <see cref="TokenStore"/>, or else a new player.
    /// </summary>
    public string? Token { get; set; }

    /// <summary>
    /// Called for another token when the server refuses one. The client is closed with the server's code if it returns the same token or none, if it fails, or
    /// after three refused tokens in a row. It runs on the thread of <see cref="GameClient.Update"/> up to its first await.
    /// </summary>
    public Func<ClientError, Task<string?>>? FreshToken { get; set; }

    /// <summary>Stores the token for the next run of the game; null: it lasts as long as the client.</summary>
    public ITokenStore? TokenStore { get; set; }

    /// <summary>Whether to use JSON, which is easier to watch, instead of MessagePack, which is shorter. Default false.</summary>
    public bool UseJson { get; set; }

    /// <summary>Whether the server sends only what changes. Only the traffic differs. Default true.</summary>
    public bool UseDeltas { get; set; } = true;

    /// <summary>Whether you see only your surroundings in a large room. Default false.</summary>
    public bool UseArea { get; set; }

    /// <summary>How far in the past others are shown, in milliseconds; default 100, two steps of the server.</summary>
    public double InterpolationMilliseconds { get; set; } = 100;

    /// <summary>Makes the transport of each connection; default <see cref="WebSocketTransport"/>.</summary>
    public Func<ITransport> Transport { get; set; } = static () => new WebSocketTransport();

    /// <summary>The clock; null: the machine's.</summary>
    public IGameClock? Clock { get; set; }

    /// <summary>Numbers from 0 to 1, for the waits before a reconnect; null: random.</summary>
    public Func<double>? Random { get; set; }
}
