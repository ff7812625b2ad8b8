namespace Actors.Reloading;

/// <summary>What can be sent to a node about its content.</summary>
public abstract record ContentMessage;

/// <summary>Has a node read its content anew, and change nothing yet. Answered by <see cref="ContentRead"/>.</summary>
public sealed record ReadContent : ContentMessage;

/// <summary>Has a node go on with the content that it has read. Answered by <see cref="ContentTaken"/>.</summary>
/// <param name="Hash">Which: if it has read other content since, it goes on with neither.</param>
public sealed record TakeContent(string Hash) : ContentMessage;

/// <summary>What a node has found in its content.</summary>
/// <param name="Hash">Of what it has read; null when that cannot be used.</param>
/// <param name="Running">The hash of what it runs with.</param>
/// <param name="Errors">Each with file and line; not more than <see cref="MaxErrors"/>.</param>
/// <param name="NeedsRestart">What it cannot take while it runs.</param>
/// <param name="Change">How the one differs from the other, in a line.</param>
public sealed record ContentRead(string? Hash, string Running, IReadOnlyList<string> Errors, IReadOnlyList<string> NeedsRestart, string Change)
{
    /// <summary>So many that the message stays below what one remote message may have.</summary>
    public const int MaxErrors = 500;
}

/// <summary>A node goes on with other content, or not.</summary>
/// <param name="IsTaken">False: it has not read it, or other content since.</param>
/// <param name="ActiveRooms">Rooms that were in memory.</param>
/// <param name="RenewedRooms">Those of them that are others in that content, and were saved and begun anew.</param>
public sealed record ContentTaken(bool IsTaken, int ActiveRooms, int RenewedRooms);
