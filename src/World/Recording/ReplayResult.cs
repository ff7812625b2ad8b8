namespace Actors.World;

/// <summary>The outcome of playing a recording.</summary>
public enum ReplayOutcome
{
    /// <summary>The room had the recorded hash at every tick that was played.</summary>
    AsRecorded,

    /// <summary>It did not. <see cref="RoomReplay.Difference"/> says where it first differed.</summary>
    Differs,

    /// <summary>The rules threw.</summary>
    Broke,

    /// <summary>A line is not a line of a recording.</summary>
    Unreadable,
}

/// <summary>How the recording ends.</summary>
public enum RecordingEnding
{
    /// <summary>The recording was not played to its end.</summary>
    NotReached,

    /// <summary>It has its last line, which says why it ends.</summary>
    Complete,

    /// <summary>It stops after a whole line: its process was killed, or is still writing.</summary>
    Missing,

    /// <summary>It stops within a line.</summary>
    Torn,
}

/// <param name="Replay">The room as far as it was played; null when the recording has no readable first line.</param>
/// <param name="Why">What differs, what was thrown, what cannot be read, or why the recording ends.</param>
/// <param name="InputsSinceTick">The room's inputs after the last tick that matched the recording. The cause of a difference is among them, unless it is the step itself.</param>
public sealed record ReplayResult(ReplayOutcome Outcome, RecordingEnding Ending, RoomReplay? Replay, string? Why, IReadOnlyList<RoomInput> InputsSinceTick);
