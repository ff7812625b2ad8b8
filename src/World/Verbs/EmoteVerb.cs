namespace Actors.World;

internal sealed class EmoteVerb : Verb<Emote>
{
    public override string Name => "emote";

    public override IReadOnlyList<string> Aliases => ["me"];

    public override string Usage => "emote TEXT";

    public override string Help => "Do something that all in the room see: emote waves.";

    internal override ParsedLine Parse(string rest) => rest.Length == 0 ? Missing() : Parsed(new Emote(rest));

    protected override Reply Execute(VerbContext context, Emote command)
    {
        if (Speech.Check(context, command.Text, out var text) is { } why)
            return why;
        context.Show(new Emoted(context.Actor.Id, context.Actor.Name, text, context.Actor.Position));
        return Reply.Ok;
    }
}
