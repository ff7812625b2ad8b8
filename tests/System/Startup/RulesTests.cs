using Actors.Hosting.Startup;
using Actors.Rules;

namespace Actors.System.Tests;

/// <summary>What a program does with the modules that its author adds.</summary>
public sealed class RulesTests
{
    [Fact]
    public void Clashing_rules_stop_a_program_before_it_starts() => Assert.Equal(1, NodeProgram.BuildRules(static rules => rules.AddBuiltIn().AddBuiltIn(), out _));

    [Fact]
    public void Compatible_rules_keep_the_added_modules()
    {
        Assert.Null(NodeProgram.BuildRules(static rules => rules.AddBuiltIn(), out var rules));
        Assert.Equal(["standard 1", "adventure 1"], rules.Modules.Select(static module => module.ToString()));
    }
}
