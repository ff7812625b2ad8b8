using Actors.Storage;
using Actors.World;

namespace Actors.Tests.Storage;

/// <summary>What guests lose by being away, and when they do not.</summary>
public abstract partial class WorldStoreCompliance
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    private static readonly TimeSpan Days = TimeSpan.FromDays(30);

    [Fact]
    public async Task A_guest_reclaims_its_released_name_unless_it_was_taken()
    {
        await Store.ClaimNameAsync(Guest(1), "Hero", default);
        await CommitAsync(Plaza, new PlayerChanged(Guest(1) with { Name = "Hero", Named = true }, Plaza, Presence.AwayUnnamed));
        var left = (await Store.FindPlayerByTokenAsync("token 1", default))!.Record;
        Assert.Equal(("guest1", false), (left.Name, left.Named));
        Assert.Equal(new ReclaimedName("Hero", null), await Store.ReclaimNameAsync(new PlayerId(1), default));
        Assert.Equal(ClaimOutcome.Taken, await Store.ClaimNameAsync(Guest(2), "hero", default));

        await CommitAsync(Plaza, new PlayerChanged(Guest(1) with { Name = "Hero", Named = true }, Plaza, Presence.AwayUnnamed));
        Assert.Equal(ClaimOutcome.Claimed, await Store.ClaimNameAsync(Guest(2), "hero", default));
        Assert.Equal(new ReclaimedName("guest1", "Hero"), await Store.ReclaimNameAsync(new PlayerId(1), default));
        Assert.Equal(new ReclaimedName("guest1", null), await Store.ReclaimNameAsync(new PlayerId(1), default));
        Assert.Null(await Store.ReclaimNameAsync(new PlayerId(3), default));
    }

    [Fact]
    public async Task A_name_expires_if_its_guest_left_and_owns_nothing()
    {
        await LeaveAsync(1, "Idle");
        await LeaveAsync(2, "Rich", Guest(2) with { Resources = new ResourceCounts(1, 0, 0, 0) });
        await LeaveAsync(3, "Famous", Guest(3) with { Score = 1 });
        await LeaveAsync(4, "Armed");
        await CommitAsync(Plaza, Held("plaza:4", 4));
        await LeaveAsync(5, "Account", Guest(5) with { TokenHash = "jwt:account" });
        await LeaveAsync(6, "Present", presence: Presence.In);

        Assert.Equal(0, (await SweepAsync()).NamesFreed);
        await MoveClockAsync(Hour);
        Assert.Equal(1, (await SweepAsync()).NamesFreed);
        Assert.Equal(0, (await SweepAsync()).NamesFreed);
        foreach (var (name, outcome) in ((string, ClaimOutcome)[])
            [("Idle", ClaimOutcome.Claimed), ("Rich", ClaimOutcome.Taken), ("Famous", ClaimOutcome.Taken), ("Armed", ClaimOutcome.Taken), ("Account", ClaimOutcome.Taken),
                ("Present", ClaimOutcome.Taken)])
            Assert.Equal(outcome, await Store.ClaimNameAsync(Guest(9) with { Id = new PlayerId(name.Length + 100), TokenHash = name }, name, default));
    }

    [Fact]
    public async Task An_absent_guest_is_deleted_and_its_items_return_or_are_removed()
    {
        await LeaveAsync(1, "Hero");
        await LeaveAsync(2, "Account", Guest(2) with { TokenHash = "jwt:account" });
        await CommitAsync(Plaza, Held("plaza:1", 1), Held("drop:7", 1), Held("plaza:2", 2));
        await MoveClockAsync(Days);
        var swept = await SweepAsync();
        Assert.Equal((1, 1, 1), (swept.Forgotten, swept.ItemsReturned, swept.ItemsGone));
        Assert.Equal([Plaza], swept.Returning);

        Assert.Null(await Store.FindPlayerByTokenAsync("token 1", default));
        Assert.Null(await Store.LoadPlayerAsync(new PlayerId(1), default));
        Assert.Equal(ClaimOutcome.Claimed, await Store.ClaimNameAsync(Guest(3), "Hero", default));
        Assert.Single((await Store.LoadPlayerAsync(new PlayerId(2), default))!.Items);
        var back = Assert.Single((await ActivateAsync(Plaza, "next")).Saved.Items);
        Assert.Equal(("plaza:1", new Vector(3, 4)), (back.Id.Value, back.Position));
        Assert.Empty((await SweepAsync()).Returning);
    }

    [Fact]
    public async Task A_returned_item_can_be_committed_only_by_its_own_room()
    {
        await LeaveAsync(1, "Hero");
        await CommitAsync(Plaza, Held("plaza:1", 1));
        await MoveClockAsync(Hour * 2);
        Assert.Equal((0, 1, 1), await SweepAsync() is var swept ? (swept.Forgotten, swept.ItemsReturned, swept.NamesFreed) : default);

        Assert.Equal(CommitOutcome.Conflict, await TryCommitAsync(Market, OnGround("plaza:1", Market)));
        var item = Assert.Single(await Store.FindReturnedItemsAsync(Plaza, default));
        Assert.Equal(new ItemRecord(new ItemId("plaza:1"), "lamp", null, Plaza, new Vector(3, 4)), item);
        Assert.Empty(await Store.FindReturnedItemsAsync(Market, default));
        await CommitAsync(Plaza, new ItemChanged(item));
        Assert.Empty(await Store.FindReturnedItemsAsync(Plaza, default));
        Assert.Empty((await Store.LoadPlayerAsync(new PlayerId(1), default))!.Items);
        Assert.Single((await ActivateAsync(Plaza, "next")).Saved.Items);
    }

    [Fact]
    public async Task A_returning_guest_keeps_everything()
    {
        await LeaveAsync(1, "Hero");
        await CommitAsync(Plaza, Held("plaza:1", 1));
        await MoveClockAsync(Days * 2);
        Assert.Single((await Store.LoadPlayerAsync(new PlayerId(1), default))!.Items);
        var swept = await SweepAsync();
        Assert.Equal((0, 0, 0), (swept.Forgotten, swept.ItemsReturned, swept.NamesFreed));
        await CommitAsync(Plaza, new PlayerChanged(Guest(1) with { Score = 2 }, Plaza), OnGround("plaza:1", Plaza));
    }

    [Fact]
    public async Task A_returning_guest_has_its_name_unless_it_was_taken()
    {
        foreach (var id in (int[])[1, 2, 3])
        {
            await LeaveAsync(id, "Hero", presence: Presence.AwayUnnamed);
            Assert.False((await Store.FindPlayerByTokenAsync($"token {id}", default))!.Record.Named);
        }
        await LeaveAsync(4, "Other", presence: Presence.AwayUnnamed);
        var back = await Task.WhenAll(Enumerable.Range(1, 4).Select(id => Store.LoadPlayerAsync(new PlayerId(id), default)));
        Assert.Single(back[..3], static state => state!.Record is { Name: "Hero", Named: true });
        Assert.Equal(2, back[..3].Count(static state => state!.Record.Name == PlayerName.ForGuest(state.Record.Id)));
        Assert.Equal("Other", back[3]!.Record.Name);
    }

    [Fact]
    public async Task A_guest_returning_during_a_sweep_keeps_everything_or_is_deleted()
    {
        const int count = 30;
        for (var player = 1; player <= count; player++)
        {
            await LeaveAsync(player, $"Name{player}");
            await CommitAsync(Plaza, Held($"plaza:{player}", player));
        }
        await MoveClockAsync(Days * 2);
        var sweeps = Task.Run(async () => await Task.WhenAll(SweepAsync(), SweepAsync()));
        var back = await Task.WhenAll(Enumerable.Range(1, count).Select(player => Task.Run(() => Store.LoadPlayerAsync(new PlayerId(player), default))));
        Assert.Equal(count, (await sweeps).Sum(static swept => swept.ItemsReturned) + back.Count(static state => state is not null));
        Assert.All(back, static state => Assert.True(state is null || state.Items.Count == 1));

        var onGround = (await ActivateAsync(Plaza, "next")).Saved.Items.Select(static item => item.Id.Value);
        var held = back.OfType<PlayerState>().SelectMany(static state => state.Items).Select(static item => item.Id.Value);
        Assert.Equal(Enumerable.Range(1, count).Select(static number => $"plaza:{number}").Order(StringComparer.Ordinal), onGround.Concat(held).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task PresenceChecked_keeps_the_listed_players_and_counts_the_others_as_away()
    {
        await LeaveAsync(1, "Here", presence: Presence.In);
        await LeaveAsync(2, "Gone", presence: Presence.In);
        Assert.Empty((await SweepAsync()).Silent);
        await CommitAsync(Plaza, new PresenceChecked([new PlayerId(1)]));
        await MoveClockAsync(TimeSpan.FromMinutes(15));
        Assert.Equal([Plaza], (await SweepAsync()).Silent);
        await LeaveAsync(3, "New", presence: Presence.In);

        await CommitAsync(Plaza, new PresenceChecked([new PlayerId(1)]));
        Assert.Empty((await SweepAsync()).Silent);
        await MoveClockAsync(Hour);
        Assert.Equal(1, (await SweepAsync()).NamesFreed);
        Assert.Equal(ClaimOutcome.Claimed, await Store.ClaimNameAsync(Guest(9), "Gone", default));
    }

    [Fact]
    public async Task A_clock_that_was_far_ahead_does_not_extend_a_names_lifetime()
    {
        await LeaveAsync(1, "Hero");
        await MoveClockAsync(-TimeSpan.FromDays(365));
        Assert.Equal(0, (await SweepAsync()).NamesFreed);
        await MoveClockAsync(Hour);
        Assert.Equal(1, (await SweepAsync()).NamesFreed);
    }

    private static PlayerRecord Guest(long id) => Player(id) with { TokenHash = $"token {id}" };

    private async Task LeaveAsync(long id, string name, PlayerRecord? record = null, Presence presence = Presence.Away)
    {
        record ??= Guest(id);
        Assert.Equal(ClaimOutcome.Claimed, await Store.ClaimNameAsync(record, name, default));
        await CommitAsync(Plaza, new PlayerChanged(record with { Name = name, Named = true }, Plaza, presence));
    }

    /// <summary>Items of the plaza return there after two hours; others are removed with their guest.</summary>
    private Task<GuestsSwept> SweepAsync() => Store.SweepGuestsAsync(
        new GuestSweep(Hour, Days, static item =>
            item.Id.Value.StartsWith("plaza:", StringComparison.Ordinal) ? new ItemHome(item with { Player = null, Room = Plaza, Position = new Vector(3, 4) }, Hour * 2) : default),
        default);
}
