namespace Actors.Client;

/// <summary>The server has let the player in.</summary>
/// <param name="PlayerId">The id of your player.</param>
/// <param name="PlayerName">The name of your player.</param>
/// <param name="Resumed">How much was resumed of what was before the connection broke.</param>
/// <param name="LastCommand">The number of your last command that the server has executed.</param>
/// <param name="StepMilliseconds">The length of the server's step.</param>
/// <param name="ServerTime">The server's milliseconds since 1970.</param>
public sealed record Welcome(long PlayerId, string PlayerName, Resumption Resumed, long LastCommand, double StepMilliseconds, long ServerTime);

/// <summary>How much was resumed of what was before a connection broke.</summary>
public enum Resumption
{
    /// <summary>You have joined anew, where the server had stored you.</summary>
    None,

    /// <summary>Your body waited for you. The events that you missed are no longer available; the state is the current one.</summary>
    Body,

    /// <summary>Your body waited for you, and all events that you missed follow.</summary>
    Events,
}
