namespace Actors.World;

internal sealed class FaceVerb : Verb<Face>
{
    // Map clients turn many times a second, and no event tells who typed it.
    private static readonly Reply Turned = new Done("You context.");

    public override string Name => "face";

    public override string Usage => "face DIRECTION";

    public override string Help => "Turn to a direction.";

    internal override ParsedLine Parse(string rest) => TryAngle(rest, out var angle) ? Parsed(new Face(angle)) : Missing();

    protected override Reply Execute(VerbContext context, Face command)
    {
        if (!double.IsFinite(command.AngleRadians))
            return new Rejected(Codes.BadArgument, "An angle is a number of radians.");
        context.Actor.Facing = Math.IEEERemainder(command.AngleRadians, 2 * Math.PI);
        context.State.PlayersChanged = true;
        return Turned;
    }

    private static bool TryAngle(string word, out double angle)
    {
        _ = Directions.TryParse(word, out var direction);
        var (x, y) = (direction.Contains("east") ? 1 : direction.Contains("west") ? -1 : 0, direction.Contains("south") ? 1 : direction.Contains("north") ? -1 : 0);
        angle = new Vector(x, y).Angle;
        return x != 0 || y != 0;
    }
}
