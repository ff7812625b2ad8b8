using Actors.Cluster.Links;
using Actors.World;

namespace Actors.Tests.Cluster.Links;

/// <summary>What every kind of lines must do, seen from the nodes at their ends. Node "a" calls "b" and "c", "b" calls "c".</summary>
public abstract class LinksCompliance : IAsyncLifetime
{
    private readonly List<LinkEnd> _ends = [];

    public Task InitializeAsync() => Task.CompletedTask;

    public virtual async Task DisposeAsync()
    {
        foreach (var end in _ends)
            await end.Links.DisposeAsync();
    }

    [Fact]
    public async Task Messages_arrive_in_their_order_once_both_ends_have_been_told_of_the_line()
    {
        var (a, b) = await ConnectAsync();
        for (var i = 0; i < 5000; i++)
            Assert.True(a.Say(b, i));
        Assert.True(b.Say(a, 7));
        await UntilAsync(() => b.Numbers(a).Length == 5000 && a.Numbers(b).Length == 1);
        Assert.Equal(Enumerable.Range(0, 5000).Select(static i => (long)i), b.Numbers(a));
        Assert.Equal(["up"], a.Story(b));
        Assert.Equal(["up"], b.Story(a));
    }

    [Fact]
    public async Task Who_is_not_part_of_the_cluster_has_no_lines_and_loses_those_that_it_had()
    {
        var (a, b, c) = (await StartAsync("a", 0), await StartAsync("b"), await StartAsync("c"));
        SetPeers(a, b, c);
        await UntilAsync(() => b.HasLine(c) && c.HasLine(b));
        Assert.False(a.Say(b, 1));
        Assert.Empty(a.Story(b));
        a.Links.SetSelf(1);
        await UntilAsync(() => a.HasLine(b) && b.HasLine(a) && a.HasLine(c) && c.HasLine(a));
        a.Links.SetSelf(0);
        await UntilAsync(() => !a.HasLine(b) && !b.HasLine(a) && !c.HasLine(a));
        Assert.True(b.Say(c, 1));
        a.Links.SetSelf(2);
        await UntilAsync(() => a.HasLine(b) && b.HasLine(a) && c.HasLine(a));
        Assert.Equal(["up", "down", "up"], b.Story(a));
    }

    [Fact]
    public async Task A_node_started_anew_gets_a_new_line_and_the_end_of_the_old_one_is_told_before()
    {
        var (a, b) = await ConnectAsync();
        await b.Links.DisposeAsync();
        await UntilAsync(() => a.Story(b).Length == 2);
        Assert.False(a.Say(b, 1));
        var again = await StartAsync("b", 2);
        SetPeers(a, again);
        await UntilAsync(() => a.HasLine(again) && again.HasLine(a));
        Assert.Equal(["up", "down", "up"], a.Story(again));
        Assert.True(a.Say(again, 2));
        await UntilAsync(() => again.Numbers(a) is [2]);
    }

    [Fact]
    public async Task A_later_process_of_a_nodes_name_takes_its_line_and_the_earlier_one_never_gets_it_back()
    {
        var (earlier, b) = await ConnectAsync();
        var later = await StartAsync("a", 2);
        later.Links.SetPeers([PeerFor(later, b)]);
        await UntilAsync(() => later.HasLine(b) && !earlier.HasLine(b) && b.Story(later).Length == 3);
        await UntilRefusedAsync(earlier);
        Assert.Equal(["up", "down", "up"], b.Story(later));
        Assert.Equal(["up", "down"], earlier.Story(b));
        Assert.False(earlier.Say(b, 1));
        Assert.True(b.Say(later, 2));
        await UntilAsync(() => later.Numbers(b) is [2]);
    }

    [Fact]
    public async Task A_line_of_an_earlier_incarnation_than_the_tables_ends_and_is_not_made_again()
    {
        var (a, b) = await ConnectAsync();
        b.Links.SetPeers([PeerFor(b, a) with { Incarnation = 2 }]);
        await UntilAsync(() => !a.HasLine(b) && !b.HasLine(a));
        await UntilRefusedAsync(a);
        Assert.Equal(["up", "down"], a.Story(b));
        a.Links.SetSelf(2);
        await UntilAsync(() => a.HasLine(b) && b.HasLine(a));
    }

    [Fact]
    public async Task A_node_that_is_no_peer_any_more_loses_its_line()
    {
        var (a, b) = await ConnectAsync();
        await PassGraceAsync(a, b);
        a.Links.SetPeers([]);
        b.Links.SetPeers([]);
        await UntilAsync(() => !a.HasLine(b) && !b.HasLine(a));
        Assert.False(a.Say(b, 1));
    }

