namespace Actors.Client;

/// <summary>
/// Stores text beyond a run of the game, so that the next run is the same player: Unity's PlayerPrefs, a file, a keychain. If it throws, the token is still
/// usable, but does not outlive the client.
/// </summary>
public interface ITokenStore
{
    /// <summary>The text that was stored under a key; null if there is none.</summary>
    string? Read(string key);

    /// <summary>Stores a text under a key, replacing the one before.</summary>
    void Write(string key, string token);
}
