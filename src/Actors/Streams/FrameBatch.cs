namespace Actors.Streams;

/// <summary>One element of the stream of frames from a world node to a gateway: what a tick has changed in the rooms of that node that the gateway watches.</summary>
/// <param name="SentAtMilliseconds">The sender's world time when the element was written. A gateway that was paused uses it to skip stale states.</param>
/// <param name="Frames">At most 60 kB, written by the stream's <c>FrameWriter</c>; below the large object heap's 85 kB at both ends.</param>
/// <param name="TickParts">The sender divides a tick into this many parts of equal length, and spreads its rooms' steps over them. 0: the sender is an older node, which does not report it.</param>
public sealed record FrameBatch(long SentAtMilliseconds, byte[] Frames, int TickParts = 0);
