namespace Actors.World;

/// <summary>Puts events into words for one who sees them.</summary>
public static class Narrator
{
    /// <summary>The line for a viewer; null when there is nothing to say, or when the viewer's own answer has said it.</summary>
    public static string? Narrate(RoomEvent happened, PlayerId viewer) => happened switch
    {
        PlayerEntered entered => entered.Player == viewer ? null
            : entered.From is { } from ? $"{entered.Name} arrives from {Side(from)}." : $"{entered.Name} appears.",
        PlayerLeft left => left.Player == viewer ? null
            : left.To is null ? $"{left.Name} is gone." : left.To == "away" ? $"{left.Name} travels away." : $"{left.Name} goes {left.To}.",
        PlayerRenamed renamed => renamed.Player == viewer ? null : $"{renamed.OldName} is called {renamed.NewName} from now on.",
        Said said => said.Player == viewer ? $"You say: {said.Text}" : $"{said.Name} says: {said.Text}",
        Emoted emoted => $"{emoted.Name} {emoted.Text}",
        ItemTaken taken => taken.Player == viewer ? null : $"{taken.Name} takes the {taken.ItemName}.",
        ItemDropped dropped => dropped.Player == viewer ? null : $"{dropped.Name} drops the {dropped.ItemName}.",
        ItemUsed used => used.Player == viewer ? null : $"{used.Name} uses the {used.ItemName}.",
        ItemAppeared appeared => $"A {appeared.ItemName} falls to the ground.",
        Gathered gathered => gathered.Player == viewer ? $"You gather {Word(gathered.Resource)}." : $"{gathered.Name} gathers {Word(gathered.Resource)}.",
        Swung or Fired or NodeRespawned => null,
        Struck struck => $"{Who(struck.ByName, struck.ByPlayer, viewer, creature: struck.ByCreature is not null)} {Verb(struck.ByPlayer == viewer, "hit", "hits")} "
            + $"{Whom(struck.Name, struck.Player, viewer, struck.Creature is not null)} for {struck.Damage}.",
        Killed killed => killed.Player == viewer
            ? $"{Who(killed.ByName, killed.ByPlayer, viewer, killed.ByCreature is not null)} {Verb(killed.ByPlayer == viewer, "have", "has")} killed you. You will be back in a moment."
            : $"{Who(killed.ByName, killed.ByPlayer, viewer, killed.ByCreature is not null)} {Verb(killed.ByPlayer == viewer, "kill", "kills")} "
                + $"{Whom(killed.Name, killed.Player, viewer, killed.Creature is not null)}.",
        PlayerRespawned respawned => respawned.Player == viewer ? "You come back to life." : $"{respawned.Name} comes back to life.",
        CreatureRespawned respawned => $"A {respawned.Name} appears.",
        _ => null,
    };

    private static string Word(Resource resource) => resource.ToString().ToLowerInvariant();

    private static string Side(string direction) => direction switch
    {
        "up" => "above",
        "down" => "below",
        "in" => "inside",
        "out" => "outside",
        _ => $"the {direction}",
    };

    private static string Verb(bool isYou, string you, string other) => isYou ? you : other;

    private static string Who(string name, PlayerId? player, PlayerId viewer, bool creature) =>
        player == viewer ? "You" : creature ? $"The {name}" : name;

    private static string Whom(string name, PlayerId? player, PlayerId viewer, bool creature) =>
        player == viewer ? "you" : creature ? $"the {name}" : name;
}
