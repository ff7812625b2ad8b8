using Actors.World;

namespace Actors.Rules.Game;

internal sealed class GatherVerb : Verb<Gather>
{
    public override string Name => "gather";

    public override IReadOnlyList<string> Aliases => ["harvest"];

    public override string Usage => "gather [RESOURCE]";

    public override string Help => "Gather wood, stone, food or gold that is to be had here.";

    public override ParseResult Parse(string rest) => new Gather(rest.Length == 0 ? null : rest);

    protected override Reply Execute(in VerbContext context, Gather command)
    {
        var (room, player) = (context.Room, context.Player);
        Resource? wanted = null;
        if (command.What is { } what)
        {
            if (!Enum.TryParse<Resource>(what, ignoreCase: true, out var named) || !Enum.IsDefined(named))
                return new Rejected(Codes.BadArgument, "You can gather wood, stone, food and gold.");
            wanted = named;
        }
        if (room.Tick < player.Get<Cooldowns>().Strike)
            return new Rejected(Codes.TooSoon, "You are not ready yet.");
        if (Gathering.Nearest(room, player.Position, wanted) is not { } node)
            return new Rejected(Codes.NotHere, "There is nothing to gather here just now.");
        player.Set(player.Get<Cooldowns>() with { Strike = room.Tick + room.Rules.AttackCooldownTicks });
        Gathering.Gather(room, node, player);
        return Reply.Ok;
    }
}
