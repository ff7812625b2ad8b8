using Actors.Rooms;
using Actors.Tests.Rooms;
using Actors.World;

namespace Actors.Tests.Streams;

internal static class Frames
{
    /// <summary>The rooms of a node that hosts none.</summary>
    public static LocalRooms NoRooms { get; } = new(MatchWorld.Of(new InstanceOptions()), maxInstances: 0);

    /// <param name="said">The texts of the events in it.</param>
    public static RoomFrame Of(RoomId room, long sequence, long firstEvent = 0, params string[] said) => new()
    {
        Room = room,
        Sequence = sequence,
        Tick = sequence,
        Players = [],
        Creatures = [],
        Items = [],
        Nodes = [],
        Projectiles = [],
        Events = [.. said.Select(static text => new Said(new PlayerId(1), "Ada", text, Vector.Zero))],
        FirstEvent = firstEvent,
    };

    /// <summary>A frame whose items take this many bytes, and a few more.</summary>
    public static RoomFrame OfBytes(RoomId room, long sequence, int bytes) => Of(room, sequence) with
    {
        Items = [.. Enumerable.Range(0, bytes / 100).Select(item => new ItemView(new ItemId($"{room}:{item}"), "lamp", new string('a', 100), item, item))],
    };
}
