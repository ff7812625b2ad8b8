namespace Actors.World;

internal sealed class SayVerb : Verb<Say>
{
    public override string Name => "say";

    public override string Usage => "say TEXT";

    public override string Help => "Say something to all in the room; a leading quote does too.";

    public override bool WhileDead => true;

    internal override ParsedLine Parse(string rest) => rest.Length == 0 ? Missing() : Parsed(new Say(rest));

    protected override Reply Execute(VerbContext context, Say command)
    {
        if (Speech.Check(context, command.Text, out var text) is { } why)
            return why;
        context.Show(new Said(context.Actor.Id, context.Actor.Name, text, context.Actor.Position));
        return Reply.Ok;
    }
}
