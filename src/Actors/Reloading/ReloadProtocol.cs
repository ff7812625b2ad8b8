namespace Actors.Reloading;

/// <summary>What can be sent to a node about its content.</summary>
public abstract record ContentMessage;

/// <summary>Has a node read its content anew, and change nothing yet. Answered by <see cref="ContentRead"/>.</summary>
public sealed record ReadContent : ContentMessage;

/// <summary>Makes a node use the content that it has read. Answered by <see cref="ContentTaken"/>.</summary>
/// <param name="Hash">The hash of that content: if the node has read other content since, it takes neither.</param>
public sealed record TakeContent(string Hash) : ContentMessage;

/// <summary>What a node has found in its content.</summary>
/// <param name="Hash">The hash of the content that it has read; null when that cannot be used.</param>
/// <param name="Running">The hash of the content that it runs with.</param>
/// <param name="Errors">Each with file and line; not more than <see cref="MaxErrors"/>.</param>
/// <param name="NeedsRestart">Changes that it cannot take while it runs.</param>
/// <param name="Change">How the read content differs from the running one, in a line.</param>
public sealed record ContentRead(string? Hash, string Running, IReadOnlyList<string> Errors, IReadOnlyList<string> NeedsRestart, string Change)
{
    /// <summary>Keeps the message below the size limit of one remote message.</summary>
    public const int MaxErrors = 500;
}

/// <summary>Whether a node uses the requested content.</summary>
/// <param name="IsTaken">False: the node has not read it, or has read other content since.</param>
/// <param name="ActiveRooms">Rooms that were in memory.</param>
/// <param name="RenewedRooms">Those of them that differ in that content, and were saved and begun anew.</param>
public sealed record ContentTaken(bool IsTaken, int ActiveRooms, int RenewedRooms);
