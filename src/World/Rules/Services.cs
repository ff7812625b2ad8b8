namespace Actors.World;

/// <summary>
/// Work outside the world on behalf of its rules: an HTTP call, or a database of your own. It runs outside the room's turn, on the node that hosts the room, and may
/// take its time. Its answer comes back to the room as an input, which is recorded like any other.
/// </summary>
public interface IRoomService
{
    /// <summary>
    /// Executes one request. The same request may come again, with the same room and number, if the room's node crashed before the answer was persisted. Work that
    /// must not be done twice uses these two as its key.
    /// </summary>
    /// <returns>The answer, which the rule gets as <see cref="ServiceAnswer.Answer"/>. If this throws, the rule gets <see cref="ServiceAnswer.Error"/>.</returns>
    Task<string> AnswerAsync(ServiceRequest request, CancellationToken cancellationToken);
}

/// <summary>A rule's request to a service.</summary>
/// <param name="Number">Unique among the room's requests.</param>
/// <param name="Service">The name under which the service is registered.</param>
/// <param name="Body">What the rule has sent: text, or JSON.</param>
/// <param name="Context">Passed back to the rule with the answer.</param>
public sealed record ServiceRequest(RoomId Room, long Number, string Service, string Body, string? Context);

/// <summary>The outcome of a request. Exactly one of answer and error is set.</summary>
/// <param name="Error">The message of the exception that the service threw, or that the request took too long.</param>
public sealed record ServiceAnswer(ServiceRequest Request, string? Answer, string? Error);

/// <summary>Handles a service's answer for a rule.</summary>
public delegate void AnswerHandler(RoomState room, ServiceAnswer answer);

/// <summary>
/// A message from one room to another. It arrives exactly once, after the changes that were committed with it, and in the order in which the one room has sent its
/// mail to the other.
/// </summary>
/// <param name="Number">Numbers the mail from <paramref name="From"/> to <paramref name="To"/>, starting at 1.</param>
/// <param name="Kind">The kind under which its handler is registered.</param>
public sealed record RoomMail(RoomId From, RoomId To, long Number, string Kind, string Body);

/// <summary>Handles mail from another room.</summary>
public delegate void MailHandler(RoomState room, RoomMail mail);
