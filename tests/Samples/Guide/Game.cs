using Actors.World;

namespace MyGame;

public sealed class Game : IRulesModule
{
    public string Name => "mygame";

    public void Register(RulesBuilder rules) => rules
        .AddComponent(Mana.Full)
        .AddVerb<HealVerb>()
        .AddSystem<ManaRegeneration>();
}
