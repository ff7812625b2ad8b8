using System.Text.Json;

namespace Actors.World;

/// <summary>
/// One thing that a player may ask for: its name, how it is typed, its help text, and what it does. All of a verb is in its one file. Derive from <see cref="Verb{TCommand}"/>.
/// </summary>
public abstract class Verb
{
    /// <summary>The name that help lists.</summary>
    public abstract string Name { get; }

    /// <summary>Other words for it.</summary>
    public virtual IReadOnlyList<string> Aliases => [];

    /// <summary>How it is typed: <c>take ITEM</c>. Empty: it cannot be typed, and help does not list it.</summary>
    public abstract string Usage { get; }

    /// <summary>One sentence.</summary>
    public abstract string Help { get; }

    /// <summary>Whether dead players may use it.</summary>
    public virtual bool WhileDead => false;

    /// <summary>Whether it changes nothing: a repeated command is executed again rather than answered from memory.</summary>
    public virtual bool IsReadOnly => false;

    /// <summary>Whether players can type it.</summary>
    public bool IsTyped => Usage.Length > 0;

    internal abstract Type CommandType { get; }

    /// <summary>Makes the command from the text after the verb, which is trimmed and has single blanks.</summary>
    public abstract ParseResult Parse(string rest);

    internal abstract ParseResult ReadArguments(string json);

    /// <summary>The arguments as <see cref="ReadArguments"/> reads them.</summary>
    internal string WriteArguments(Command command) => JsonSerializer.Serialize(command, CommandType, ComponentJson.Options);

    internal abstract Reply Execute(in VerbContext context, Command command);

    /// <summary>The name in logs.</summary>
    internal string Title => field ??= $"The verb {Name}";

    internal IEnumerable<string> Words => IsTyped ? Aliases.Prepend(Name) : [];

    /// <summary>A refusal that says how the verb is typed.</summary>
    protected Rejected ShowUsage() => new(Codes.BadArgument, $"Say it like this: {Usage}");
}

/// <summary>A verb for one kind of command.</summary>
/// <typeparam name="TCommand">Its properties are the arguments of the structured command, by their names in camel case.</typeparam>
public abstract class Verb<TCommand> : Verb
    where TCommand : Command
{
    internal override Type CommandType => typeof(TCommand);

    internal override Reply Execute(in VerbContext context, Command command) => Execute(context, (TCommand)command);

    internal override ParseResult ReadArguments(string json)
    {
        try
        {
            return JsonSerializer.Deserialize<TCommand>(json, ComponentJson.Options) is { } command ? command : ShowUsage();
        }
        catch (Exception wrong) when (ComponentJson.IsMisfit(wrong))
        {
            var where = (wrong as JsonException)?.Path?.TrimStart('$', '.') is { Length: > 0 } path ? $" at \"{path}\"" : "";
            return new Rejected(Codes.BadArgument, $"The arguments of \"{Name}\" do not fit{where}. As a line it is: {Usage}");
        }
    }

    /// <summary>Executes the command. An expected refusal is a <see cref="Rejected"/>; an exception makes the room restart from its last commit.</summary>
    protected abstract Reply Execute(in VerbContext context, TCommand command);
}

/// <summary>What a verb works on: a room, and the player in it who asks.</summary>
/// <param name="CommandId">0 for real-time input, which is never repeated.</param>
public readonly record struct VerbContext(RoomState Room, Player Player, long CommandId)
{
    /// <summary>Publishes an event.</summary>
    public void Emit(RoomEvent happened) => Room.Emit(happened);

    /// <summary>A refusal.</summary>
    /// <param name="code">Stable: one of <see cref="Codes"/>, or a module's own, which begins with the module's name and a dot.</param>
    public static Rejected Reject(string code, string text) => new(code, text);
}

/// <summary>A command, or why there is none. Exactly one of the two is set.</summary>
public readonly record struct ParseResult(Command? Command, Rejected? Rejected)
{
    /// <summary>The text is this command.</summary>
    public static implicit operator ParseResult(Command command) => new(command, null);

    /// <summary>The text is no command.</summary>
    public static implicit operator ParseResult(Rejected rejected) => new(null, rejected);
}
