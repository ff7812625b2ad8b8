namespace Actors.Streams;

/// <summary>One element of the stream of frames from a world node to a gateway: what a tick has changed in the rooms that the gateway watches there.</summary>
/// <param name="SentAtMilliseconds">World time at the sender when it was written. A gateway that stood still uses it to skip stale states.</param>
/// <param name="Frames">At most 60 kB, written by the stream's <c>FrameWriter</c>; below the large object heap's 85 kB at both ends.</param>
/// <param name="TickParts">In so many parts of equal length the sender's rooms take turns through a tick; 0: an older node, which does not say it.</param>
public sealed record FrameBatch(long SentAtMilliseconds, byte[] Frames, int TickParts = 0);
