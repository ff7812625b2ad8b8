namespace Actors.World;

internal sealed class MoveVerb : Verb<Move>
{
    public override string Name => "move";

    public override string Usage => "move DIRECTION";

    public override string Help => "Leave by an exit, as go does; clients with a map steer with it.";

    internal override ParsedLine Parse(string rest) => VerbTable.ByWord["go"].Parse(rest);

    protected override Reply Execute(VerbContext context, Move command)
    {
        var direction = command.Direction;
        if (!double.IsFinite(direction.X) || !double.IsFinite(direction.Y) || Math.Abs(direction.X) > 1 || Math.Abs(direction.Y) > 1)
            return new Rejected(Codes.BadArgument, "A direction has components from -1 to 1.");
        var actor = context.Actor;
        // Both components may be 1, on a diagonal; nobody walks faster for it.
        actor.Direction = direction.LengthSquared > 1 ? direction.Normalized() : direction;
        actor.HoldTicks = Math.Max(0, command.HoldTicks);
        actor.LastInput = command.Sequence;
        if (direction != Vector.Zero)
            actor.Facing = direction.Angle;
        context.State.PlayersChanged = true;
        return Reply.Ok;
    }
}
