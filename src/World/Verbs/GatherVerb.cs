namespace Actors.World;

internal sealed class GatherVerb : Verb<Gather>
{
    public override string Name => "gather";

    public override IReadOnlyList<string> Aliases => ["harvest"];

    public override string Usage => "gather [RESOURCE]";

    public override string Help => "Gather wood, stone, food or gold that is to be had here.";

    internal override ParsedLine Parse(string rest) => Parsed(new Gather(rest.Length == 0 ? null : rest));

    protected override Reply Execute(VerbContext context, Gather command)
    {
        var (state, actor) = (context.State, context.Actor);
        Resource? wanted = null;
        if (command.What is { } what)
        {
            if (!Enum.TryParse<Resource>(what, ignoreCase: true, out var named) || !Enum.IsDefined(named))
                return new Rejected(Codes.BadArgument, "You can gather wood, stone, food and gold.");
            wanted = named;
        }
        if (state.Tick < actor.NextAttackTick)
            return new Rejected(Codes.TooSoon, "You are not ready yet.");
        if (Nearest(context, wanted) is not { } node)
            return new Rejected(Codes.NotHere, "There is nothing to gather here just now.");
        actor.NextAttackTick = state.Tick + state.Rules.AttackCooldownTicks;
        state.GatherFrom(node, actor, context.Effects);
        return Reply.Ok;
    }

    private static int? Nearest(VerbContext context, Resource? wanted)
    {
        var state = context.State;
        int? nearest = null;
        var best = state.Rules.Reach > 0 ? state.Rules.Reach * state.Rules.Reach : double.MaxValue;
        for (var i = 0; i < state.Nodes.Length; i++)
        {
            var node = state.Definition.Nodes[i];
            var distance = (node.At - context.Actor.Position).LengthSquared;
            if (state.Nodes[i] == 0 || (wanted is { } only && node.Resource != only) || distance >= best)
                continue;
            (nearest, best) = (i, distance);
        }
        return nearest;
    }
}
