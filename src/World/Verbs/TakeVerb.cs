namespace Actors.World;

internal sealed class TakeVerb : Verb<Take>
{
    public override string Name => "take";

    public override IReadOnlyList<string> Aliases => ["get"];

    public override string Usage => "take ITEM";

    public override string Help => "Pick up an item; take all picks up what you can carry.";

    internal override ParsedLine Parse(string rest) => rest.Length == 0 ? Missing() : Parsed(new Take(rest));

    protected override Reply Execute(VerbContext context, Take command)
    {
        var state = context.State;
        if (string.Equals(command.What, "all", StringComparison.OrdinalIgnoreCase))
            return TakeAll(context);
        if (Naming.FindItem(state, state.Items, command.What) is { } item)
            return TakeOne(context, item) is { } why ? why : new Done($"You take the {state.KindOf(item).Name}.");
        foreach (var taken in state.RecentPickups.Reverse())
        {
            var kind = state.World.ItemKinds.GetValueOrDefault(taken.Kind);
            if (kind is not null && Naming.Match(kind, taken.Item, taken.Kind, command.What) > 0)
                return new Rejected(Codes.Taken, taken.By == context.Actor.Name ? $"You have the {taken.ItemName} already." : $"{taken.By} has already taken the {taken.ItemName}.");
        }
        return new Rejected(Codes.NotHere, $"You see no {Naming.WithoutArticle(command.What)} here.");
    }

    private static Reply TakeAll(VerbContext context)
    {
        List<string> taken = [];
        Rejected? full = null;
        foreach (var item in context.State.Items.ToArray())
        {
            var why = TakeOne(context, item);
            if (why is null)
                taken.Add(context.State.KindOf(item).Name);
            else if (why.Code == Codes.InventoryFull)
                full = why;
        }
        return taken.Count == 0 ? full ?? new Rejected(Codes.NotHere, "There is nothing that you can take.") : new Done($"You take: {string.Join(", ", taken)}.");
    }

    private static Rejected? TakeOne(VerbContext context, ItemRecord item)
    {
        var (state, actor) = (context.State, context.Actor);
        var kind = state.KindOf(item);
        if (kind.Fixed)
            return new Rejected(Codes.CannotTake, $"The {kind.Name} cannot be taken.");
        if (actor.Items.Count >= state.Rules.InventoryCapacity)
            return new Rejected(Codes.InventoryFull, $"You cannot carry more than {state.Rules.InventoryCapacity} things.");
        if (state.Rules.Reach > 0 && (item.Position - actor.Position).Length > state.Rules.Reach)
            return new Rejected(Codes.TooFar, $"The {kind.Name} is too far away.");
        var held = item with { Player = actor.Id, Room = null, Position = Vector.Zero };
        state.Items.Remove(item);
        actor.Items.Add(held);
        actor.IsDirty = true;
        state.ItemsChanged = true;
        state.RememberPickup(item, actor.Name);
        context.Effects.Changes.Add(new ItemChanged(held));
        context.Show(new ItemTaken(actor.Id, actor.Name, item.Id, item.Kind, kind.Name, actor.Position));
        return null;
    }
}
