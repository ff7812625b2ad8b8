using Actors.Cluster;
using Actors.Gateway.Dialects;
using Actors.Gateway.Transports;
using Actors.Storage;
using Actors.World;

namespace Actors.Gateway.Connections;

internal sealed record ClientStarted(Hello Hello) : ConnectionMessage;

internal sealed record ClientInput(Command Command) : ConnectionMessage;

internal sealed record ClientAsked(Command Command, long? Id) : ConnectionMessage;

/// <summary>A line that is no command is answered too, in its turn.</summary>
internal sealed record ClientMistook(Rejected Why, long? Id) : ConnectionMessage;

internal sealed record ClientRecoded : ConnectionMessage;

/// <summary>Its session is another one now.</summary>
internal sealed record ClientBecame : ConnectionMessage;

internal sealed record ClientIntroduced(RoomId Room) : ConnectionMessage;

internal sealed record ClientResync : ConnectionMessage;

/// <summary>Something to be said to the client that no room is asked for.</summary>
internal sealed record ClientWarned(Notice Notice) : ConnectionMessage;

internal sealed record ClientGone(CloseCode Code, string Reason) : ConnectionMessage;

/// <param name="NewToken">The secret of a new guest, which is told to it once.</param>
/// <param name="Resumes">It has shown a resume token: of the record only the id and the room are known, and the room has the rest.</param>
internal sealed record Identified(Hello Hello, PlayerRecord Record, string? NewToken, bool IsFresh, Problem? Problem, bool Resumes = false) : ConnectionMessage
{
    /// <summary>Without the token: messages that actors fail at are logged.</summary>
    public override string ToString() => $"Identified {{ Player = {Record.Id}, IsFresh = {IsFresh} }}";
}

/// <summary>The client may not come in as whom it says it is.</summary>
internal sealed record IdentityRefused(string Code, string Text) : ConnectionMessage;

internal sealed record IdentityFailed(Exception Cause) : ConnectionMessage;

internal sealed record NameClaimed(long Id, Command Asked, string Name, ClaimOutcome Outcome) : ConnectionMessage;

internal sealed record NameClaimFailed(long Id, Command Asked, Exception Cause) : ConnectionMessage;

internal sealed record HelloTimedOut : ConnectionMessage;

internal sealed record AnswerOverdue : ConnectionMessage;

internal sealed record JoinAgain : ConnectionMessage;
