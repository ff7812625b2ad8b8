namespace Actors.World;

internal sealed class ShoutVerb : Verb<Shout>
{
    public override string Name => "shout";

    public override IReadOnlyList<string> Aliases => ["yell"];

    public override string Usage => "shout TEXT";

    public override string Help => "Say something to all in the zone.";

    internal override ParsedLine Parse(string rest) => rest.Length == 0 ? Missing() : Parsed(new Shout(rest));

    protected override Reply Execute(VerbContext context, Shout command) =>
        Speech.Check(context, command.Text, out var text) is { } why ? why : new ForwardedCommand(new Shout(text));
}
