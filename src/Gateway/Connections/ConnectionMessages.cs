using Actors.Channels;
using Actors.Gateway.Dialects;
using Actors.Storage;
using Actors.Telemetry;
using Actors.World;

namespace Actors.Gateway.Connections;

internal sealed record ClientStarted(Hello Hello);

internal sealed record ClientInput(Command Command);

/// <param name="Trace">It ends with the answer.</param>
internal sealed record ClientAsked(Command Command, long? Id, CommandSpan Trace);

/// <summary>A line that is not a command. It is answered in order too.</summary>
internal sealed record ParseFailed(Rejected Why, long? Id);

internal sealed record EncodingChanged;

/// <summary>The client speaks another dialect now, in another session.</summary>
internal sealed record DialectChanged;

internal sealed record ViewShown(RoomId Room);

internal sealed record ClientResync;

/// <summary>A notice for the client that needs no room.</summary>
internal sealed record ClientWarned(Notice Notice);

internal sealed record ClientGone(CloseCode Code, string Reason);

/// <param name="NewToken">The secret of a new guest, which the client gets once.</param>
/// <param name="Resumes">The client has shown a resume token: only the id and the room of the record are known, and the room has the rest.</param>
internal sealed record Identified(Hello Hello, PlayerRecord Record, string? NewToken, bool IsFresh, Problem? Problem, bool Resumes = false)
{
    /// <summary>Without the token, because a message that an actor fails on is logged.</summary>
    public override string ToString() => $"Identified {{ Player = {Record.Id}, IsFresh = {IsFresh} }}";
}

/// <summary>The client may not use this identity.</summary>
internal sealed record IdentityRefused(string Code, string Text);

internal sealed record IdentityFailed(Exception Cause);

internal sealed record NameClaimed(long Id, string Name, ClaimOutcome Outcome);

internal sealed record NameClaimFailed(long Id, Exception Cause);

internal sealed record RoomsListed(long Id, IReadOnlyList<ListedRoom> Rooms);

internal sealed record RoomsNotListed(long Id, Exception Cause);

internal sealed record HelloTimedOut;

/// <summary>The client has sent nothing in the time in which it could turn out to speak another dialect.</summary>
internal sealed record DialectTimedOut;

/// <summary>New content has changed the room that the client sees. It is shown nothing more of it until it has been notified.</summary>
internal sealed record RoomDefinitionChanged(RoomId Room);

internal sealed record AnswerOverdue;

/// <summary>A room that could not admit the player a moment ago may be able to now.</summary>
internal sealed record RefusedJoinRetry;

/// <summary>A join has not been answered.</summary>
internal sealed record UnansweredJoinRetry(long Attempt);
