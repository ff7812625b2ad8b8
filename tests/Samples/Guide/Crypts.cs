using Actors.World;

namespace MyGame;

public sealed class Crypts : IRulesModule
{
    public string Name => "crypts";

    public void Register(RulesBuilder rules) => rules
        .AddComponent(Torch.Out)
        .AddItemBehaviour("torch", new TorchBehaviour())
        .AddTimer(TorchBehaviour.BurnsOut, TorchBehaviour.BurnOut)
        .AddExitBehaviour("dark", new DarkStairs())
        .AddHook<Silence>()
        .AddMind<CowardMind>("coward");
}
