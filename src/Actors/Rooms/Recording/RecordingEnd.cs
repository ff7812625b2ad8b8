namespace Actors.Rooms.Recording;

/// <summary>Why a recording ends.</summary>
/// <param name="Why">For people, in the last line of the file.</param>
/// <param name="Cause">For the metric; null when the recording is complete.</param>
internal sealed record RecordingEnd(string Why, string? Cause)
{
    public static RecordingEnd Stopped { get; } = new("the room stopped", null);

    public static RecordingEnd TooSlow { get; } = new("incomplete: the disk was too slow", "slow");

    public static RecordingEnd Full(int megabytes) => new($"full: a recording may have {megabytes} MB (Actors:Rooms:RecordMegabytes)", "full");

    public static RecordingEnd AllFull(int megabytes) => new($"full: all recordings of a node may have {megabytes} MB (Actors:Rooms:RecordTotalMegabytes)", "full");

    public static RecordingEnd Disk(Exception failure) => new($"incomplete: {failure.Message}", "disk");
}
