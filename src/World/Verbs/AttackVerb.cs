namespace Actors.World;

internal sealed class AttackVerb : Verb<Attack>
{
    public override string Name => "attack";

    public override IReadOnlyList<string> Aliases => ["kill", "k", "hit"];

    public override string Usage => "attack [WHOM]";

    public override string Help => "Strike a creature or a player, or what stands before you.";

    internal override ParsedLine Parse(string rest) => Parsed(new Attack(rest.Length == 0 ? null : rest));

    protected override Reply Execute(VerbContext context, Attack command)
    {
        var (state, actor) = (context.State, context.Actor);
        if (state.Tick < actor.NextAttackTick)
            return new Rejected(Codes.TooSoon, "You are not ready yet.");
        if (command.AngleRadians is { } angle && double.IsFinite(angle))
            actor.Facing = Math.IEEERemainder(angle, 2 * Math.PI);
        return command.Target is { } name ? StrikeNamed(context, name) : StrikeAhead(context);
    }

    /// <summary>Who types a name need not stand near: text players have no map.</summary>
    private static Reply StrikeNamed(VerbContext context, string name)
    {
        var state = context.State;
        if (Naming.FindCreature(state, name) is { } creature)
        {
            Swing(context);
            state.Hurt(creature, context.Actor, state.DamageOf(context.Actor), context.Effects);
            return Reply.Ok;
        }
        if (Naming.FindPlayer(state, name) is not { IsDead: false, Departure: null } player || player == context.Actor)
            return new Rejected(Codes.NotHere, $"You see no {Naming.WithoutArticle(name)} to attack here.");
        if (state.Definition.Safe)
            return new Rejected(Codes.SafeRoom, "Nobody can be hurt here.");
        Swing(context);
        state.Hurt(player, context.Actor.Id, null, context.Actor.Name, state.DamageOf(context.Actor), context.Effects);
        return Reply.Ok;
    }

    private static Reply StrikeAhead(VerbContext context)
    {
        var (state, actor) = (context.State, context.Actor);
        Swing(context);
        foreach (var creature in state.Creatures)
        {
            if (creature.IsDead || !IsAhead(context, creature.Position))
                continue;
            state.Hurt(creature, actor, state.DamageOf(actor), context.Effects);
            return Reply.Ok;
        }
        foreach (var player in state.Players)
        {
            if (state.Definition.Safe || player == actor || player.IsDead || player.Departure is not null || !IsAhead(context, player.Position))
                continue;
            state.Hurt(player, actor.Id, null, actor.Name, state.DamageOf(actor), context.Effects);
            return Reply.Ok;
        }
        for (var i = 0; i < state.Nodes.Length; i++)
        {
            if (state.Nodes[i] == 0 || state.Definition.Nodes[i].OnTouch || !IsAhead(context, state.Definition.Nodes[i].At))
                continue;
            state.GatherFrom(i, actor, context.Effects);
            return Reply.Ok;
        }
        return new Done("You strike at nothing.");
    }

    private static void Swing(VerbContext context)
    {
        var actor = context.Actor;
        actor.NextAttackTick = context.State.Tick + context.State.Rules.AttackCooldownTicks;
        context.State.PlayersChanged = true;
        context.Show(new Swung(actor.Id, actor.Name, actor.Facing, actor.Position));
    }

    /// <summary>Within range and within 60 degrees of where the actor looks.</summary>
    private static bool IsAhead(VerbContext context, Vector at)
    {
        var to = at - context.Actor.Position;
        var distance = to.Length;
        if (distance > context.State.Rules.AttackRange)
            return false;
        var facing = Vector.FromAngle(context.Actor.Facing);
        return distance < 0.5 || ((to.X * facing.X) + (to.Y * facing.Y)) / distance >= 0.5;
    }
}
