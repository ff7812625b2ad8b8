using System.Text.Json;
using Actors.World;

namespace Actors.Gateway.Views;

/// <summary>What clients are sent of a room's content, in one dialect or another.</summary>
internal static class ShownContent
{
    /// <summary>Whether there is nothing new to send.</summary>
    public static bool IsSame(WorldDefinition before, WorldDefinition now, RoomId room) => Of(before, room).AsSpan().SequenceEqual(Of(now, room));

    /// <summary>Its definition, and what is shown with it from elsewhere: the titles of its zone and of the rooms that its exits lead to, and how large players are.</summary>
    private static byte[] Of(WorldDefinition world, RoomId room)
    {
        var definition = world.FindRoom(room);
        return JsonSerializer.SerializeToUtf8Bytes(
            (definition, world.Zones.GetValueOrDefault(definition?.Zone.Value ?? "")?.Title, Titles(world, definition), world.Rules.PlayerRadius), Options);
    }

    private static string?[] Titles(WorldDefinition world, RoomDefinition? room) => [.. room?.Exits.Select(exit => world.Rooms.GetValueOrDefault(exit.To)?.Title) ?? []];

    private static JsonSerializerOptions Options { get; } = new(RecordingJson.Options) { IncludeFields = true };
}
