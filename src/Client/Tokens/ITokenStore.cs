namespace Actors.Client;

/// <summary>
/// Keeps text beyond a run of the game, so that the next is the same player: Unity's PlayerPrefs, a file, a keychain. What it throws costs the token nothing but its life after the
/// client.
/// </summary>
public interface ITokenStore
{
    /// <summary>What was kept under a key; null when there is nothing.</summary>
    string? Read(string key);

    /// <summary>Keeps a text under a key, in the place of what was there.</summary>
    void Write(string key, string token);
}
