namespace Actors.Client;

/// <summary>A command was refused, and the caller required it to be done: see <see cref="CommandResult.Required"/>.</summary>
public sealed class CommandRefusedException : Exception
{
    internal CommandRefusedException(CommandResult result)
        : base(result.ToString()) => Result = result;

    /// <summary>The refusal.</summary>
    public CommandResult Result { get; }
}
