using Actors.Rules.Game;
using Actors.World;

namespace Actors.Rules;

/// <summary>
/// The game of the sample world: fighting, shooting, gathering, scores, healing, and creatures that wander and strike back. A world with rules of its own leaves it
/// out.
/// </summary>
public sealed class Adventure : IRulesModule
{
    /// <inheritdoc/>
    public string Name => "adventure";

    /// <inheritdoc/>
    public int Version => 1;

    /// <inheritdoc/>
    public void Register(RulesBuilder rules) => rules
        .AddComponent(Cooldowns.None)
        .AddComponent(Temper.Calm)
        .AddVerb<GatherVerb>().AddVerb<AttackVerb>().AddVerb<FireVerb>()
        .AddMind<AnimalMind>("animal").SetDefaultMind("animal")
        .AddHook<Battle>()
        .AddSystem<Respawning>()
        .AddSystem<Regeneration>()
        .AddSystem<Touching>();
}
