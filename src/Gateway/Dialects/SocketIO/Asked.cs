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
internal sealed record Asked(AskedKind Kind, long? Ack, string? Room, Command Command)
{
    /// <summary>Whether the line that was typed leads through an exit.</summary>
    public bool MayLeadAway { get; init; }

    /// <summary>Whether it may lead to another room: what comes after it belongs there.</summary>
    public bool IsJourney => MayLeadAway || Command is Travel or Join;

    /// <summary>Where it leads to; null when only the room knows.</summary>
    public string? Destination => ((Command as Travel)?.To ?? (Command as Join)?.Room)?.Definition;
}
