using Actors.World;

namespace Actors.Rules.Verbs;

internal sealed class EmoteVerb : Verb<Emote>
{
    public override string Name => "emote";

    public override IReadOnlyList<string> Aliases => ["me"];

    public override string Usage => "emote TEXT";

    public override string Help => "Do something that all in the room see: emote waves.";

    public override ParseResult Parse(string rest) => rest.Length == 0 ? ShowUsage() : new Emote(rest);

    protected override Reply Execute(in VerbContext context, Emote command)
    {
        if (Speech.Check(context.Room, command.Text, out var text) is { } why)
            return why;
        context.Emit(new Emoted(context.Player.Id, context.Player.Name, text, context.Player.Position));
        return Reply.Ok;
    }
}
