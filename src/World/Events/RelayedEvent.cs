using System.Text.Json;

namespace Actors.World;

/// <summary>A module's own event on another node, which need not know the module: the text for each kind of reader, and the fields.</summary>
/// <param name="Line">For onlookers.</param>
/// <param name="ActorLine">For <see cref="EventHeader.Actor"/>.</param>
/// <param name="OtherLine">For <see cref="EventHeader.Other"/>.</param>
/// <param name="Fields">A JSON object.</param>
public sealed record RelayedEvent(
    string Kind, PlayerId? Actor, string Name, PlayerId? Other, string? Speech, EventAudience Audience,
    string? Line, string? ActorLine, string? OtherLine, string Fields, Vector At) : RoomEvent(At)
{
    /// <inheritdoc/>
    public override EventHeader Header => new(Kind, Actor, Name, Other, Speech, Audience);

    /// <inheritdoc/>
    public override string? Describe(in Viewer viewer) => viewer.Is(Actor) ? ActorLine : viewer.Is(Other) ? OtherLine : Line;

    /// <inheritdoc/>
    public override void WriteFields(Utf8JsonWriter json)
    {
        using var fields = JsonDocument.Parse(Fields);
        foreach (var field in fields.RootElement.EnumerateObject())
            field.WriteTo(json);
    }

    /// <summary>The event as it travels.</summary>
    public static RelayedEvent Of(RoomEvent happened)
    {
        var (kind, actor, name, other, speech, audience) = happened.Header;
        using var fields = new MemoryStream();
        using (var json = new Utf8JsonWriter(fields))
        {
            json.WriteStartObject();
            happened.WriteFields(json);
            json.WriteEndObject();
        }
        return new RelayedEvent(
            kind, actor, name, other, speech, audience,
            happened.Describe(default), Own(happened, actor), Own(happened, other), System.Text.Encoding.UTF8.GetString(fields.ToArray()), happened.At);
    }

    private static string? Own(RoomEvent happened, PlayerId? player) => player is { } viewer ? happened.Describe(new Viewer(viewer)) : null;
}
