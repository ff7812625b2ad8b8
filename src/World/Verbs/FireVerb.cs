namespace Actors.World;

internal sealed class FireVerb : Verb<Fire>
{
    public override string Name => "fire";

    public override IReadOnlyList<string> Aliases => ["shoot"];

    public override string Usage => "fire";

    public override string Help => "Shoot where you look.";

    internal override ParsedLine Parse(string rest) => Parsed(new Fire());

    protected override Reply Execute(VerbContext context, Fire command)
    {
        var (state, actor) = (context.State, context.Actor);
        if (state.Tick < actor.NextFireTick)
            return new Rejected(Codes.TooSoon, "You are not ready yet.");
        if (command.AngleRadians is { } angle && double.IsFinite(angle))
            actor.Facing = Math.IEEERemainder(angle, 2 * Math.PI);
        actor.NextFireTick = state.Tick + state.Rules.FireCooldownTicks;
        state.Projectiles.Add(new Projectile
        {
            Id = state.NextProjectile++,
            Owner = actor.Id,
            Position = actor.Position,
            Angle = actor.Facing,
            EndTick = state.Tick + state.Rules.ProjectileLifeTicks,
        });
        state.ProjectilesChanged = state.PlayersChanged = true;
        context.Show(new Fired(actor.Id, actor.Name, actor.Facing, actor.Position));
        return new Done("You shoot.");
    }
}
