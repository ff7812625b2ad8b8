namespace Actors.World;

internal sealed class GoVerb : Verb<Go>
{
    public override string Name => "go";

    public override IReadOnlyList<string> Aliases => ["walk"];

    public override string Usage => "go DIRECTION";

    public override string Help => "Leave by an exit; its direction alone does too: north, n.";

    internal override ParsedLine Parse(string rest) => Directions.TryParse(rest, out var direction) || rest.Length > 0 ? Parsed(new Go(direction)) : Missing();

    protected override Reply Execute(VerbContext context, Go command)
    {
        var exits = context.State.Definition.Exits;
        _ = Directions.TryParse(command.Direction, out var direction);
        foreach (var exit in exits)
        {
            if (exit.Direction == direction)
                return context.State.Depart(context.Actor, new RoomId(exit.To), exit.Arrival, exit.Direction, context.CommandId, context.Effects);
        }
        var ways = exits.Count == 0 ? "There is no way out." : $"Ways out: {string.Join(", ", exits.Select(static exit => exit.Direction))}.";
        return new Rejected(Codes.NoSuchExit, $"You cannot go {direction} from here. {ways}");
    }
}
