using Actors.World;

namespace Actors.Rules.Verbs;

internal sealed class NameVerb : Verb<TakeName>
{
    public override string Name => "name";

    public override string Usage => "name NAME";

    public override string Help => "Choose what you are called; the name is yours from then on.";

    public override bool IsReadOnly => true;

    public override ParseResult Parse(string rest) => rest.Length == 0 ? ShowUsage() : new TakeName(rest);

    protected override Reply Execute(in VerbContext context, TakeName command)
    {
        var name = PlayerName.Visible(command.Name);
        return PlayerName.Check(name) is { } why ? why : new ForwardedCommand(new TakeName(name));
    }
}
