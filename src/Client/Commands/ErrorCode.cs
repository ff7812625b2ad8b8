namespace Actors.Client;

/// <summary>
/// Why something was refused: a code that never changes its meaning. The server's codes are listed here; a code of a world's own rules begins with the module's
/// name and a point, and is created with <c>new ErrorCode("healing.no_mana")</c>.
/// </summary>
/// <param name="Value">The code as it is on the wire.</param>
public readonly record struct ErrorCode(string Value)
{
    /// <summary>There is no such verb.</summary>
    public static ErrorCode UnknownCommand => new("unknown_command");

    /// <summary>The arguments do not fit the verb.</summary>
    public static ErrorCode BadArgument => new("bad_argument");

    /// <summary>It is not in this room.</summary>
    public static ErrorCode NotHere => new("not_here");

    /// <summary>There is no exit in that direction.</summary>
    public static ErrorCode NoSuchExit => new("no_such_exit");

    /// <summary>There is no player of that name.</summary>
    public static ErrorCode NoSuchPlayer => new("no_such_player");

    /// <summary>There is no room of that name.</summary>
    public static ErrorCode NoSuchRoom => new("no_such_room");

    /// <summary>The rules of the room do not let you in.</summary>
    public static ErrorCode NotAdmitted => new("not_admitted");

    /// <summary>Somebody else was faster.</summary>
    public static ErrorCode AlreadyTaken => new("already_taken");

    /// <summary>It cannot be taken.</summary>
    public static ErrorCode CannotTake => new("cannot_take");

    /// <summary>It cannot be used.</summary>
    public static ErrorCode CannotUse => new("cannot_use");

    /// <summary>You do not have it.</summary>
    public static ErrorCode NotHeld => new("not_held");

    /// <summary>You can carry no more.</summary>
    public static ErrorCode InventoryFull => new("inventory_full");

    /// <summary>The room has no place for another player.</summary>
    public static ErrorCode RoomFull => new("room_full");

    /// <summary>Nothing more can lie in the room.</summary>
    public static ErrorCode GroundFull => new("ground_full");

    /// <summary>Nobody is hurt in this room.</summary>
    public static ErrorCode SafeRoom => new("safe_room");

    /// <summary>It is too soon after the last time.</summary>
    public static ErrorCode TooSoon => new("too_soon");

    /// <summary>It is out of reach.</summary>
    public static ErrorCode TooFar => new("too_far");

    /// <summary>The dead cannot do this.</summary>
    public static ErrorCode Dead => new("dead");

    /// <summary>Somebody else has that name.</summary>
    public static ErrorCode NameTaken => new("name_taken");

    /// <summary>The name is not allowed.</summary>
    public static ErrorCode BadName => new("bad_name");

    /// <summary>The text is longer than a server accepts. The client itself may give this code.</summary>
    public static ErrorCode TextTooLong => new("text_too_long");

    /// <summary>Too many at once. The client itself gives this code to the thirty-third command that waits.</summary>
    public static ErrorCode RateLimited => new("rate_limited");

    /// <summary>It cannot be done now; or, from the client itself: no answer is expected, and it is not known whether the command was done.</summary>
    public static ErrorCode Unavailable => new("unavailable");

    /// <summary>A command with a higher id was sent since, and this one is not known to have been done.</summary>
    public static ErrorCode OldId => new("old_id");

    /// <summary>A rule of the world has failed; nothing was done.</summary>
    public static ErrorCode Internal => new("internal");

    /// <summary>You are in no room; or, from the client itself: it was closed by <see cref="GameClient.Close"/>.</summary>
    public static ErrorCode NotInRoom => new("not_in_room");

    /// <summary>The message could not be read. The client itself gives this code for text with half a character in it.</summary>
    public static ErrorCode BadMessage => new("bad_message");

    /// <summary>From the client itself: it is closed, for the reason in <see cref="GameClient.Ending"/>.</summary>
    public static ErrorCode NotConnected => new("not_connected");

    /// <summary>From the client itself: the token store has failed, so the game will be another player when it starts again.</summary>
    public static ErrorCode NotKept => new("not_kept");

    /// <inheritdoc/>
    public override string ToString() => Value;
}
