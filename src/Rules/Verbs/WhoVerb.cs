using Actors.World;

namespace Actors.Rules.Verbs;

internal sealed class WhoVerb : Verb<Who>
{
    public override string Name => "who";

    public override string Usage => "who";

    public override string Help => "List who is in the world.";

    public override bool WhileDead => true;

    public override bool IsReadOnly => true;

    public override ParseResult Parse(string rest) => new Who();

    protected override Reply Execute(in VerbContext context, Who command) => new ForwardedCommand(command);
}
