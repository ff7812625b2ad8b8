using Actors.World;

namespace Actors.Rules.Verbs;

internal sealed class LookVerb : Verb<Look>
{
    public override string Name => "look";

    public override IReadOnlyList<string> Aliases => ["l"];

    public override string Usage => "look";

    public override string Help => "Look around.";

    public override bool WhileDead => true;

    public override bool IsReadOnly => true;

    public override ParseResult Parse(string rest) =>
        rest.Length == 0 ? new Look() : new Examine(rest.StartsWith("at ", StringComparison.OrdinalIgnoreCase) ? rest[3..] : rest);

    protected override Reply Execute(in VerbContext context, Look command) => new Described(context.Room.Describe());
}
