namespace Actors.World;

/// <summary>
/// Work outside of the world for its rules: a call over HTTP, a database of one's own. It runs off the room's turn, on the node that hosts the room, and may take its time; its answer
/// comes back to the room as an input, which is recorded as any other.
/// </summary>
public interface IRoomService
{
    /// <summary>
    /// Carries one request out. It may be asked the same again, with the same room and number, when the room's node died before the answer was persisted: work that must
    /// not be done twice takes these two for its key.
    /// </summary>
    /// <returns>The answer, as <see cref="ServiceAnswer.Answer"/> of the rule. What it throws is the rule's <see cref="ServiceAnswer.Error"/>.</returns>
    Task<string> AnswerAsync(ServiceRequest request, CancellationToken cancellationToken);
}

/// <summary>What a rule has asked a service.</summary>
/// <param name="Number">Unlike that of any other request of the room.</param>
/// <param name="Service">By which it is registered.</param>
/// <param name="Body">What the rule has said: text, or JSON.</param>
/// <param name="Context">What the rule wants to know again with the answer.</param>
public sealed record ServiceRequest(RoomId Room, long Number, string Service, string Body, string? Context);

/// <summary>What became of a request. Exactly one of the two is there.</summary>
/// <param name="Error">The message of what the service has thrown, or that it took too long.</param>
public sealed record ServiceAnswer(ServiceRequest Request, string? Answer, string? Error);

/// <summary>What a rule makes of an answer.</summary>
public delegate void AnswerHandler(RoomState room, ServiceAnswer answer);

/// <summary>A message from one room to another: it arrives exactly once, after what was committed with it, and in the order of those that the one room has sent the other.</summary>
/// <param name="Number">Counts what <paramref name="From"/> has sent to <paramref name="To"/>, from 1.</param>
/// <param name="Kind">By which its handler is registered.</param>
public sealed record RoomMail(RoomId From, RoomId To, long Number, string Kind, string Body);

/// <summary>What a rule makes of mail from another room.</summary>
public delegate void MailHandler(RoomState room, RoomMail mail);