    [Fact]
    public async Task Of_a_room_that_changes_while_the_line_is_slow_come_the_newest_frame_and_all_events()
    {
        var (a, b) = await ConnectAsync();
        Stall(b);
        for (var i = 1; i <= 200; i++)
        {
            Assert.True(a.Show(b, "plaza", i));
            Assert.True(a.Show(b, "quay", i));
            Assert.True(a.Say(b, i));
        }
        Flow(b);
        await UntilAsync(() => b.Numbers(a).Length == 200 && Last("plaza") == 200 && Last("quay") == 200);
        Assert.Equal(Enumerable.Range(1, 200).Select(static i => (long)i), b.Numbers(a));
        foreach (var room in (string[])["plaza", "quay"])
        {
            var frames = FramesOf(room);
            Assert.Equal(frames.Select(static frame => frame.Sequence).Order().Distinct(), frames.Select(static frame => frame.Sequence));
            Assert.Equal(Enumerable.Range(1, 200).Select(static i => $"{i}"), frames.SelectMany(static frame => frame.Events).Cast<Said>().Select(static said => said.Text));
        }

        RoomFrame[] FramesOf(string room) => [.. b.Received<FrameOf>(a).Select(static message => message.Frame).Where(frame => frame.Room.Value == room)];

        long Last(string room) => FramesOf(room) is [.., var last] ? last.Sequence : 0;
    }

    [Fact]
    public async Task What_comes_over_a_line_that_is_cut_in_the_middle_of_a_message_is_in_order_and_the_next_line_is_whole()
    {
        var (a, b) = await ConnectAsync();
        var sent = 0;
        for (var round = 1; round <= 5; round++)
        {
            Cut(a, b, afterBytes: 137 * round);
            // Until the line is down whatever is sent is taken, or refused and known to be lost.
            while (a.Story(b).Length < 2 * round)
            {
                a.Say(b, sent++);
                await StepAsync();
            }
            await UntilAsync(() => a.Story(b).Length == (2 * round) + 1 && b.Story(a).Length == (2 * round) + 1);
            var numbers = b.Numbers(a);
            Assert.Equal(numbers.Order().Distinct(), numbers);
            Assert.True(a.Say(b, sent++));
            await UntilAsync(() => b.Numbers(a) is [.., var last] && last == sent - 1);
        }
        Assert.Equal(Enumerable.Range(0, 11).Select(static i => i % 2 == 0 ? "up" : "down"), a.Story(b));
        Assert.Equal(a.Story(b), b.Story(a));
    }

    [Fact]
    public async Task A_slow_node_does_not_slow_the_others()
    {
        var (a, b, c) = (await StartAsync("a"), await StartAsync("b"), await StartAsync("c"));
        SetPeers(a, b, c);
        await UntilAsync(() => a.HasLine(b) && a.HasLine(c) && c.HasLine(a));
        Stall(b);
        for (var i = 0; i < 1000; i++)
        {
            a.Say(b, i);
            a.Say(c, i);
        }
        await UntilAsync(() => c.Numbers(a).Length == 1000);
        Assert.Empty(b.Numbers(a));
        Flow(b);
        await UntilAsync(() => b.Numbers(a).Length == 1000);
    }

    private protected abstract ILinks Create(string node);

    /// <summary>Where the first finds the second.</summary>
    private protected virtual string AddressOf(LinkEnd from, LinkEnd to) => to.Links.Address;

    private protected abstract Task UntilAsync(Func<bool> holds);

    /// <summary>Lets others do something.</summary>
    private protected abstract Task StepAsync();

    /// <summary>Until the node has been refused a line at least once; more often does not matter.</summary>
    private protected abstract Task UntilRefusedAsync(LinkEnd end);

    /// <summary>Until a line is as old as one whose node has not been read of yet cannot be.</summary>
    private protected abstract Task PassGraceAsync(LinkEnd one, LinkEnd other);

    /// <summary>What is sent to the node waits on its way.</summary>
    private protected abstract void Stall(LinkEnd to);

    private protected abstract void Flow(LinkEnd to);

    private protected abstract void Cut(LinkEnd from, LinkEnd to, int afterBytes);

    private protected LinkPeer PeerFor(LinkEnd from, LinkEnd to) => new(to.Name, Math.Max(1, to.Incarnation), AddressOf(from, to));

    private protected void SetPeers(params LinkEnd[] ends)
    {
        foreach (var end in ends)
            end.Links.SetPeers([.. ends.Where(other => other != end).Select(other => PeerFor(end, other))]);
    }

    private protected async Task<(LinkEnd A, LinkEnd B)> ConnectAsync()
    {
        var (a, b) = (await StartAsync("a"), await StartAsync("b"));
        SetPeers(a, b);
        await UntilAsync(() => a.HasLine(b) && b.HasLine(a));
        return (a, b);
    }

    private protected async Task<LinkEnd> StartAsync(string name, long incarnation = 1, ILinks? links = null)
    {
        var end = new LinkEnd(name, incarnation, links ?? Create(name));
        _ends.Add(end);
        await end.Links.StartAsync(end, default);
        Started(end);
        end.Links.SetSelf(incarnation);
        return end;
    }

    private protected virtual void Started(LinkEnd end)
    {
    }
}
