namespace Actors.Rooms;

/// <summary>How rooms are run on a node. Each has a finite default; docs/options.md lists them.</summary>
public sealed class RoomOptions
{
    /// <summary>Messages that may wait for one room. More: joins and commands are refused as unavailable, input is dropped. 64 to 1,000,000.</summary>
    public int MailboxCapacity { get; set; } = 8192;

    /// <summary>Steps that a room makes up for at once when its ticks came late; what is beyond is skipped and counted. 1 to 100.</summary>
    public int MaxCatchUpSteps { get; set; } = 5;

    /// <summary>A frame waits for the commits of what it shows, at most so long. 0 to 5,000.</summary>
    public int FrameHoldMilliseconds { get; set; } = 250;

    /// <summary>Commits of one room that may be under way; further commands are refused as unavailable. 1 to 100,000.</summary>
    public int MaxPendingCommits { get; set; } = 1024;

    /// <summary>How long a player on its way out waits for the other room's answer. 100 to 60,000.</summary>
    public int DepartureTimeoutMilliseconds { get; set; } = 3000;

    /// <summary>How long a room keeps a place for a player that another room has announced. 1,000 to 600,000.</summary>
    public int ReservationMilliseconds { get; set; } = 10_000;

    /// <summary>Further instances of a room that overflows. 0 to 10,000.</summary>
    public int MaxInstances { get; set; } = 1000;

    /// <summary>Positions of players are kept this often. 1 to 3,600.</summary>
    public int SaveSeconds { get; set; } = 5;

    /// <summary>A room without players and watchers is unloaded after so long. 1 to 86,400.</summary>
    public int UnloadSeconds { get; set; } = 60;

    /// <summary>How often a room that fails may be started again within ten minutes before it is quarantined. 0 to 1,000.</summary>
    public int MaxRestarts { get; set; } = 5;
}
