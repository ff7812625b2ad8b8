using Actors.Reloading;

namespace Actors.Tests.Reloading;

/// <summary>What is read again, and when it takes effect.</summary>
public sealed class ContentReloadTests
{
    private static readonly (string From, string To) Mown = ("Green.", "It is mown.");

    [Fact]
    public async Task A_reload_applies_changed_files_and_the_next_is_unchanged()
    {
        await using var nodes = await ReloadedNodes.StartAsync("");
        var before = nodes.Hashes.Single();
        Assert.Equal(ReloadOutcome.Unchanged, (await nodes.ReloadAsync()).Outcome);
        nodes.Write("local", Mown, ("heals: 10", "heals: 25"));
        var report = await nodes.ReloadAsync();
        Assert.Equal((ReloadOutcome.Done, true, "1 room changed, 1 kind changed", 1), (report.Outcome, report.IsUsed, report.Change, report.Nodes));
        Assert.Equal(report.Hash, nodes.Hashes.Single());
        Assert.NotEqual(before, report.Hash);
        Assert.StartsWith($"Content {report.Hash![..12]}: 1 room changed, 1 kind changed; 0 of 0 active rooms begun anew on 1 node, in ", Assert.Single(report.Lines), StringComparison.Ordinal);
        Assert.Equal(ReloadOutcome.Unchanged, (await nodes.ReloadAsync()).Outcome);
        nodes.Write("local");
        Assert.Equal((ReloadOutcome.Done, before), ((await nodes.ReloadAsync()).Outcome, nodes.Hashes.Single()));
    }

    [Fact]
    public async Task Invalid_content_is_rejected_and_each_mistake_is_listed_with_its_line()
    {
        await using var nodes = await ReloadedNodes.StartAsync("");
        var before = nodes.Hashes.Single();
        nodes.Write("local", Mown, ("capacity: 1", "capactiy: 1"));
        var report = await nodes.ReloadAsync();
        Assert.Equal((ReloadOutcome.Invalid, false), (report.Outcome, report.IsUsed));
        Assert.Equal("The content cannot be used, and nothing was changed:", report.Lines[0]);
        Assert.All(report.Problems, static problem => Assert.Matches(@"house\.yaml:\d+:\d+: .*did you mean ""capacity""\?", problem));
        Assert.Equal(before, nodes.Hashes.Single());
        Directory.Delete(nodes.ContentOf("local"), recursive: true);
        Assert.Equal(ReloadOutcome.Invalid, (await nodes.ReloadAsync()).Outcome);
        Assert.Equal(before, nodes.Hashes.Single());
        nodes.Write("local", Mown);
        Assert.Equal(ReloadOutcome.Done, (await nodes.ReloadAsync()).Outcome);
    }

    [Fact]
    public async Task A_change_that_needs_a_restart_is_refused_by_name()
    {
        await using var nodes = await ReloadedNodes.StartAsync("yard");
        var before = nodes.Hashes.Single();
        nodes.Write("local", ("defaultRoom: hall", "defaultRoom: hall\nrules: { tickMilliseconds: 100 }"));
        var report = await nodes.ReloadAsync();
        Assert.Equal(
            ["This needs a restart, and nothing was changed:", "rules.tickMilliseconds is 100 now, and the world runs with 50"], report.Lines);
        Assert.Equal((ReloadOutcome.NeedsRestart, before), (report.Outcome, nodes.Hashes.Single()));

        nodes.Write("local", ("  yard:", "  garden:"), ("to: yard", "to: garden"));
        report = await nodes.ReloadAsync();
        Assert.Equal("Actors:Rooms:Record is \"yard\", and the content has no room of that name any more", Assert.Single(report.Problems));
        Assert.Equal((ReloadOutcome.NeedsRestart, before), (report.Outcome, nodes.Hashes.Single()));
    }

    [Fact]
    public async Task The_second_of_two_concurrent_reloads_is_unchanged()
    {
        await using var nodes = await ReloadedNodes.StartAsync("");
        nodes.Write("local", Mown);
        var reports = await Task.WhenAll(nodes.ReloadAsync(), nodes.ReloadAsync());
        Assert.Equal([ReloadOutcome.Done, ReloadOutcome.Unchanged], reports.Select(static report => report.Outcome));
    }

    [Fact]
    public async Task All_cluster_nodes_apply_a_reload_or_none()
    {
        await using var nodes = await ReloadedNodes.StartAsync("", "w1", "w2");
        var before = nodes.Hashes.Single();

        // Only one has the new files.
        nodes.Write("w1", Mown);
        var report = await nodes.ReloadAsync("w1");
        Assert.Equal((ReloadOutcome.Disagreed, before), (report.Outcome, nodes.Hashes.Single()));
        Assert.StartsWith("w2 has read ", Assert.Single(report.Problems), StringComparison.Ordinal);

        // The other's files have a mistake.
        nodes.Write("w2", Mown, ("capacity: 1", "capactiy: 1"));
        report = await nodes.ReloadAsync("w1");
        Assert.Equal((ReloadOutcome.Disagreed, before), (report.Outcome, nodes.Hashes.Single()));
        Assert.Contains("w2 cannot use its content: ", Assert.Single(report.Problems), StringComparison.Ordinal);
        Assert.Equal(ReloadOutcome.Invalid, (await nodes.ReloadAsync("w2")).Outcome);

        // Two operators ask at once, on two nodes.
        nodes.Write("w2", Mown);
        var reports = await Task.WhenAll(nodes.ReloadAsync("w1"), nodes.ReloadAsync("w2"));
        Assert.All(reports, static report => Assert.True(report.IsUsed, string.Join('\n', report.Lines)));
        Assert.All(reports, report => Assert.Equal(report.Hash, nodes.Hashes.Single()));
        Assert.NotEqual(before, nodes.Hashes.Single());
        Assert.Equal(2, reports.Where(static report => report.Outcome == ReloadOutcome.Done).Select(static report => report.Nodes).First());
    }
}
