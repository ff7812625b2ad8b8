using Actors.World;

namespace Actors.Rules.Verbs;

internal sealed class SayVerb : Verb<Say>
{
    public override string Name => "say";

    public override string Usage => "say TEXT";

    public override string Help => "Say something to all in the room; a leading quote does too.";

    public override bool WhileDead => true;

    public override ParseResult Parse(string rest) => rest.Length == 0 ? ShowUsage() : new Say(rest);

    protected override Reply Execute(in VerbContext context, Say command)
    {
        if (Speech.Check(context.Room, command.Text, out var text) is { } why)
            return why;
        return context.Room.Say(context.Player, text) is { } refused ? refused : Reply.Ok;
    }
}
