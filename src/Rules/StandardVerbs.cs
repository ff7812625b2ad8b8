using Actors.Rules.Verbs;
using Actors.World;

namespace Actors.Rules;

/// <summary>What players of any world can do: look, walk, talk, carry things, and ask for help.</summary>
public sealed class StandardVerbs : IRulesModule
{
    /// <inheritdoc/>
    public string Name => "standard";

    /// <inheritdoc/>
    public int Version => 1;

    /// <inheritdoc/>
    public void Register(RulesBuilder rules) => rules
        .AddVerb<LookVerb>().AddVerb<ExamineVerb>().AddVerb<GoVerb>().AddVerb<MoveVerb>().AddVerb<FaceVerb>().AddVerb<WhoVerb>()
        .AddVerb<SayVerb>().AddVerb<EmoteVerb>().AddVerb<WhisperVerb>().AddVerb<ShoutVerb>().AddVerb<GlobalVerb>().AddVerb<NameVerb>()
        .AddVerb<TakeVerb>().AddVerb<DropVerb>().AddVerb<UseVerb>().AddVerb<InventoryVerb>()
        .AddVerb<RoomsVerb>().AddVerb<JoinVerb>().AddVerb<TravelVerb>().AddVerb<HelpVerb>();
}
