namespace Actors.World;

internal sealed class UseVerb : Verb<Use>
{
    public override string Name => "use";

    public override IReadOnlyList<string> Aliases => ["eat", "drink"];

    public override string Usage => "use ITEM";

    public override string Help => "Use an item that you carry; some are used up by it.";

    internal override ParsedLine Parse(string rest) => rest.Length == 0 ? Missing() : Parsed(new Use(rest));

    protected override Reply Execute(VerbContext context, Use command)
    {
        var (state, actor) = (context.State, context.Actor);
        if (Naming.FindItem(state, actor.Items, command.What) is not { } item)
            return new Rejected(Codes.NotHeld, $"You carry no {Naming.WithoutArticle(command.What)}.");
        var kind = state.KindOf(item);
        if (kind is { Heals: 0, UseText.Length: 0, AttackBonus: 0 })
            return new Rejected(Codes.CannotUse, $"You find no use for the {kind.Name}.");
        var consumed = kind.Heals > 0;
        if (consumed)
        {
            actor.Items.Remove(item);
            actor.Health = Math.Min(state.Rules.PlayerMaxHealth, actor.Health + kind.Heals);
            actor.IsDirty = true;
            context.Effects.Changes.Add(new ItemConsumed(item.Id));
        }
        else
            actor.Holding = item.Kind;
        state.PlayersChanged = true;
        context.Show(new ItemUsed(actor.Id, actor.Name, item.Id, item.Kind, kind.Name, consumed, actor.Position));
        return new Done(kind.UseText.Length > 0 ? kind.UseText : consumed ? $"You use up the {kind.Name}." : $"You hold the {kind.Name}.");
    }
}
