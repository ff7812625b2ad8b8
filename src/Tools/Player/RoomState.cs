using System.Text.Json;

namespace Actors.Tools.Player;

/// <summary>What a <c>keyframe</c> of the native protocol shows of a room.</summary>
/// <param name="Nodes">What is left of each resource of the room.</param>
internal sealed record RoomState(
    string Room, IReadOnlyList<PlayerState> Players, IReadOnlyList<CreatureState> Creatures, IReadOnlyList<ItemState> Items, IReadOnlyList<int> Nodes, IReadOnlyList<(double X, double Y)> Projectiles)
{
    public static RoomState Of(JsonElement keyframe) => new(
        keyframe.GetProperty("room").GetString()!,
        [.. keyframe.GetProperty("players").EnumerateArray().Select(PlayerState.Of)],
        [.. keyframe.GetProperty("creatures").EnumerateArray()
            .Select(static each => new CreatureState(Name(each), X(each), Y(each), each.GetProperty("health").GetInt32(), each.GetProperty("maxHealth").GetInt32()))],
        [.. keyframe.GetProperty("items").EnumerateArray().Select(static each => new ItemState(Name(each), X(each), Y(each)))],
        [.. keyframe.GetProperty("nodes").EnumerateArray().Select(static each => each.GetInt32())],
        [.. keyframe.GetProperty("projectiles").EnumerateArray().Select(static each => (X(each), Y(each)))]);

    internal static string Name(JsonElement thing) => thing.GetProperty("name").GetString()!;

    internal static double X(JsonElement thing) => thing.GetProperty("x").GetDouble();

    internal static double Y(JsonElement thing) => thing.GetProperty("y").GetDouble();
}

internal sealed record PlayerState(string Id, string Name, double X, double Y, int Health, int MaxHealth, int Score, int Wood, int Stone, int Food, int Gold)
{
    public static PlayerState Of(JsonElement player) => new(
        player.GetProperty("id").GetString()!, RoomState.Name(player), RoomState.X(player), RoomState.Y(player),
        Number(player, "health"), Number(player, "maxHealth"), Number(player, "score"), Number(player, "wood"), Number(player, "stone"), Number(player, "food"), Number(player, "gold"));

    private static int Number(JsonElement player, string name) => player.GetProperty(name).GetInt32();
}

internal sealed record CreatureState(string Name, double X, double Y, int Health, int MaxHealth);

internal sealed record ItemState(string Name, double X, double Y);
