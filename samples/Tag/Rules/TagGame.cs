using Actors.World;

namespace Tag.Rules;

/// <summary>Tag for two to eight players: one is it, and whoever is touched by it is it from then on. The player who was free for longest when the round ends has won.</summary>
public sealed class TagGame : IRulesModule
{
    public string Name => "tag";

    public void Register(RulesBuilder rules) => rules
        .AddComponent(new Bench())
        .AddComponent(new Arena())
        .AddComponent(new Round())
        .AddComponent(new Runner())
        .AddVerb<PlayVerb>()
        .AddVerb<StandingsVerb>()
        .AddHook<Latecomers>()
        .AddHook<Scoreboard>()
        .AddSystem<Gate>()
        .AddSystem<Referee>()
        .AddSystem<Tagging>()
        .AddTimer(Referee.Whistle, Referee.Blow);
}
