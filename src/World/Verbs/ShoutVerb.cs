namespace Actors.World;

internal sealed class ShoutVerb : Verb<Shout>
{
    public override string Name => "shout";

    public override IReadOnlyList<string> Aliases => ["yell"];

    public override string Usage => "shout TEXT";

    public override string Help => "Say something to all in the zone.";

    internal override ParsedLine Parse(string rest) => rest.Length == 0 ? Missing() : Parsed(new Shout(rest));

    protected override Reply Execute(Turn turn, Shout command) =>
        Speech.Check(turn, command.Text, out var text) is { } why ? why : new BeyondRoom(new Shout(text));
}
