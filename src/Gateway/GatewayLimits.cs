using System.ComponentModel.DataAnnotations;

namespace Actors.Gateway;

/// <summary>What one client may use up. All are finite; docs/options.md lists them in one table.</summary>
public sealed class GatewayLimits
{
    /// <summary>How long a resume token is good for; a client gets a new one with each room that it enters.</summary>
    [Range(1, 10_080)]
    public int ResumeMinutes { get; set; } = 720;

    /// <summary>Messages a second that a client may keep sending.</summary>
    [Range(1, 100_000)]
    public int MessagesPerSecond { get; set; } = 120;

    /// <summary>Messages that a client may send at once before the rate counts.</summary>
    [Range(1, 100_000)]
    public int MessageBurst { get; set; } = 240;

    /// <summary>Messages over the rate, which are dropped, before the connection is closed with 1008.</summary>
    [Range(1, 10_000_000)]
    public int DroppedBeforeClose { get; set; } = 6000;

    /// <summary>Malformed messages before the connection is closed with 1008.</summary>
    [Range(1, 1_000_000)]
    public int MalformedBeforeClose { get; set; } = 100;

    /// <summary>Seconds in which a client must identify itself, in dialects where it does so.</summary>
    [Range(1, 300)]
    public int HelloSeconds { get; set; } = 5;

    /// <summary>Milliseconds for which a silent client of an <c>arena</c> listener that names no dialect is sent nothing, because it may speak another one.</summary>
    [Range(0, 10_000)]
    public int UndecidedMilliseconds { get; set; } = 300;

    /// <summary>Unanswered commands that a client may have; further ones are refused with rate_limited. At most 32, because that many answers are kept with the player.</summary>
    [Range(1, 32)]
    public int UnansweredCommands { get; set; } = 32;

    /// <summary>Seconds for which a room may leave a player's join unanswered, while the join is repeated; then the connection is closed with 1013.</summary>
    [Range(1, 3600)]
    public int JoinSeconds { get; set; } = 60;

    /// <summary>Seconds until an unanswered command is sent again.</summary>
    [Range(1, 300)]
    public int AnswerSeconds { get; set; } = 10;

    /// <summary>Messages from the client and the world that may wait for a connection's actor; further ones are treated like messages over the rate.</summary>
    [Range(16, 100_000)]
    public int MailboxCapacity { get; set; } = 512;

    /// <summary>Bytes of events and answers that may wait for a client that reads slowly; more close it with 1008. State does not count, because only the latest waits.</summary>
    [Range(1024, 100_000_000)]
    public int OutboxBytes { get; set; } = 256 * 1024;

    /// <summary>Seconds for which a client may take nothing while something waits for it; then it is dropped.</summary>
    [Range(1, 3600)]
    public int StalledSeconds { get; set; } = 20;

    /// <summary>Connections that a gateway holds.</summary>
    [Range(1, 10_000_000)]
    public int MaxConnections { get; set; } = 20_000;

    /// <summary>Frames of a room that may wait to be encoded on this gateway. Later ones take the place of the last, with the events of both.</summary>
    [Range(1, 10_000)]
    public int ViewBacklog { get; set; } = 64;
}
