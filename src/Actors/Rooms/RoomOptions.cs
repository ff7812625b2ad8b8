using System.ComponentModel.DataAnnotations;

namespace Actors.Rooms;

/// <summary>How rooms are run on a node. Each has a finite default; docs/options.md lists them.</summary>
public sealed class RoomOptions
{
    /// <summary>Messages that may wait for one room. More: joins and commands are refused as unavailable, input is dropped.</summary>
    [Range(64, 1_000_000)]
    public int MailboxCapacity { get; set; } = 8192;

    /// <summary>Steps that a room makes up for at once when its ticks came late; what is beyond is skipped and counted.</summary>
    [Range(1, 100)]
    public int MaxCatchUpSteps { get; set; } = 5;

    /// <summary>A frame waits for the commits of what it shows, at most so long.</summary>
    [Range(0, 5000)]
    public int FrameHoldMilliseconds { get; set; } = 250;

    /// <summary>Commits of one room that may be under way; further commands are refused as unavailable.</summary>
    [Range(1, 100_000)]
    public int MaxPendingCommits { get; set; } = 1024;

    /// <summary>How long a player on its way out waits for the other room's answer.</summary>
    [Range(100, 60_000)]
    public int DepartureTimeoutMilliseconds { get; set; } = 3000;

    /// <summary>How long a room keeps a place for a player that another room has announced.</summary>
    [Range(1000, 600_000)]
    public int ReservationMilliseconds { get; set; } = 10_000;

    /// <summary>How long the body of a client that was cut off stays in its room, for its player to come back to; 0: it leaves at once.</summary>
    [Range(0, 3600)]
    public int GraceSeconds { get; set; } = 20;

    /// <summary>Further copies of a room that overflows.</summary>
    [Range(0, 10_000)]
    public int MaxInstances { get; set; } = 1000;

    /// <summary>How often positions of players are saved.</summary>
    [Range(1, 3600)]
    public int SaveSeconds { get; set; } = 5;

    /// <summary>A room without players and watchers is unloaded after so long.</summary>
    [Range(1, 86_400)]
    public int UnloadSeconds { get; set; } = 60;

    /// <summary>How long a service that rules ask may take to answer.</summary>
    [Range(1, 3600)]
    public int ServiceTimeoutSeconds { get; set; } = 30;

    /// <summary>How often a room that fails may be started again within ten minutes before it is quarantined.</summary>
    [Range(0, 1000)]
    public int MaxRestarts { get; set; } = 5;

    /// <summary>A step or a command that takes longer is told of, with the name of the rule that runs.</summary>
    [Range(1, 60_000)]
    public int StepBudgetMilliseconds { get; set; } = 250;

    /// <summary>Whether a room is quarantined whose rules have taken longer than that.</summary>
    public bool QuarantineOverBudget { get; set; }

    /// <summary>How long a guest that has left and owns nothing keeps its name; 0: others may be called so at once.</summary>
    [Range(0, 43_200)]
    public int GuestNameMinutes { get; set; }

    /// <summary>How long a guest that has left is known, with its name if it owns something; then it and its things go where content says.</summary>
    [Range(1, 3650)]
    public int GuestDays { get; set; } = 30;

    /// <summary>Rooms that are recorded, by their ids with commas between; <c>*</c> is all. Empty: none.</summary>
    public string Record { get; set; } = "";

    /// <summary>Where recordings go, a file for each time that a room is activated.</summary>
    [Required]
    [DataType("Path")]
    public string RecordDirectory { get; set; } = "recordings";

    /// <summary>A recording ends when it has so much.</summary>
    [Range(1, 65_536)]
    public int RecordMegabytes { get; set; } = 64;

    /// <summary>All recordings end, and none begins, when those since the node started have so much together.</summary>
    [Range(1, 1_048_576)]
    public int RecordTotalMegabytes { get; set; } = 1024;
}
