using Actors.Hosting.Startup;
using Actors.Rules;

namespace Actors.System.Tests;

/// <summary>What a program does with the modules that its author adds.</summary>
public sealed class RulesTests
{
    [Fact]
    public void Rules_that_clash_end_a_program_before_it_has_started() => Assert.Equal(1, NodeProgram.BuildRules(static rules => rules.AddBuiltIn().AddBuiltIn(), out _));

    [Fact]
    public void Rules_that_fit_together_are_those_that_were_added()
    {
        Assert.Null(NodeProgram.BuildRules(static rules => rules.AddBuiltIn(), out var rules));
        Assert.Equal(["standard 1", "adventure 1"], rules.Modules.Select(static module => module.ToString()));
    }
}
