using System.Text.Json;

namespace Actors.Tools.Player;

/// <summary>What does not change in a room: as <c>room</c> of the native protocol says it. Units of the world, from the middle of the room; y grows to the south.</summary>
internal sealed record RoomPlan(
    string Id, string Title, string Description, string Zone, double Width, double Height, IReadOnlyList<RoomExit> Exits, IReadOnlyList<SceneryPiece> Scenery, IReadOnlyList<ResourceNode> Nodes)
{
    public static RoomPlan Of(JsonElement room) => new(
        room.GetProperty("id").GetString()!,
        room.GetProperty("title").GetString()!,
        room.GetProperty("description").GetString() ?? "",
        TextOf(room, "zoneTitle"),
        room.GetProperty("width").GetDouble(),
        room.GetProperty("height").GetDouble(),
        [.. room.GetProperty("exits").EnumerateArray().Select(static exit => new RoomExit(exit.GetProperty("direction").GetString()!, TextOf(exit, "title"), Number(exit, "x"), Number(exit, "y")))],
        [.. room.GetProperty("scenery").EnumerateArray()
            .Select(static piece => SceneryPiece.Of(piece.GetProperty("kind").GetString()!, Number(piece, "x"), Number(piece, "y"), Number(piece, "radius"), Number(piece, "width"),
            Number(piece, "height")))],
        [.. room.GetProperty("nodes").EnumerateArray().Select(static node => new ResourceNode(node.GetProperty("resource").GetString()!, Number(node, "x"), Number(node, "y")))]);

    private static string TextOf(JsonElement thing, string name) => thing.TryGetProperty(name, out var text) ? text.GetString() ?? "" : "";

    private static double Number(JsonElement thing, string name) => thing.TryGetProperty(name, out var number) ? number.GetDouble() : 0;
}

internal sealed record RoomExit(string Direction, string Title, double X, double Y);

/// <summary>Round, or a rectangle around its middle.</summary>
internal sealed record SceneryPiece(string Kind, double X, double Y, double HalfWidth, double HalfHeight, bool IsRound)
{
    public static SceneryPiece Of(string kind, double x, double y, double radius, double width, double height) =>
        radius > 0 ? new(kind, x, y, radius, radius, IsRound: true) : new(kind, x, y, width / 2, height / 2, IsRound: false);

    public bool Covers(double x, double y)
    {
        var (across, down) = ((x - X) / HalfWidth, (y - Y) / HalfHeight);
        // Of an edge that runs through the middles of two cells one is covered.
        return IsRound ? (across * across) + (down * down) < 1 : across is >= -1 and < 1 && down is >= -1 and < 1;
    }
}

internal sealed record ResourceNode(string Resource, double X, double Y);
