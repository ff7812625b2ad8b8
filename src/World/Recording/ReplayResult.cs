namespace Actors.World;

/// <summary>What became of playing a recording.</summary>
public enum ReplayOutcome
{
    /// <summary>The room came to the recorded hash at every tick that was played.</summary>
    AsRecorded,

    /// <summary>It did not: <see cref="RoomReplay.Difference"/> says where it first became another.</summary>
    Differs,

    /// <summary>The rules threw.</summary>
    Broke,

    /// <summary>A line is none of a recording.</summary>
    Unreadable,
}

/// <summary>How the recording ends.</summary>
public enum RecordingEnding
{
    /// <summary>It was not played so far.</summary>
    NotReached,

    /// <summary>It has its last line, which says why it ends.</summary>
    Complete,

    /// <summary>It just stops, after a whole line: its process was killed, or is writing still.</summary>
    Missing,

    /// <summary>It stops within a line.</summary>
    Torn,
}

/// <param name="Replay">The room as far as it was played; null when the recording did not even begin.</param>
/// <param name="Why">What differs, what was thrown, what cannot be read, or why the recording ends.</param>
/// <param name="InputsSinceTick">What the room took after the last tick that was as recorded: among them is the cause of a difference, unless it is the step itself.</param>
public sealed record ReplayResult(ReplayOutcome Outcome, RecordingEnding Ending, RoomReplay? Replay, string? Why, IReadOnlyList<RoomInput> InputsSinceTick);
