namespace Actors.World;

/// <summary>Where a player goes when its room cannot admit it: content no longer has the room, or it is full.</summary>
public static class RoomFallback
{
    /// <summary>At most this many rooms are asked.</summary>
    public const int MaxRooms = 16;

    /// <summary>
    /// The rooms in the order in which they are asked: the room under its present id, in its first copy; the first room of its zone; the default room; the other
    /// rooms of its zone, then those of the default room's zone. For a room of an instance, the room that has opened it comes first, and then all this for that one.
    /// Another instance is not among them, unless it has opened this one.
    /// </summary>
    /// <param name="lastZone">The zone that the room was in when content still had it; null when that is not known.</param>
    public static IReadOnlyList<RoomId> Of(WorldDefinition world, RoomId room, ZoneId? lastZone)
    {
        if (room.Opener is not { } opener)
            return OfOrdinary(world, room, lastZone);
        var present = world.PresentId(opener);
        RoomId[] first = world.CanExist(present) ? [present] : [];
        return [.. first.Concat(Of(world, present, world.FindRoom(room)?.Zone ?? lastZone)).Distinct().Where(id => id != room).Take(MaxRooms)];
    }

    /// <summary>
    /// The notice to a player who comes into another room than the one it was in; null when that room was full and the other is a copy of it, which concerns nobody.
    /// </summary>
    public static PlayerNotice? Explain(WorldDefinition world, RoomId from, bool isFull, RoomId to)
    {
        var there = world.FindRoom(to)?.Title ?? to.Value;
        if (isFull)
            return from.Definition == to.Definition ? null : new PlayerNotice(Codes.RoomFull, $"{world.FindRoom(from)?.Title ?? from.Value} is full: you are in {there}.");
        if (world.FindRoom(from) is { } room)
        {
            return new PlayerNotice(Codes.RoomGone, from.Key is null
                ? $"The copy of {room.Title} where you were is gone: you are in {there}."
                : $"{room.Title} is closed: you are in {there}.");
        }
        return new PlayerNotice(Codes.RoomGone, world.PresentId(from).Definition == to.Definition
            ? $"The room where you were, {from.Definition}, is {there} now."
            : $"The room where you were, {from.Definition}, is gone: you are in {there}.");
    }

    private static IReadOnlyList<RoomId> OfOrdinary(WorldDefinition world, RoomId room, ZoneId? lastZone)
    {
        var present = world.PresentId(room);
        var start = world.Rooms[world.DefaultRoom];
        var zone = RoomsOf(world, world.FindRoom(present)?.Zone ?? lastZone);
        string[] ids = [present.Definition, .. zone.Take(1), start.Id, .. zone, .. RoomsOf(world, start.Zone)];
        return [.. ids.Distinct().Select(static id => new RoomId(id)).Where(id => id != room && world.CanExist(id)).Take(MaxRooms)];
    }

    private static IEnumerable<string> RoomsOf(WorldDefinition world, ZoneId? zone) =>
        zone is { } id && world.Zones.TryGetValue(id.Value, out var found) ? found.Rooms.Where(room => world.Rooms.GetValueOrDefault(room)?.Set is null) : [];
}
