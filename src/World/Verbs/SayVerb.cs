namespace Actors.World;

internal sealed class SayVerb : Verb<Say>
{
    public override string Name => "say";

    public override string Usage => "say TEXT";

    public override string Help => "Say something to all in the room; a leading quote does too.";

    public override bool WhileDead => true;

    internal override ParsedLine Parse(string rest) => rest.Length == 0 ? Missing() : Parsed(new Say(rest));

    protected override Reply Execute(Turn turn, Say command)
    {
        if (Speech.Check(turn, command.Text, out var text) is { } why)
            return why;
        turn.Show(new Said(turn.Actor.Id, turn.Actor.Name, text, turn.Actor.Position));
        return Reply.Ok;
    }
}
