namespace Actors.World;

internal sealed class AttackVerb : Verb<Attack>
{
    public override string Name => "attack";

    public override IReadOnlyList<string> Aliases => ["kill", "k", "hit"];

    public override string Usage => "attack [WHOM]";

    public override string Help => "Strike a creature or a player, or what stands before you.";

    internal override ParsedLine Parse(string rest) => Parsed(new Attack(rest.Length == 0 ? null : rest));

    protected override Reply Execute(Turn turn, Attack command)
    {
        var (state, actor) = (turn.State, turn.Actor);
        if (state.Tick < actor.NextAttackTick)
            return new Rejected(Codes.TooSoon, "You are not ready yet.");
        if (command.AngleRadians is { } angle && double.IsFinite(angle))
            actor.Facing = Math.IEEERemainder(angle, 2 * Math.PI);
        return command.Target is { } name ? StrikeNamed(turn, name) : StrikeAhead(turn);
    }

    /// <summary>Who types a name need not stand near: text players have no map.</summary>
    private static Reply StrikeNamed(Turn turn, string name)
    {
        var state = turn.State;
        if (Naming.FindCreature(state, name) is { } creature)
        {
            Swing(turn);
            state.Hurt(creature, turn.Actor, state.DamageOf(turn.Actor), turn.Effects);
            return Reply.Ok;
        }
        if (Naming.FindPlayer(state, name) is not { IsDead: false, Departure: null } player || player == turn.Actor)
            return new Rejected(Codes.NotHere, $"You see no {Naming.WithoutArticle(name)} to attack here.");
        if (state.Definition.Safe)
            return new Rejected(Codes.SafeRoom, "Nobody can be hurt here.");
        Swing(turn);
        state.Hurt(player, turn.Actor.Id, null, turn.Actor.Name, state.DamageOf(turn.Actor), turn.Effects);
        return Reply.Ok;
    }

    private static Reply StrikeAhead(Turn turn)
    {
        var (state, actor) = (turn.State, turn.Actor);
        Swing(turn);
        foreach (var creature in state.Creatures)
        {
            if (creature.IsDead || !IsAhead(turn, creature.Position))
                continue;
            state.Hurt(creature, actor, state.DamageOf(actor), turn.Effects);
            return Reply.Ok;
        }
        foreach (var player in state.Players)
        {
            if (state.Definition.Safe || player == actor || player.IsDead || player.Departure is not null || !IsAhead(turn, player.Position))
                continue;
            state.Hurt(player, actor.Id, null, actor.Name, state.DamageOf(actor), turn.Effects);
            return Reply.Ok;
        }
        for (var i = 0; i < state.Nodes.Length; i++)
        {
            if (state.Nodes[i] == 0 || state.Definition.Nodes[i].OnTouch || !IsAhead(turn, state.Definition.Nodes[i].At))
                continue;
            state.GatherFrom(i, actor, turn.Effects);
            return Reply.Ok;
        }
        return new Done("You strike at nothing.");
    }

    private static void Swing(Turn turn)
    {
        var actor = turn.Actor;
        actor.NextAttackTick = turn.State.Tick + turn.State.Rules.AttackCooldownTicks;
        turn.State.PlayersChanged = true;
        turn.Show(new Swung(actor.Id, actor.Name, actor.Facing, actor.Position));
    }

    /// <summary>Within range and within 60 degrees of where the actor looks.</summary>
    private static bool IsAhead(Turn turn, Vector at)
    {
        var to = at - turn.Actor.Position;
        var distance = to.Length;
        if (distance > turn.State.Rules.AttackRange)
            return false;
        var facing = Vector.FromAngle(turn.Actor.Facing);
        return distance < 0.5 || ((to.X * facing.X) + (to.Y * facing.Y)) / distance >= 0.5;
    }
}
