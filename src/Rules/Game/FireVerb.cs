using Actors.World;

namespace Actors.Rules.Game;

internal sealed class FireVerb : Verb<Fire>
{
    public override string Name => "fire";

    public override IReadOnlyList<string> Aliases => ["shoot"];

    public override string Usage => "fire";

    public override string Help => "Shoot where you look.";

    public override ParseResult Parse(string rest) => new Fire();

    protected override Reply Execute(in VerbContext context, Fire command)
    {
        var (room, player) = (context.Room, context.Player);
        var cooldowns = player.Get<Cooldowns>();
        if (room.Tick < cooldowns.Shot)
            return new Rejected(Codes.TooSoon, "You are not ready yet.");
        if (command.AngleRadians is { } angle && double.IsFinite(angle))
            player.Facing = angle;
        player.Set(cooldowns with { Shot = room.Tick + room.Rules.FireCooldownTicks });
        room.Shoot(player, player.Facing, room.Rules.ProjectileLifeTicks);
        context.Emit(new Fired(player.Id, player.Name, player.Facing, player.Position));
        return new Done("You shoot.");
    }
}
