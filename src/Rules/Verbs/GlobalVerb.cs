using Actors.World;

namespace Actors.Rules.Verbs;

internal sealed class GlobalVerb : Verb<Global>
{
    public override string Name => "global";

    public override IReadOnlyList<string> Aliases => ["g"];

    public override string Usage => "global TEXT";

    public override string Help => "Say something to all in the world.";

    public override bool IsReadOnly => true;

    public override ParseResult Parse(string rest) => rest.Length == 0 ? ShowUsage() : new Global(rest);

    protected override Reply Execute(in VerbContext context, Global command) =>
        Speech.Check(context.Room, command.Text, out var text) is { } why ? why : new ForwardedCommand(new Global(text));
}
