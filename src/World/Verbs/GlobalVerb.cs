namespace Actors.World;

internal sealed class GlobalVerb : Verb<Global>
{
    public override string Name => "global";

    public override IReadOnlyList<string> Aliases => ["g"];

    public override string Usage => "global TEXT";

    public override string Help => "Say something to all in the world.";

    internal override ParsedLine Parse(string rest) => rest.Length == 0 ? Missing() : Parsed(new Global(rest));

    protected override Reply Execute(VerbContext context, Global command) =>
        Speech.Check(context, command.Text, out var text) is { } why ? why : new ForwardedCommand(new Global(text));
}
