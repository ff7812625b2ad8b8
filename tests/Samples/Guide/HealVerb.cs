using Actors.World;

namespace MyGame;

public sealed class HealVerb : Verb<HealVerb.Heal>
{
    private const int Cost = 3;
    private const int Points = 20;

    public sealed record Heal(string Target) : Command;

    public override string Name => "heal";

    public override string Usage => "heal PLAYER";

    public override string Help => "Heal somebody for 3 mana.";

    public override ParseResult Parse(string rest) => rest.Length == 0 ? ShowUsage() : new Heal(rest);

    protected override Reply Execute(in VerbContext context, Heal command)
    {
        var (room, player) = (context.Room, context.Player);
        if (room.FindPlayer(command.Target) is not { IsDead: false } target)
            return VerbContext.Reject(Codes.NotHere, $"You see nobody called {command.Target} to heal.");
        var mana = player.Get<Mana>();
        if (mana.Points < Cost)
            return VerbContext.Reject("mygame.no_mana", "You are exhausted.");
        player.Set(mana with { Points = mana.Points - Cost });
        target.Heal(Points);
        context.Emit(new Healed(player.Id, player.Name, target.Id, target.Name, target.Health, target.Position));
        return Reply.Ok;
    }
}

/// <summary>A player has healed another, or itself.</summary>
public sealed record Healed(PlayerId Player, string Name, PlayerId Target, string TargetName, int Health, Vector At) : RoomEvent(At)
{
    public override EventHeader Header => new("mygame.healed", Player, Name, Target);

    public override string Describe(in Viewer viewer) => $"{viewer.Subject(Player, Name)} {viewer.Verb(Player, "heal", "heals")} {viewer.Object(Target, TargetName)}.";
}
