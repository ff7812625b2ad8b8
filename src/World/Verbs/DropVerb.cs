namespace Actors.World;

internal sealed class DropVerb : Verb<Drop>
{
    public override string Name => "drop";

    public override string Usage => "drop ITEM";

    public override string Help => "Put down an item; drop all puts down everything.";

    internal override ParsedLine Parse(string rest) => rest.Length == 0 ? Missing() : Parsed(new Drop(rest));

    protected override Reply Execute(VerbContext context, Drop command)
    {
        var (state, actor) = (context.State, context.Actor);
        if (string.Equals(command.What, "all", StringComparison.OrdinalIgnoreCase))
        {
            List<string> dropped = [];
            foreach (var held in actor.Items.ToArray())
            {
                if (DropOne(context, held) is null)
                    dropped.Add(state.KindOf(held).Name);
            }
            return dropped.Count == 0 ? new Rejected(Codes.NotHeld, "You carry nothing that you could drop here.") : new Done($"You drop: {string.Join(", ", dropped)}.");
        }
        if (Naming.FindItem(state, actor.Items, command.What) is not { } item)
            return new Rejected(Codes.NotHeld, $"You carry no {Naming.WithoutArticle(command.What)}.");
        return DropOne(context, item) is { } why ? why : new Done($"You drop the {state.KindOf(item).Name}.");
    }

    private static Rejected? DropOne(VerbContext context, ItemRecord item)
    {
        var (state, actor) = (context.State, context.Actor);
        if (state.Items.Count >= state.Rules.MaxGroundItems)
            return new Rejected(Codes.GroundFull, "There is no room on the ground.");
        var lying = item with { Player = null, Room = state.Id, Position = Player.Rounded(actor.Position) };
        actor.Items.Remove(item);
        actor.IsDirty = true;
        if (actor.Holding == item.Kind)
        {
            actor.Holding = null;
            state.PlayersChanged = true;
        }
        state.Items.Add(lying);
        state.ItemsChanged = true;
        context.Effects.Changes.Add(new ItemChanged(lying));
        context.Show(new ItemDropped(actor.Id, actor.Name, item.Id, item.Kind, state.KindOf(item).Name, actor.Position));
        return null;
    }
}
