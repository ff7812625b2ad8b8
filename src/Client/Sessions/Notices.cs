namespace Actors.Client.Sessions;

/// <summary>The server's last word before it closes.</summary>
internal sealed record Goodbye(Ending Ending);

/// <summary>What the rules show to you alone has changed.</summary>
internal sealed record OwnChange(ComponentSet Components);

/// <summary>A round trip was measured.</summary>
internal sealed record PingMeasure;

/// <summary>The answer of a command, for the one who waits for it.</summary>
internal sealed record CommandAnswer(TaskCompletionSource<CommandResult> To, CommandResult Result);
