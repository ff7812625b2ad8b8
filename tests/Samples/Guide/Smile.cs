using Actors.World;

namespace MyGame.FromEvennia;

[Component("mood", Durable = true)]
public sealed record Mood(int Smiles);

public sealed class SmileVerb : Verb<SmileVerb.Smile>
{
    public sealed record Smile(string At) : Command;

    public override string Name => "smile";

    public override IReadOnlyList<string> Aliases => ["grin"];

    public override string Usage => "smile PLAYER";

    public override string Help => "Smile at somebody.";

    public override ParseResult Parse(string rest) => rest.Length == 0 ? ShowUsage() : new Smile(rest);

    protected override Reply Execute(in VerbContext context, Smile command)
    {
        if (context.Room.FindPlayer(command.At) is not { } target)
            return VerbContext.Reject(Codes.NotHere, $"You see no {command.At} here.");
        target.Set(new Mood(target.Get<Mood>().Smiles + 1));
        context.Emit(new Smiled(context.Player.Id, context.Player.Name, target.Id, target.Name, target.Position));
        return Reply.Ok;
    }
}

public sealed record Smiled(PlayerId Player, string Name, PlayerId Target, string TargetName, Vector At) : RoomEvent(At)
{
    public override EventHeader Header => new("social.smiled", Player, Name, Target);

    public override string Describe(in Viewer viewer) => $"{viewer.Subject(Player, Name)} {viewer.Verb(Player, "smile", "smiles")} at {viewer.Object(Target, TargetName)}.";
}

public sealed class Social : IRulesModule
{
    public string Name => "social";

    public void Register(RulesBuilder rules) => rules.AddComponent(new Mood(0)).AddVerb<SmileVerb>();
}
