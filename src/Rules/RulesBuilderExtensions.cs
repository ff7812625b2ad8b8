using Actors.World;

namespace Actors.Rules;

/// <summary>The rules that come with the server.</summary>
public static class RulesBuilderExtensions
{
    /// <summary>Both modules: <see cref="StandardVerbs"/> and <see cref="Adventure"/>.</summary>
    public static RulesBuilder AddBuiltIn(this RulesBuilder rules) => rules.AddModule<StandardVerbs>().AddModule<Adventure>();
}

/// <summary>Ready-made rule sets.</summary>
public static class BuiltInRules
{
    /// <summary>The rules of a server that is given none of its own.</summary>
    public static RuleSet All { get; } = new RulesBuilder().AddBuiltIn().Build();
}
