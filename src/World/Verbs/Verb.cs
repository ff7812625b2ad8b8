namespace Actors.World;

/// <summary>
/// One thing that a player may ask: what it is called, how it is typed, what help says of it, and what it does. Everything of a
/// verb stands in its one file.
/// </summary>
public abstract class Verb
{
    /// <summary>As help lists it.</summary>
    public abstract string Name { get; }

    /// <summary>Other words for it.</summary>
    public virtual IReadOnlyList<string> Aliases => [];

    /// <summary>How it is typed: <c>take ITEM</c>.</summary>
    public abstract string Usage { get; }

    /// <summary>One sentence.</summary>
    public abstract string Help { get; }

    /// <summary>Whether the dead may.</summary>
    public virtual bool WhileDead => false;

    internal abstract Type CommandType { get; }

    /// <summary>Makes the command from what stands behind the verb, trimmed.</summary>
    internal abstract ParsedLine Parse(string rest);

    internal abstract Reply Execute(VerbContext context, Command command);

    private protected ParsedLine Missing() => new(null, new Rejected(Codes.BadArgument, $"Say it like this: {Usage}"));
}

/// <summary>A verb for one kind of command.</summary>
internal abstract class Verb<TCommand> : Verb
    where TCommand : Command
{
    internal override Type CommandType => typeof(TCommand);

    internal override Reply Execute(VerbContext context, Command command) => Execute(context, (TCommand)command);

    protected abstract Reply Execute(VerbContext context, TCommand command);

    protected static ParsedLine Parsed(TCommand command) => new(command, null);
}

/// <summary>What a verb may read and change: one command of one player in one room.</summary>
internal readonly record struct VerbContext(RoomState State, Player Actor, long CommandId, RoomEffects Effects)
{
    public void Show(RoomEvent happened) => Effects.Events.Add(happened);
}

/// <summary>A typed line as a command, or why it is none. Exactly one is there.</summary>
public readonly record struct ParsedLine(Command? Command, Rejected? Rejected);
