namespace Actors.Client;

/// <summary>Something is wrong that no command asked for.</summary>
/// <param name="Code">What it is.</param>
/// <param name="Text">Ready to be read.</param>
public sealed record ClientError(ErrorCode Code, string Text);
