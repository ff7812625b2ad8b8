using System.Text.Json;

namespace Actors.World;

/// <summary>
/// Something that happened in a room, as everybody there may see it: text for people, fields for programs. All dialects show all events, a module's own as well.
/// <see cref="At"/> is where it happened; clients with an area of interest see it when it is near.
/// </summary>
/// <remarks>An event is a record of ids, numbers and texts. It has everything needed to show it after those whom it is about have left.</remarks>
public abstract record RoomEvent(Vector At)
{
    /// <summary>What it is and whom it is about.</summary>
    public abstract EventHeader Header { get; }

    /// <summary>The line for a viewer; null when there is no text. It is the same for everybody but <see cref="EventHeader.Actor"/> and <see cref="EventHeader.Other"/>.</summary>
    public virtual string? Describe(in Viewer viewer) => null;

    /// <summary>
    /// Writes the event's fields for programs, besides the header: numbers, texts and flags. By default these are the record's own properties, with their names in
    /// camel case.
    /// </summary>
    public virtual void WriteFields(Utf8JsonWriter json) => EventFields.Write(json, this);
}

/// <summary>What all events have.</summary>
/// <param name="Kind">The kind by which programs know it. A module's own begins with the module's name and a dot, as all its names do.</param>
/// <param name="Actor">The player who did it, or to whom it happened; null: nobody.</param>
/// <param name="Name">The actor's name at that time.</param>
/// <param name="Other">Another player whom it is about and who is addressed in the text.</param>
/// <param name="Speech">What was said or done in the actor's own words.</param>
/// <param name="Audience">Who is shown it.</param>
public readonly record struct EventHeader(
    string Kind, PlayerId? Actor = null, string Name = "", PlayerId? Other = null, string? Speech = null, EventAudience Audience = EventAudience.Area);

/// <summary>Who is shown an event.</summary>
public enum EventAudience
{
    /// <summary>Everybody in the room who sees where it happened.</summary>
    Area,

    /// <summary>Everybody in the room.</summary>
    Room,

    /// <summary>Only the actor.</summary>
    Actor,
}

/// <summary>The reader of an event: the event's texts address this player.</summary>
/// <param name="Id">The default value: somebody whom the event is not about.</param>
public readonly record struct Viewer(PlayerId Id)
{
    /// <summary>Whether the viewer is this player.</summary>
    public bool Is(PlayerId? player) => player == Id && Id != default;

    /// <summary><c>You</c> at the beginning of a sentence, or the name.</summary>
    public string Subject(PlayerId? player, string name) => Is(player) ? "You" : name;

    /// <summary><c>you</c> within a sentence, or the name.</summary>
    public string Object(PlayerId? player, string name) => Is(player) ? "you" : name;

    /// <summary>The verb for the subject: <c>heal</c> for you, <c>heals</c> for others.</summary>
    public string Verb(PlayerId? player, string you, string others) => Is(player) ? you : others;
}
