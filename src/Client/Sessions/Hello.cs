namespace Actors.Client.Sessions;

/// <summary>The first message of a connection.</summary>
internal static class Hello
{
    /// <param name="token">The player's token; null: the server issues one.</param>
    /// <param name="room">The room to start in; null: where the player is, or the default room.</param>
    /// <param name="resume">The newest resume token.</param>
    /// <param name="fromEvent">The number of the first event that has not been seen.</param>
    public static GameValue Of(GameClientOptions options, string? token, string? room, string? resume, long? fromEvent) => GameValue.MapOfPresent(
        ("type", "hello"), ("version", 1), ("name", options.Name), ("token", token), ("room", room), ("resume", resume),
        ("fromEvent", fromEvent is { } number ? number : GameValue.Null), ("wishes", Capabilities(options)));

    private static GameValue Capabilities(GameClientOptions options)
    {
        var capabilities = GameValue.MapOfPresent(("deltas", options.UseDeltas ? true : GameValue.Null), ("area", options.UseArea ? true : GameValue.Null));
        return capabilities.Count > 0 ? capabilities : GameValue.Null;
    }
}
