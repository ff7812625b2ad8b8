using System.ComponentModel.DataAnnotations;

namespace Actors.Rooms;

/// <summary>How rooms run on a node. Each option has a finite default; docs/options.md lists them.</summary>
public sealed class RoomOptions
{
    /// <summary>Messages that may wait for one room. Beyond that, joins and commands are refused as unavailable, and input is dropped.</summary>
    [Range(64, 1_000_000)]
    public int MailboxCapacity { get; set; } = 8192;

    /// <summary>Steps that a late room simulates at once; the rest is skipped and counted.</summary>
    [Range(1, 100)]
    public int MaxCatchUpSteps { get; set; } = 5;

    /// <summary>The longest time for which frames leave out an effect whose commit is pending. They show movement meanwhile.</summary>
    [Range(0, 5000)]
    public int FrameHoldMilliseconds { get; set; } = 250;

    /// <summary>Commits of one room that may be pending; further commands are refused as unavailable.</summary>
    [Range(1, 100_000)]
    public int MaxPendingCommits { get; set; } = 1024;

    /// <summary>How long a player on its way out waits for the other room's answer.</summary>
    [Range(100, 60_000)]
    public int DepartureTimeoutMilliseconds { get; set; } = 3000;

    /// <summary>How long a room reserves a slot for a player that another room has announced.</summary>
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

    /// <summary>The time after which a room without players and watchers is unloaded.</summary>
    [Range(1, 86_400)]
    public int UnloadSeconds { get; set; } = 60;

    /// <summary>How long a service that rules ask may take to answer.</summary>
    [Range(1, 3600)]
    public int ServiceTimeoutSeconds { get; set; } = 30;

    /// <summary>How often a room that fails may be restarted within ten minutes before it is quarantined.</summary>
    [Range(0, 1000)]
    public int MaxRestarts { get; set; } = 5;

    /// <summary>A step or a command that takes longer is logged and counted, with the name of the rule that runs.</summary>
    [Range(1, 60_000)]
    public int StepBudgetMilliseconds { get; set; } = 250;

    /// <summary>Whether a room whose rules have taken longer than <see cref="StepBudgetMilliseconds"/> is quarantined.</summary>
    public bool QuarantineOverBudget { get; set; }

    /// <summary>How long a guest that has left and owns nothing keeps its name; 0: others may take the name at once.</summary>
    [Range(0, 43_200)]
    public int GuestNameMinutes { get; set; }

    /// <summary>How long a guest that has left is remembered, with its name if it owns something; then the guest is deleted and its items go where content says.</summary>
    [Range(1, 3650)]
    public int GuestDays { get; set; } = 30;

    /// <summary>Rooms to record: ids separated by commas, or <c>*</c> for all. Empty: none.</summary>
    public string Record { get; set; } = "";

    /// <summary>The directory of recordings: one file for each activation of a room.</summary>
    [Required]
    [DataType("Path")]
    public string RecordDirectory { get; set; } = "recordings";

    /// <summary>The size at which a recording ends.</summary>
    [Range(1, 65_536)]
    public int RecordMegabytes { get; set; } = 64;

    /// <summary>The total size, since the node started, at which all recordings end and no new one begins.</summary>
    [Range(1, 1_048_576)]
    public int RecordTotalMegabytes { get; set; } = 1024;
}
