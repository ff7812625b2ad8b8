using System.Text.Json;

namespace Actors.World;

/// <summary>A player has come in.</summary>
/// <param name="From">The direction that it came from; null when it came into the world.</param>
public sealed record PlayerEntered(PlayerId Player, string Name, string? From, Vector At) : RoomEvent(At)
{
    /// <inheritdoc/>
    public override EventHeader Header => new("entered", Player, Name, Audience: EventAudience.Room);

    /// <inheritdoc/>
    public override string? Describe(in Viewer viewer) => viewer.Is(Player) ? null : From is { } from ? $"{Name} arrives from {Side(from)}." : $"{Name} appears.";

    /// <inheritdoc/>
    public override void WriteFields(Utf8JsonWriter json) => json.WriteString("from", From);

    private static string Side(string direction) => direction switch
    {
        "up" => "above",
        "down" => "below",
        "in" => "inside",
        "out" => "outside",
        _ => $"the {direction}",
    };
}

/// <param name="To">The direction that it took, null when it left the world.</param>
public sealed record PlayerLeft(PlayerId Player, string Name, string? To, Vector At) : RoomEvent(At)
{
    /// <inheritdoc/>
    public override EventHeader Header => new("left", Player, Name, Audience: EventAudience.Room);

    /// <inheritdoc/>
    public override string? Describe(in Viewer viewer) =>
        viewer.Is(Player) ? null : To is null ? $"{Name} is gone." : To == "away" ? $"{Name} travels away." : $"{Name} goes {To}.";

    /// <inheritdoc/>
    public override void WriteFields(Utf8JsonWriter json) => json.WriteString("to", To);
}

/// <summary>A player has a new name.</summary>
public sealed record PlayerRenamed(PlayerId Player, string OldName, string NewName, Vector At) : RoomEvent(At)
{
    /// <inheritdoc/>
    public override EventHeader Header => new("renamed", Player, NewName, Audience: EventAudience.Room);

    /// <inheritdoc/>
    public override string? Describe(in Viewer viewer) => viewer.Is(Player) ? null : $"{OldName} is called {NewName} from now on.";

    /// <inheritdoc/>
    public override void WriteFields(Utf8JsonWriter json) => json.WriteString("old_name", OldName);
}

/// <summary>A player has said a text; invisible characters are removed from it.</summary>
public sealed record Said(PlayerId Player, string Name, string Text, Vector At) : RoomEvent(At)
{
    /// <inheritdoc/>
    public override EventHeader Header => new("said", Player, Name, Speech: Text, Audience: EventAudience.Room);

    /// <inheritdoc/>
    public override string? Describe(in Viewer viewer) => viewer.Is(Player) ? $"You say: {Text}" : $"{Name} says: {Text}";

    /// <inheritdoc/>
    public override void WriteFields(Utf8JsonWriter json) => json.WriteString("message", Text);
}

/// <summary>A player has done something: the text says what, after the player's name.</summary>
public sealed record Emoted(PlayerId Player, string Name, string Text, Vector At) : RoomEvent(At)
{
    /// <inheritdoc/>
    public override EventHeader Header => new("emoted", Player, Name, Speech: Text, Audience: EventAudience.Room);

    /// <inheritdoc/>
    public override string? Describe(in Viewer viewer) => $"{Name} {Text}";

    /// <inheritdoc/>
    public override void WriteFields(Utf8JsonWriter json) => json.WriteString("message", Text);
}

/// <summary>A player has picked up an item from the ground.</summary>
public sealed record ItemTaken(PlayerId Player, string Name, ItemId Item, string Kind, string ItemName, Vector At) : RoomEvent(At)
{
    /// <inheritdoc/>
    public override EventHeader Header => new("taken", Player, Name);

    /// <inheritdoc/>
    public override string? Describe(in Viewer viewer) => viewer.Is(Player) ? null : $"{Name} takes the {ItemName}.";

    /// <inheritdoc/>
    public override void WriteFields(Utf8JsonWriter json) => ItemFields.Write(json, Item, Kind, ItemName);
}

/// <summary>A player has put down an item.</summary>
public sealed record ItemDropped(PlayerId Player, string Name, ItemId Item, string Kind, string ItemName, Vector At) : RoomEvent(At)
{
    /// <inheritdoc/>
    public override EventHeader Header => new("dropped", Player, Name);

