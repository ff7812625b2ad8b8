using Actors.World;

namespace Actors.Rules.Verbs;

internal sealed class ExamineVerb : Verb<Examine>
{
    public override string Name => "examine";

    public override IReadOnlyList<string> Aliases => ["x"];

    public override string Usage => "examine THING";

    public override string Help => "Look at an item, a creature, a player or a thing closely.";

    public override bool IsReadOnly => true;

    public override ParseResult Parse(string rest) => rest.Length == 0 ? ShowUsage() : new Examine(rest);

    protected override Reply Execute(in VerbContext context, Examine command)
    {
        var (room, what) = (context.Room, CommandLine.WithoutArticle(command.What));
        if (room.FindItem(what, context.Player.Items.Concat(room.Items)) is { } item)
            return new Done(room.KindOf(item).Description);
        if (room.FindCreature(what) is { } creature)
            return new Done($"{creature.Kind.Description} ({creature.Health} of {creature.Kind.MaxHealth})");
        if (room.FindPlayer(what) is { } player)
            return new Done($"{player.Name}, health {player.Health} of {player.MaxHealth}, score {player.Score}.");
        foreach (var thing in room.Definition.Scenery)
        {
            if (string.Equals(thing.Kind, what, StringComparison.OrdinalIgnoreCase) && thing.Description.Length > 0)
                return new Done(thing.Description);
        }
        if (Directions.TryParse(what, out var direction) && room.FindExit(direction) is { } exit)
            return new Done($"{direction} leads to {room.World.Rooms[exit.To].Title}.");
        return new Rejected(Codes.NotHere, $"You see no {what} here.");
    }
}
