using Actors.World;

namespace MyGame.FromColyseus;

[Component("presses", FromContent = false)]
public sealed record Presses(int Count);

public sealed class PressVerb : Verb<PressVerb.Press>
{
    public sealed record Press : Command;

    public override string Name => "press";

    public override string Usage => "press";

    public override string Help => "Press the button.";

    public override ParseResult Parse(string rest) => new Press();

    protected override Reply Execute(in VerbContext context, Press command)
    {
        var room = context.Room;
        room.Set(new Presses(room.Get<Presses>().Count + 1));
        return Reply.Ok;
    }
}

public sealed class ButtonRoom : IRulesModule
{
    public string Name => "button";

    public void Register(RulesBuilder rules) => rules.AddComponent(new Presses(0)).AddVerb<PressVerb>();
}