    /// <inheritdoc/>
    public override string? Describe(in Viewer viewer) => viewer.Is(Player) ? null : $"{Name} drops the {ItemName}.";

    /// <inheritdoc/>
    public override void WriteFields(Utf8JsonWriter json) => ItemFields.Write(json, Item, Kind, ItemName);
}

/// <summary>A player has used an item; <c>Consumed</c>: this has used it up.</summary>
public sealed record ItemUsed(PlayerId Player, string Name, ItemId Item, string Kind, string ItemName, bool Consumed, Vector At) : RoomEvent(At)
{
    /// <inheritdoc/>
    public override EventHeader Header => new("used", Player, Name);

    /// <inheritdoc/>
    public override string? Describe(in Viewer viewer) => viewer.Is(Player) ? null : $"{Name} uses the {ItemName}.";

    /// <inheritdoc/>
    public override void WriteFields(Utf8JsonWriter json) => ItemFields.Write(json, Item, Kind, ItemName);
}

/// <summary>An item has come into the world here, dropped by a creature.</summary>
public sealed record ItemAppeared(ItemId Item, string Kind, string ItemName, Vector At) : RoomEvent(At)
{
    /// <inheritdoc/>
    public override EventHeader Header => new("appeared", Name: ItemName);

    /// <inheritdoc/>
    public override string? Describe(in Viewer viewer) => $"A {ItemName} falls to the ground.";

    /// <inheritdoc/>
    public override void WriteFields(Utf8JsonWriter json) => ItemFields.Write(json, Item, Kind, ItemName);
}

/// <summary>A player has gathered from a node.</summary>
/// <param name="Node">The node's index in the definition.</param>
/// <param name="Score">The player's score afterwards.</param>
public sealed record Gathered(PlayerId Player, string Name, int Node, Resource Resource, int Amount, int Score, Vector At) : RoomEvent(At)
{
    /// <inheritdoc/>
    public override EventHeader Header => new("gathered", Player, Name);

    /// <inheritdoc/>
    public override string? Describe(in Viewer viewer) => viewer.Is(Player) ? $"You gather {Resource.Word()}." : $"{Name} gathers {Resource.Word()}.";

    /// <inheritdoc/>
    public override void WriteFields(Utf8JsonWriter json)
    {
        json.WriteString("resource", Resource.Word());
        json.WriteNumber("amount", Amount);
        json.WriteNumber("score", Score);
    }
}

/// <summary>A node that was exhausted is full again.</summary>
public sealed record NodeRespawned(int Node, Resource Resource, Vector At) : RoomEvent(At)
{
    /// <inheritdoc/>
    public override EventHeader Header => new("nodeRespawned");
}

/// <summary>A swing, whether or not it hits: <see cref="Struck"/> reports a hit.</summary>
public sealed record Swung(PlayerId Player, string Name, double AngleRadians, Vector At) : RoomEvent(At)
{
    /// <inheritdoc/>
    public override EventHeader Header => new("swung", Player, Name);

    /// <inheritdoc/>
    public override void WriteFields(Utf8JsonWriter json) => json.WriteNumber("angle", AngleRadians);
}

/// <summary>A player or a creature is hurt. Exactly one of <c>Player</c> and <c>Creature</c> is set, and at most one of <c>ByPlayer</c> and <c>ByCreature</c>.</summary>
public sealed record Struck(
    PlayerId? ByPlayer, CreatureId? ByCreature, string ByName,
    PlayerId? Player, CreatureId? Creature, string Name,
    int Damage, int Health, Vector At) : RoomEvent(At)
{
    /// <inheritdoc/>
    public override EventHeader Header => new("struck", ByPlayer, ByName, Player);

    /// <inheritdoc/>
    public override string? Describe(in Viewer viewer) =>
        $"{Fighters.Subject(viewer, ByPlayer, ByName)} {viewer.Verb(ByPlayer, "hit", "hits")} {Fighters.Object(viewer, Player, Creature, Name)} for {Damage}.";

    /// <inheritdoc/>
    public override void WriteFields(Utf8JsonWriter json)
    {
        json.WriteString("target_id", Player?.ToString());
        json.WriteString("target", Name);
        json.WriteNumber("damage", Damage);
        json.WriteNumber("health", Health);
    }
}

