namespace Actors.World;

internal sealed class WhoVerb : Verb<Who>
{
    public override string Name => "who";

    public override string Usage => "who";

    public override string Help => "List who is in the world.";

    public override bool WhileDead => true;

    internal override ParsedLine Parse(string rest) => Parsed(new Who());

    protected override Reply Execute(VerbContext context, Who command) => new ForwardedCommand(command);
}
