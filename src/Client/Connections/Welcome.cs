namespace Actors.Client;

/// <summary>The server has let the player in.</summary>
/// <param name="PlayerId">Who you are.</param>
/// <param name="PlayerName">What you are called.</param>
/// <param name="Resumed">How much goes on of what was before the connection broke.</param>
/// <param name="LastCommand">The number of your last command that the server has carried out.</param>
/// <param name="StepMilliseconds">The server's step.</param>
/// <param name="ServerTime">The server's milliseconds since 1970.</param>
public sealed record Welcome(long PlayerId, string PlayerName, Resumption Resumed, long LastCommand, double StepMilliseconds, long ServerTime);

/// <summary>How much goes on of what was before a connection broke.</summary>
public enum Resumption
{
    /// <summary>You have joined anew, where the server had stored you.</summary>
    None,

    /// <summary>Your body waited for you. The events that you missed are gone; the state is that of now.</summary>
    Body,

    /// <summary>Your body waited for you, and all events that you missed follow.</summary>
    Events,
}
