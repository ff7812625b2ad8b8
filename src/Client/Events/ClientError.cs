namespace Actors.Client;

/// <summary>An error that belongs to no command.</summary>
/// <param name="Code">The kind of error.</param>
/// <param name="Text">Text to show.</param>
public sealed record ClientError(ErrorCode Code, string Text);
