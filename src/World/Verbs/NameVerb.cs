namespace Actors.World;

internal sealed class NameVerb : Verb<TakeName>
{
    public override string Name => "name";

    public override string Usage => "name NAME";

    public override string Help => "Choose what you are called; the name is yours from then on.";

    internal override ParsedLine Parse(string rest) => rest.Length == 0 ? Missing() : Parsed(new TakeName(rest));

    protected override Reply Execute(VerbContext context, TakeName command)
    {
        var name = PlayerName.Visible(command.Name);
        return PlayerName.Check(name) is { } why ? why : new ForwardedCommand(new TakeName(name));
    }
}
