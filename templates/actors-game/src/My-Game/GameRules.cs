using Actors.World;

namespace My_Game;

/// <summary>What this game adds to the rules that come with the server.</summary>
public sealed class GameRules : IRulesModule
{
    public string Name => "my_game";

    /// <summary>Increase it with every change of what the rules do.</summary>
    public int Version => 1;

    public void Register(RulesBuilder rules) => rules
        .AddComponent(Mana.Full)
        .AddVerb<HealVerb>()
        .AddSystem<ManaRegeneration>()
        .AddHook<ManaFromTheDead>()
        .AddMind<CowardMind>("coward");
}
