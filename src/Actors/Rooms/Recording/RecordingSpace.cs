namespace Actors.Rooms.Recording;

/// <summary>The disk space that recordings may take: each, and all that this node has begun.</summary>
internal sealed class RecordingSpace(int eachMegabytes, int allMegabytes)
{
    private const long Megabyte = 1024 * 1024;

    private long _all;

    public void Take(int bytes) => Interlocked.Add(ref _all, bytes);

    /// <returns>Null while there is space for more.</returns>
    public RecordingEnd? Exceeded(long length)
    {
        if (length >= eachMegabytes * Megabyte)
            return RecordingEnd.Full(eachMegabytes);
        return Interlocked.Read(ref _all) >= allMegabytes * Megabyte ? RecordingEnd.AllFull(allMegabytes) : null;
    }
}
