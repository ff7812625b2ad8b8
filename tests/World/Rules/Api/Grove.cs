using Actors.Rules;
using Actors.TestKit;

namespace Actors.World.Tests;

/// <summary>Persisted, shown to all, given by content.</summary>
[Component("mana")]
internal sealed record Mana(int Points);

/// <summary>Persisted, shown to its owner alone.</summary>
[Component("grove.purse", Visibility = ComponentVisibility.Owner, FromContent = false)]
internal sealed record Purse(int Coins);

/// <summary>Persisted, shown to nobody.</summary>
[Component("grove.fate", Visibility = ComponentVisibility.Nobody)]
internal sealed record Fate(string Text);

/// <summary>Not persisted.</summary>
[Component("grove.glow", Durable = false)]
internal sealed record Glow(int Colour);

/// <summary>Whatever a test wants to try with the room, as a verb does it.</summary>
internal sealed record Try(Func<VerbContext, Reply> Act) : Command;

internal sealed class TryVerb : Verb<Try>
{
    public override string Name => "try";

    public override string Usage => "";

    public override string Help => "";

    public override bool WhileDead => true;

    public override ParseResult Parse(string rest) => ShowUsage();

    protected override Reply Execute(in VerbContext context, Try command) => command.Act(context);
}

/// <summary>A module as an author writes one, but for what each test adds to it.</summary>
internal sealed class Grove(Action<RulesBuilder>? more = null) : IRulesModule
{
    public string Name => "grove";

    public int Version => 3;

    public void Register(RulesBuilder rules)
    {
        rules.AddComponent(new Mana(10)).AddComponent(new Purse(0)).AddComponent(new Fate("none")).AddComponent(new Glow(0)).AddVerb<TryVerb>();
        more?.Invoke(rules);
    }

    /// <summary>The grove with the standard verbs.</summary>
    public static RuleSet With(Action<RulesBuilder>? more = null) => new RulesBuilder().AddModule<StandardVerbs>().AddModule(new Grove(more)).Build();

    public static WorldBuilder World(RuleSet rules) => new WorldBuilder().WithRules(rules).ItemKind("cup").ItemKind("lamp");

    /// <summary>One room of 20 by 20 units with Ada in it.</summary>
    public static RoomScenario Room(RuleSet? rules = null, Func<RoomDefinition, RoomDefinition>? change = null, Func<WorldBuilder, WorldBuilder>? world = null)
    {
        var builder = World(rules ?? With());
        var room = new RoomScenario((world?.Invoke(builder) ?? builder).Room("glade", change).Build(), "glade");
        room.Enter("Ada");
        return room;
    }
}

internal static class TryExtensions
{
    public static ScenarioReply Try(this RoomScenario room, string player, Func<VerbContext, Reply> act) => room.Send(player, new Try(act));

    public static RoomScenario Try(this RoomScenario room, string player, Action<VerbContext> act) => room.Send(player, new Try(context =>
    {
        act(context);
        return Reply.Ok;
    })).ExpectDone();

    /// <summary>What a rule finds out.</summary>
    public static T Ask<T>(this RoomScenario room, string player, Func<VerbContext, T> ask)
    {
        T found = default!;
        room.Try(player, context => { found = ask(context); });
        return found;
    }
}
