using Actors.World;

namespace Actors.Rules.Verbs;

internal sealed class GoVerb : Verb<Go>
{
    public override string Name => "go";

    public override IReadOnlyList<string> Aliases => ["walk"];

    public override string Usage => "go DIRECTION";

    public override string Help => "Leave by an exit; its direction alone does too: north, n.";

    public override ParseResult Parse(string rest) => Directions.TryParse(rest, out var direction) || rest.Length > 0 ? new Go(direction) : ShowUsage();

    protected override Reply Execute(in VerbContext context, Go command)
    {
        _ = Directions.TryParse(command.Direction, out var direction);
        if (context.Room.FindExit(direction) is { } exit)
            return context.Room.Depart(context.Player, exit, context.CommandId);
        var exits = context.Room.Definition.Exits;
        var ways = exits.Count == 0 ? "There is no way out." : $"Ways out: {string.Join(", ", exits.Select(static exit => exit.Direction))}.";
        return new Rejected(Codes.NoSuchExit, $"You cannot go {direction} from here. {ways}");
    }
}
