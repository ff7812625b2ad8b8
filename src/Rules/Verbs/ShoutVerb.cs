using Actors.World;

namespace Actors.Rules.Verbs;

internal sealed class ShoutVerb : Verb<Shout>
{
    public override string Name => "shout";

    public override IReadOnlyList<string> Aliases => ["yell"];

    public override string Usage => "shout TEXT";

    public override string Help => "Say something to all in the zone.";

    public override bool IsReadOnly => true;

    public override ParseResult Parse(string rest) => rest.Length == 0 ? ShowUsage() : new Shout(rest);

    protected override Reply Execute(in VerbContext context, Shout command) =>
        Speech.Check(context.Room, command.Text, out var text) is { } why ? why : new ForwardedCommand(new Shout(text));
}
