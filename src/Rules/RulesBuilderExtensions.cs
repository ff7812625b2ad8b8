using Actors.World;

namespace Actors.Rules;

/// <summary>The rules that come with the server.</summary>
public static class RulesBuilderExtensions
{
    /// <summary>Both modules: <see cref="StandardVerbs"/> and <see cref="Adventure"/>.</summary>
    public static RulesBuilder AddBuiltIn(this RulesBuilder rules) => rules.AddModule<StandardVerbs>().AddModule<Adventure>();
}

/// <summary>Rule sets that are used as they are.</summary>
public static class BuiltInRules
{
    /// <summary>What a server runs that is given no rules of its own.</summary>
    public static RuleSet All { get; } = new RulesBuilder().AddBuiltIn().Build();
}
