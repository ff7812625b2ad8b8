using Actors.World;

namespace Actors.Rules.Verbs;

internal sealed class MoveVerb : Verb<Move>
{
    private static readonly GoVerb Go = new();

    public override string Name => "move";

    public override string Usage => "move DIRECTION";

    public override string Help => "Leave by an exit, as go does; clients with a map steer with it.";

    public override ParseResult Parse(string rest) => rest.Length == 0 ? ShowUsage() : Go.Parse(rest);

    protected override Reply Execute(in VerbContext context, Move command)
    {
        var direction = command.Direction;
        if (!double.IsFinite(direction.X) || !double.IsFinite(direction.Y) || Math.Abs(direction.X) > 1 || Math.Abs(direction.Y) > 1)
            return new Rejected(Codes.BadArgument, "A direction has components from -1 to 1.");
        context.Player.Walk(direction, command.HoldTicks, command.Sequence);
        return Reply.Ok;
    }
}
