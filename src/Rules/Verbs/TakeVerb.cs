using Actors.World;

namespace Actors.Rules.Verbs;

internal sealed class TakeVerb : Verb<Take>
{
    public override string Name => "take";

    public override IReadOnlyList<string> Aliases => ["get"];

    public override string Usage => "take ITEM";

    public override string Help => "Pick up an item; take all picks up what you can carry.";

    public override ParseResult Parse(string rest) => rest.Length == 0 ? ShowUsage() : new Take(rest);

    protected override Reply Execute(in VerbContext context, Take command)
    {
        var (room, player) = (context.Room, context.Player);
        if (string.Equals(command.What, "all", StringComparison.OrdinalIgnoreCase))
            return TakeAll(context);
        if (room.FindItem(command.What) is { } item)
            return room.PickUp(player, item) is { } why ? why : new Done($"You take the {room.KindOf(item).Name}.");
        if (room.FindPickup(command.What) is { } pickup)
            return new Rejected(Codes.Taken, pickup.By == player.Name ? $"You have the {pickup.ItemName} already." : $"{pickup.By} has already taken the {pickup.ItemName}.");
        return new Rejected(Codes.NotHere, $"You see no {CommandLine.WithoutArticle(command.What)} here.");
    }

    private static Reply TakeAll(in VerbContext context)
    {
        List<string> taken = [];
        Rejected? full = null;
        foreach (var item in context.Room.Items.ToArray())
        {
            var why = context.Room.PickUp(context.Player, item);
            if (why is null)
                taken.Add(context.Room.KindOf(item).Name);
            else if (why.Code == Codes.InventoryFull)
                full = why;
        }
        return taken.Count == 0 ? full ?? new Rejected(Codes.NotHere, "There is nothing that you can take.") : new Done($"You take: {string.Join(", ", taken)}.");
    }
}
