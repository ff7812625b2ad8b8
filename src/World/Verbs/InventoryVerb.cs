namespace Actors.World;

internal sealed class InventoryVerb : Verb<ShowInventory>
{
    public override string Name => "inventory";

    public override IReadOnlyList<string> Aliases => ["inv", "i"];

    public override string Usage => "inventory";

    public override string Help => "List what you carry.";

    public override bool WhileDead => true;

    internal override ParsedLine Parse(string rest) => Parsed(new ShowInventory());

    protected override Reply Execute(VerbContext context, ShowInventory command)
    {
        var (state, actor) = (context.State, context.Actor);
        HeldItem[] items = [.. actor.Items.Select(item => new HeldItem(item.Id, item.Kind, state.KindOf(item).Name))];
        return new InventoryShown(items, actor.Resources, actor.Score, actor.Health, state.Rules.PlayerMaxHealth);
    }
}
