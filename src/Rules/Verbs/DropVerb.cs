using Actors.World;

namespace Actors.Rules.Verbs;

internal sealed class DropVerb : Verb<Drop>
{
    public override string Name => "drop";

    public override string Usage => "drop ITEM";

    public override string Help => "Put down an item; drop all puts down everything.";

    public override ParseResult Parse(string rest) => rest.Length == 0 ? ShowUsage() : new Drop(rest);

    protected override Reply Execute(in VerbContext context, Drop command)
    {
        var (room, player) = (context.Room, context.Player);
        if (string.Equals(command.What, "all", StringComparison.OrdinalIgnoreCase))
        {
            List<string> dropped = [];
            foreach (var held in player.Items.ToArray())
            {
                if (room.PutDown(player, held) is null)
                    dropped.Add(room.KindOf(held).Name);
            }
            return dropped.Count == 0 ? new Rejected(Codes.NotHeld, "You carry nothing that you could drop here.") : new Done($"You drop: {string.Join(", ", dropped)}.");
        }
        if (room.FindItem(command.What, player.Items) is not { } item)
            return new Rejected(Codes.NotHeld, $"You carry no {CommandLine.WithoutArticle(command.What)}.");
        return room.PutDown(player, item) is { } why ? why : new Done($"You drop the {room.KindOf(item).Name}.");
    }
}