/// <summary>A player or a creature is dead. Exactly one of <c>Player</c> and <c>Creature</c> is set, and at most one of <c>ByPlayer</c> and <c>ByCreature</c>.</summary>
public sealed record Killed(
    PlayerId? ByPlayer, CreatureId? ByCreature, string ByName,
    PlayerId? Player, CreatureId? Creature, string Name, Vector At) : RoomEvent(At)
{
    /// <inheritdoc/>
    public override EventHeader Header => new("killed", ByPlayer, ByName, Player);

    /// <inheritdoc/>
    public override string? Describe(in Viewer viewer)
    {
        var by = Fighters.Subject(viewer, ByPlayer, ByName);
        return viewer.Is(Player)
            ? $"{by} {viewer.Verb(ByPlayer, "have", "has")} killed you. You will be back in a moment."
            : $"{by} {viewer.Verb(ByPlayer, "kill", "kills")} {Fighters.Object(viewer, Player, Creature, Name)}.";
    }

    /// <inheritdoc/>
    public override void WriteFields(Utf8JsonWriter json)
    {
        json.WriteString("target_id", Player?.ToString());
        json.WriteString("target", Name);
    }
}

/// <summary>A dead player is back, at the room's spawn.</summary>
public sealed record PlayerRespawned(PlayerId Player, string Name, Vector At) : RoomEvent(At)
{
    /// <inheritdoc/>
    public override EventHeader Header => new("respawned", Player, Name);

    /// <inheritdoc/>
    public override string? Describe(in Viewer viewer) => viewer.Is(Player) ? "You come back to life." : $"{Name} comes back to life.";

    /// <inheritdoc/>
    public override void WriteFields(Utf8JsonWriter json)
    {
    }
}

/// <summary>A dead creature is back in its place.</summary>
public sealed record CreatureRespawned(CreatureId Creature, string Name, Vector At) : RoomEvent(At)
{
    /// <inheritdoc/>
    public override EventHeader Header => new("creatureRespawned", Name: Name);

    /// <inheritdoc/>
    public override string? Describe(in Viewer viewer) => $"A {Name} appears.";

    /// <inheritdoc/>
    public override void WriteFields(Utf8JsonWriter json)
    {
    }
}

/// <summary>A player has shot: a projectile flies from where it stands.</summary>
public sealed record Fired(PlayerId Player, string Name, double AngleRadians, Vector At) : RoomEvent(At)
{
    /// <inheritdoc/>
    public override EventHeader Header => new("fired", Player, Name);

    /// <inheritdoc/>
    public override void WriteFields(Utf8JsonWriter json) => json.WriteNumber("angle", AngleRadians);
}

/// <summary>A rule has refused a player an exit that it walked into. Only the player sees this.</summary>
/// <param name="Code">The refusal's code.</param>
public sealed record Barred(PlayerId Player, string Name, string Direction, string Code, string Text, Vector At) : RoomEvent(At)
{
    /// <inheritdoc/>
    public override EventHeader Header => new("barred", Player, Name, Audience: EventAudience.Actor);

    /// <inheritdoc/>
    public override string? Describe(in Viewer viewer) => viewer.Is(Player) ? Text : null;

    /// <inheritdoc/>
    public override void WriteFields(Utf8JsonWriter json)
    {
        json.WriteString("direction", Direction);
        json.WriteString("code", Code);
    }
}

internal static class ItemFields
{
    public static void Write(Utf8JsonWriter json, ItemId item, string kind, string name)
    {
        json.WriteString("item_id", item.Value);
        json.WriteString("kind", kind);
        json.WriteString("name", name);
    }
}

/// <summary>Players are named, everything else gets an article.</summary>
internal static class Fighters
{
    public static string Subject(in Viewer viewer, PlayerId? player, string name) => player is null ? $"The {name}" : viewer.Subject(player, name);

    public static string Object(in Viewer viewer, PlayerId? player, CreatureId? creature, string name) => creature is not null ? $"the {name}" : viewer.Object(player, name);
}
