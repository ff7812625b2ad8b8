using Actors.World;

namespace Actors.Serialization.Frames;

/// <summary>What both ends of a stream of frames agree on.</summary>
internal static class FrameFormat
{
    /// <summary>The first byte of an element. A reader refuses a version that it does not know; it ships before the writers of a new one.</summary>
    public const byte Version = 1;

    /// <summary>So many rooms at most are remembered; when there are more, the one of which nothing was written for the longest time is forgotten.</summary>
    public const int MaxRooms = 4096;

    // What an entry of an element is.
    public const byte FirstOfRoom = 1;
    public const byte NextOfRoom = 2;
    public const byte Forget = 3;

    /// <summary>What a frame is compared with that is the first of its room.</summary>
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

/// <summary>What differs from what one expects of a room's next frame.</summary>
[Flags]
internal enum FrameFields : ulong
{
    Players = 1 << 0,
    Creatures = 1 << 1,
    Items = 1 << 2,
    Nodes = 1 << 3,
    Projectiles = 1 << 4,
    Events = 1 << 5,

    /// <summary>The tick is not one later, or the frame's number not one higher.</summary>
    Times = 1 << 6,

    /// <summary>The epoch is another, or the events are not numbered from where the last frame's ended.</summary>
    Origin = 1 << 7,
    Components = 1 << 8,
    All = (1 << 9) - 1,
}
