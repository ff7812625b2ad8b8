namespace Actors.Tools.Player;

/// <param name="Name">Of a new player; null: the server finds one.</param>
/// <param name="Room">Where to go first; null: where the player was, or the world's own first room.</param>
/// <param name="Token">Of an earlier visit, or a signed one.</param>
internal sealed record PlayerOptions(string? Name, string? Room, string? Token);
