using Actors.World;

namespace My_Game;

/// <summary>As a line: <c>heal Bob</c>. As a structured command: <c>"verb":"heal","args":{"target":"Bob"}</c>.</summary>
public sealed record Heal(string Target) : Command;

public sealed class HealVerb : Verb<Heal>
{
    private const int Cost = 3;
    private const int Points = 20;

    public override string Name => "heal";

    public override string Usage => "heal PLAYER";

    public override string Help => "Heal somebody in the room, or yourself.";

    public override ParseResult Parse(string rest) => rest.Length > 0 ? new Heal(rest) : ShowUsage();

    protected override Reply Execute(in VerbContext context, Heal command)
    {
        var player = context.Player;
        if (context.Room.FindPlayer(command.Target) is not { IsDead: false } target)
            return VerbContext.Reject(Codes.NotHere, $"There is no {command.Target} here to be healed.");
        var mana = player.Get<Mana>();
        if (mana.Points < Cost)
            return VerbContext.Reject("my_game.no_mana", $"You are too exhausted: it takes {Cost} mana, and you have {mana.Points}.");
        var left = mana.Plus(-Cost);
        player.Set(left);
        target.Heal(Points);
        context.Emit(new Healed(player.Id, player.Name, target.Id, target.Name, target.Health, target.Position));
        return new Done($"You have {left.Points} of {Mana.Most} mana left.");
    }
}

/// <summary>Somebody was healed: a line for people, fields for programs.</summary>
public sealed record Healed(PlayerId By, string ByName, PlayerId Target, string TargetName, int Health, Vector At) : RoomEvent(At)
{
    public override EventHeader Header => new("my_game.healed", By, ByName, Target);

    public override string? Describe(in Viewer viewer) => By == Target
        ? $"{viewer.Subject(By, ByName)} {viewer.Verb(By, "heal yourself", "looks better")}."
        : $"{viewer.Subject(By, ByName)} {viewer.Verb(By, "heal", "heals")} {viewer.Object(Target, TargetName)}.";
}
