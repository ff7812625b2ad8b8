using Actors.World;

namespace Actors.Rules.Verbs;

internal sealed class InventoryVerb : Verb<ShowInventory>
{
    public override string Name => "inventory";

    public override IReadOnlyList<string> Aliases => ["inv", "i"];

    public override string Usage => "inventory";

    public override string Help => "List what you carry.";

    public override bool WhileDead => true;

    public override bool IsReadOnly => true;

    public override ParseResult Parse(string rest) => new ShowInventory();

    protected override Reply Execute(in VerbContext context, ShowInventory command)
    {
        var (room, player) = (context.Room, context.Player);
        HeldItem[] items = [.. player.Items.Select(item => new HeldItem(item.Id, item.Kind, room.KindOf(item).Name))];
        return new InventoryShown(items, player.Resources, player.Score, player.Health, player.MaxHealth);
    }
}
