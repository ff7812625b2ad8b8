using Actors.World;

namespace Actors.Serialization.Frames;

/// <summary>What both ends of a stream of frames agree on.</summary>
internal static class FrameFormat
{
    /// <summary>The first byte of an element. A reader refuses a version that it does not know, so the readers of a new version ship before its writers.</summary>
    public const byte Version = 1;

    /// <summary>The most rooms that are remembered. When there are more, the room that has been silent for longest is forgotten.</summary>
    public const int MaxRooms = 4096;

    // The kinds of entries in an element.
    public const byte FirstOfRoom = 1;
    public const byte NextOfRoom = 2;
    public const byte Forget = 3;

    /// <summary>What the first frame of a room is compared with.</summary>
    public static readonly RoomFrame Empty = new()
    {
        Room = new RoomId(""),
        Sequence = 0,
        Tick = 0,
        Players = [],
        Creatures = [],
        Items = [],
        Nodes = [],
        Projectiles = [],
        Events = [],
    };
}

/// <summary>What differs from the frame that would be expected next from the room.</summary>
[Flags]
internal enum FrameFields : ulong
{
    Players = 1 << 0,
    Creatures = 1 << 1,
    Items = 1 << 2,
    Nodes = 1 << 3,
    Projectiles = 1 << 4,
    Events = 1 << 5,

    /// <summary>The tick is not the next one, or the frame's number is not one higher.</summary>
    Times = 1 << 6,

    /// <summary>The epoch differs, or the events' numbers do not continue those of the last frame.</summary>
    Origin = 1 << 7,
    Components = 1 << 8,
    All = (1 << 9) - 1,
}
