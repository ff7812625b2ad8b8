namespace Actors.World;

internal sealed class ExamineVerb : Verb<Examine>
{
    public override string Name => "examine";

    public override IReadOnlyList<string> Aliases => ["x"];

    public override string Usage => "examine THING";

    public override string Help => "Look at an item, a creature, a player or a thing closely.";

    internal override ParsedLine Parse(string rest) => rest.Length == 0 ? Missing() : Parsed(new Examine(rest));

    protected override Reply Execute(VerbContext context, Examine command)
    {
        var (state, what) = (context.State, Naming.WithoutArticle(command.What));
        if (Naming.FindItem(state, context.Actor.Items.Concat(state.Items), what) is { } item)
            return new Done(state.KindOf(item).Description);
        if (Naming.FindCreature(state, what) is { } creature)
            return new Done($"{creature.Kind.Description} ({creature.Health} of {creature.Kind.MaxHealth})");
        if (Naming.FindPlayer(state, what) is { } player)
            return new Done($"{player.Name}, health {player.Health} of {state.Rules.PlayerMaxHealth}, score {player.Score}.");
        foreach (var thing in state.Definition.Scenery)
        {
            if (string.Equals(thing.Kind, what, StringComparison.OrdinalIgnoreCase) && thing.Description.Length > 0)
                return new Done(thing.Description);
        }
        if (Directions.TryParse(what, out var direction) && state.Definition.Exits.FirstOrDefault(exit => exit.Direction == direction) is { } way)
            return new Done($"{direction} leads to {state.World.Rooms[way.To].Title}.");
        return new Rejected(Codes.NotHere, $"You see no {what} here.");
    }
}
