namespace Actors.Client.Sessions;

/// <summary>The server's last message before it closes.</summary>
internal sealed record Goodbye(Ending Ending);

/// <summary>The components that the rules show to you alone have changed.</summary>
internal sealed record OwnChange(ComponentSet Components);

/// <summary>A round trip was measured.</summary>
internal sealed record PingMeasure;

/// <summary>The answer to a command, for the caller that waits for it.</summary>
internal sealed record CommandAnswer(TaskCompletionSource<CommandResult> To, CommandResult Result);
