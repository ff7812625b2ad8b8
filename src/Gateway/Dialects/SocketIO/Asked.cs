using Actors.World;

namespace Actors.Gateway.Dialects.SocketIO;

internal enum AskedKind
{
    Act,
    Join,
    Leave,
}

/// <summary>What a client asked, for as long as it is not answered.</summary>
/// <param name="Ack">The number under which it waits for the answer; null: it does not.</param>
/// <param name="Room">Where to, or what is left, or where the client believes to be, if it says.</param>
/// <param name="Command">Null: the <paramref name="Line"/> is none, and is asked for the sake of its answer.</param>
internal sealed record Asked(AskedKind Kind, long? Ack, string? Room, Command? Command, string? Line = null)
{
    /// <summary>Whether it may lead to another room: what comes after it belongs there.</summary>
    public bool IsJourney => Command is Travel or Go;

    /// <summary>Where it leads to; null when only the room knows.</summary>
    public string? Destination => (Command as Travel)?.To.Definition;
}
