using Actors.World;

namespace Actors.Rules.Game;

internal sealed class AttackVerb : Verb<Attack>
{
    public override string Name => "attack";

    public override IReadOnlyList<string> Aliases => ["kill", "k", "hit"];

    public override string Usage => "attack [WHOM]";

    public override string Help => "Strike a creature or a player, or what stands before you.";

    public override ParseResult Parse(string rest) => new Attack(rest.Length == 0 ? null : rest);

    protected override Reply Execute(in VerbContext context, Attack command)
    {
        if (context.Room.Tick < context.Player.Get<Cooldowns>().Strike)
            return new Rejected(Codes.TooSoon, "You are not ready yet.");
        if (command.AngleRadians is { } angle && double.IsFinite(angle))
            context.Player.Facing = angle;
        return command.Target is { } name ? StrikeNamed(context, name) : StrikeAhead(context);
    }

    /// <summary>A player who types a name need not stand near: text players have no map.</summary>
    private static Reply StrikeNamed(in VerbContext context, string name)
    {
        var (room, player) = (context.Room, context.Player);
        if (room.FindCreature(name) is { } creature)
        {
            Swing(context);
            room.Hurt(creature, Weapons.DamageOf(room, player), player);
            return Reply.Ok;
        }
        if (room.FindPlayer(name) is not { IsDead: false, IsDeparting: false } target || target == player)
            return new Rejected(Codes.NotHere, $"You see no {CommandLine.WithoutArticle(name)} to attack here.");
        if (room.Definition.Safe)
            return new Rejected(Codes.SafeRoom, "Nobody can be hurt here.");
        Swing(context);
        room.Hurt(target, Weapons.DamageOf(room, player), Attacker.Of(player));
        return Reply.Ok;
    }

    private static Reply StrikeAhead(in VerbContext context)
    {
        var (room, player) = (context.Room, context.Player);
        Swing(context);
        foreach (var creature in room.Creatures)
        {
            if (creature.IsDead || !IsAhead(context, creature.Position))
                continue;
            room.Hurt(creature, Weapons.DamageOf(room, player), player);
            return Reply.Ok;
        }
        foreach (var target in room.Players)
        {
            if (room.Definition.Safe || target == player || target.IsDead || target.IsDeparting || !IsAhead(context, target.Position))
                continue;
            room.Hurt(target, Weapons.DamageOf(room, player), Attacker.Of(player));
            return Reply.Ok;
        }
        foreach (var node in room.Nodes)
        {
            if (node.Left == 0 || node.Definition.OnTouch || !IsAhead(context, node.Definition.At))
                continue;
            Gathering.Gather(room, node, player);
            return Reply.Ok;
        }
        return new Done("You strike at nothing.");
    }

    private static void Swing(in VerbContext context)
    {
        var player = context.Player;
        player.Set(player.Get<Cooldowns>() with { Strike = context.Room.Tick + context.Room.Rules.AttackCooldownTicks });
        context.Emit(new Swung(player.Id, player.Name, player.Facing, player.Position));
    }

    /// <summary>Within range and within 60 degrees of where the player looks.</summary>
    private static bool IsAhead(in VerbContext context, Vector at)
    {
        var to = at - context.Player.Position;
        var distance = to.Length;
        if (distance > context.Room.Rules.AttackRange)
            return false;
        var facing = Vector.FromAngle(context.Player.Facing);
        return distance < 0.5 || ((to.X * facing.X) + (to.Y * facing.Y)) / distance >= 0.5;
    }
}
