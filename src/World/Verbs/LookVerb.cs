namespace Actors.World;

internal sealed class LookVerb : Verb<Look>
{
    public override string Name => "look";

    public override IReadOnlyList<string> Aliases => ["l"];

    public override string Usage => "look";

    public override string Help => "Look around.";

    public override bool WhileDead => true;

    internal override ParsedLine Parse(string rest) =>
        rest.Length == 0 ? Parsed(new Look()) : new ParsedLine(new Examine(rest.StartsWith("at ", StringComparison.OrdinalIgnoreCase) ? rest[3..] : rest), null);

    protected override Reply Execute(VerbContext context, Look command) => new Described(new FrameBuilder(context.State).Describe());
}
