using Actors.World;

namespace Actors.Rules.Verbs;

internal sealed class FaceVerb : Verb<Face>
{
    // One object for all, because clients with a map turn many times a second. It has a text, because no event shows the turn to a player who typed it.
    private static readonly Reply Turned = new Done("You turn.");

    public override string Name => "face";

    public override string Usage => "face DIRECTION";

    public override string Help => "Turn to a direction.";

    public override ParseResult Parse(string rest) => TryAngle(rest, out var angle) ? new Face(angle) : ShowUsage();

    protected override Reply Execute(in VerbContext context, Face command)
    {
        if (!double.IsFinite(command.AngleRadians))
            return new Rejected(Codes.BadArgument, "An angle is a number of radians.");
        context.Player.Facing = command.AngleRadians;
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
