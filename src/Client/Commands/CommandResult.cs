namespace Actors.Client;

/// <summary>
/// The answer to a command: done, or refused with a code. A refusal is a value and not an exception; <see cref="Required"/> turns it into one.
/// </summary>
public sealed class CommandResult
{
    private CommandResult(long id, bool isDone, ErrorCode code, string? text, GameValue message) =>
        (Id, IsDone, Code, Text, Message) = (id, isDone, code, text, message);

    /// <summary>The number of the command; 0 if the client itself refused it, or gave up on it.</summary>
    public long Id { get; }

    /// <summary>Whether it was done.</summary>
    public bool IsDone { get; }

    /// <summary>Why it was refused; the default if it was done.</summary>
    public ErrorCode Code { get; }

    /// <summary>Text to show to the player; null if there is none.</summary>
    public string? Text { get; }

    /// <summary>The server's whole answer, including fields that this version of the library does not know.</summary>
    public GameValue Message { get; }

    /// <summary>The result of <c>look</c>; null for other commands.</summary>
    public RoomDescription? Room => Message["room"] is { IsNull: false } room ? new RoomDescription(room) : null;

    /// <summary>The result of <c>inventory</c>; null for other commands.</summary>
    public Inventory? Inventory => Message["inventory"] is { IsNull: false } inventory ? new Inventory(inventory) : null;

    /// <summary>The result of <c>who</c>; null for other commands.</summary>
    public IReadOnlyList<PlayerPresence>? Who => Message["who"] is { IsNull: false } who
        ? [.. who.Items.Select(static player => new PlayerPresence(States.Rows.Id(player["id"]), player["name"].AsText(""), player["room"].AsText("")))]
        : null;

    /// <summary>The result of <see cref="GameClient.RoomsAsync"/>; null for other commands.</summary>
    public IReadOnlyList<OpenRoom>? Rooms => Message["rooms"] is { IsNull: false } rooms ? [.. rooms.Items.Select(static room => new OpenRoom(room))] : null;

    /// <summary>This result, if the command was done.</summary>
    /// <exception cref="CommandRefusedException">The command was refused.</exception>
    public CommandResult Required() => IsDone ? this : throw new CommandRefusedException(this);

    /// <inheritdoc/>
    public override string ToString() => IsDone ? Text ?? "Done." : $"{Text} ({Code})";

    internal static CommandResult Of(GameValue message) => message["ok"].AsFlag(false)
        ? new(message["id"].AsInteger(0), isDone: true, default, message["text"].AsOptionalText(), message)
        : new(message["id"].AsInteger(0), isDone: false, new ErrorCode(message["code"].AsText("")), message["text"].AsText(""), message);

    internal static CommandResult Refused(ErrorCode code, string text) => new(0, isDone: false, code, text, GameValue.Null);
}
