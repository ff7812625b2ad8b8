using Actors.World;

namespace Actors.Gateway.Dialects.SocketIO;

internal enum AskedKind
{
    Act,
    Join,
    Leave,
}

/// <summary>A request of a client that has not been answered yet.</summary>
/// <param name="Ack">The number under which the client waits for the answer; null: it does not wait.</param>
/// <param name="Room">The room to enter or to leave, or the room where the client believes to be, if it says so.</param>
internal sealed record Asked(AskedKind Kind, long? Ack, string? Room, Command Command)
{
    /// <summary>Whether the line that was typed leads through an exit.</summary>
    public bool MayLeadAway { get; init; }

    /// <summary>Whether it may lead to another room: what comes after it belongs there.</summary>
    public bool IsJourney => MayLeadAway || Command is Travel or Join;

    /// <summary>Where it leads to; null when only the room knows.</summary>
    public string? Destination => ((Command as Travel)?.To ?? (Command as Join)?.Room)?.Definition;
}
