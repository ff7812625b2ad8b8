using Actors.Storage;
using Actors.World;

namespace Actors.Tests.Storage;

/// <summary>Rooms that rules open: they exist once they are opened, are listed while they are open, and are removed some time after.</summary>
public abstract partial class WorldStoreCompliance
{
    [Fact]
    public async Task An_instance_exists_from_the_commit_that_opens_it()
    {
        await CommitAsync(Plaza, new RoomChanged(new RoomRecord { Id = Plaza, NextItem = 3, LastOpened = 1, Opened = [Listed(1, 0, "duel")] }), Opening(1));
        await ReopenAsync();

        var opener = (await ActivateAsync(Plaza, "again")).Saved.Record!;
        Assert.Equal((3, 1), (opener.NextItem, opener.LastOpened));
        Assert.Equal(Listed(1, 0, "duel"), Assert.Single(opener.Opened));
        var (epoch, saved, roster) = await ActivateAsync(Arena(1), "first");
        Assert.Equal((1, null), (epoch, roster));
        var instance = saved.Record!.Instance!;
        Assert.Equal(("match", Arena(1), "Arena", true, 8), (instance.Set, instance.Entry, instance.Title, instance.IsNew, instance.Capacity));
        Assert.Equal([new PlayerId(7), new PlayerId(9)], instance.Admitted!);
        Assert.Equal("duel", instance.Shown["mode"]);
    }

    [Fact]
    public async Task An_instance_is_opened_with_its_whole_commit_or_not_at_all()
    {
        await CommitAsync(Plaza, new ItemChanged(new ItemRecord(new ItemId("plaza:1"), "lamp", null, Plaza, Vector.Zero)));
        Assert.Equal(CommitOutcome.Conflict, await TryCommitAsync(Plaza, Opening(1), new ItemConsumed(new ItemId("plaza:2"))));
        Assert.Equal(0, (await ActivateAsync(Arena(1), "first")).Epoch);
        await CommitAsync(Plaza, Opening(1));
        // A room that opens the same instance again has forgotten that it did: the whole commit is rejected.
        Assert.Equal(CommitOutcome.Conflict, await TryCommitAsync(Plaza, Opening(1), new ItemConsumed(new ItemId("plaza:1"))));
        Assert.Equal("plaza:1", Assert.Single((await LoadAsync(Plaza)).Items).Id.Value);
    }

    [Fact]
    public async Task An_unopened_instance_cannot_be_activated_and_leaves_nothing_behind()
    {
        Assert.Equal(0, (await ActivateAsync(Arena(5), "a")).Epoch);
        Assert.Equal(CommitOutcome.StaleEpoch, await TryCommitAsync(Arena(5), new RoomChanged(new RoomRecord { Id = Arena(5) })));
        Assert.Equal(0, (await ActivateAsync(Arena(5), "b")).Epoch);
        await CommitAsync(Plaza, Opening(5));
        Assert.Equal(1, (await ActivateAsync(Arena(5), "c")).Epoch);
    }

    [Fact]
    public async Task A_player_saved_in_a_missing_room_can_be_moved_out()
    {
        await CommitAsync(Plaza, new PlayerChanged(Player(7) with { Room = Arena(5) }, Plaza));
        var (epoch, saved, _) = await ActivateAsync(Arena(5), "a");
        Assert.True(epoch > 1_000_000, "No activation of a room that was there before may have this epoch.");
        Assert.Null(saved.Record);
        Assert.Equal([CommitOutcome.Committed], await Store.CommitAsync(new CommitBatch(new RoomTransaction(Arena(5), epoch, [new PlayerChanged(Player(7), Arena(5))])), default));
        Assert.Equal(Plaza, (await Store.LoadPlayerAsync(new PlayerId(7), default))!.Record.Room);
    }

    [Fact]
    public async Task Open_instances_are_listed_by_player_count_with_full_ones_last()
    {
        await CommitAsync(Plaza, Opening(1), Opening(2, "race"), Opening(3), Opening(4, listed: false), Opening(5, set: "dungeon"));
        await CommitAsync(Arena(1), Now(1, 3));
        await CommitAsync(Arena(2), Now(2, 5, "race"));
        await CommitAsync(Arena(3), Now(3, 8));

        Assert.Equal([Listed(2, 5, "race"), Listed(1, 3), Listed(3, 8)], await ListAsync("match"));
        Assert.Equal([Listed(1, 3), Listed(3, 8)], await ListAsync("match", "duel"));
        Assert.Equal([Listed(2, 5, "race"), Listed(1, 3), Listed(5, 0, set: "dungeon"), Listed(3, 8)], await ListAsync(null));
        Assert.Empty(await ListAsync("match", "chess"));
        Assert.Empty(await ListAsync("garden"));

        await CommitAsync(Arena(1), Now(1, 3, listed: false));
        await CommitAsync(Arena(2), Now(2, 0, "race", ended: true));
        Assert.Equal([Listed(3, 8)], await ListAsync("match"));
    }

    [Fact]
    public async Task The_instance_list_is_limited_to_MaxListed()
    {
        await CommitAsync(Plaza, [.. Enumerable.Range(1, RoomQuery.MaxListed + 20).Select(number => Opening(number, number <= 20 ? "race" : "duel"))]);
        Assert.Equal(RoomQuery.MaxListed, (await ListAsync(null)).Count);
        Assert.Equal(20, (await ListAsync("match", "race")).Count);
    }

    [Fact]
    public async Task An_ended_instance_is_removed_after_an_hour_if_no_player_is_saved_there()
    {
        await CommitAsync(Plaza, Opening(1), Opening(2), Opening(3));
        await CommitAsync(Plaza, new PlayerChanged(Player(7) with { Room = Arena(2) }, Plaza));
        await CommitAsync(Arena(1), Now(1, 0, ended: true));
        await CommitAsync(Arena(2), Now(2, 0, ended: true));
        Assert.Equal(0, (await Store.SweepInstancesAsync(default)).Removed);
        await MoveClockAsync(Hour);
        Assert.Equal(1, (await Store.SweepInstancesAsync(default)).Removed);

        Assert.Equal(CommitOutcome.StaleEpoch, (await Store.CommitAsync(new CommitBatch(new RoomTransaction(Arena(1), 1, [Now(1, 1)])), default))[0]);
        Assert.Equal(0, (await ActivateAsync(Arena(1), "b")).Epoch);
        Assert.True((await ActivateAsync(Arena(2), "test")).Saved.Record!.Instance!.HasEnded);
        await CommitAsync(Arena(2), new PlayerChanged(Player(7), Arena(2)));
        Assert.Equal(1, (await Store.SweepInstancesAsync(default)).Removed);
        Assert.Equal(1, (await ActivateAsync(Arena(3), "b")).Epoch);
    }

    [Fact]
    public async Task A_silent_open_instance_is_reported_until_its_room_checks_presence()
    {
        await CommitAsync(Plaza, Opening(1), Opening(2), new InstanceOpened([Kept(Row(3, 0, "duel", listed: true), null)]), new InstanceOpened([Kept(Row(4, 0, "duel", listed: true), 9000)]));
        Assert.Empty((await Store.SweepInstancesAsync(default)).Silent);
        await MoveClockAsync(TimeSpan.FromMinutes(5));
        // Of the instances that stay open, only the one that has to end some day is silent, whoever is in it.
        Assert.Equal([Arena(1), Arena(2), Arena(4)], (await Store.SweepInstancesAsync(default)).Silent);
        await CommitAsync(Arena(4), new PresenceChecked([]));
        await CommitAsync(Arena(1), new PresenceChecked([]));
        Assert.Equal([Arena(2)], (await Store.SweepInstancesAsync(default)).Silent);
        await CommitAsync(Arena(2), Now(2, 0, ended: true));
        Assert.Empty((await Store.SweepInstancesAsync(default)).Silent);

        static RoomRecord Kept(RoomRecord row, long? endTick) => row with { Instance = row.Instance! with { IsKept = true, EndTick = endTick } };
    }

    [Fact]
    public async Task An_ended_instance_stays_and_is_reported_until_its_mail_is_delivered()
    {
        await CommitAsync(Plaza, Opening(1));
        var ended = (RoomChanged)Now(1, 0, ended: true);
        var untold = new OutboundRecord(0, [], [new RoomMail(Arena(1), Plaza, 1, "$ended", "null")], [new MailCount(Plaza, 1)], []);
        await CommitAsync(Arena(1), new RoomChanged(ended.Room with { Outbound = untold }));
        Assert.Empty(await ListAsync("match"));
        await MoveClockAsync(Hour);
        var swept = await Store.SweepInstancesAsync(default);
        Assert.Equal((0, Arena(1)), (swept.Removed, Assert.Single(swept.Silent)));

        await CommitAsync(Arena(1), new RoomChanged(ended.Room with { Outbound = untold with { Mail = [] } }));
        Assert.Empty((await Store.SweepInstancesAsync(default)).Silent);
        await MoveClockAsync(Hour);
        Assert.Equal(1, (await Store.SweepInstancesAsync(default)).Removed);
    }

    [Fact]
    public async Task A_world_from_before_instances_is_migrated_without_loss()
    {
        await CommitAsync(Plaza, new RoomChanged(new RoomRecord { Id = Plaza, NextItem = 3 }), new PlayerChanged(Player(7), Plaza));
        await DowngradeAsync(1);
        await ReopenAsync();
        Assert.Equal((3, 0), ((await ActivateAsync(Plaza, "next")).Saved.Record is { } record ? record.NextItem : 0, (await ListAsync(null)).Count));
        await CommitAsync(Plaza, Opening(1));
        Assert.Equal(Listed(1, 0), Assert.Single(await ListAsync("match")));
        Assert.NotNull(await Store.LoadPlayerAsync(new PlayerId(7), default));
    }

    private static RoomId Arena(int number) => new($"arena@plaza-{number}");

    private static ListedRoom Listed(int number, int players, string mode = "duel", string set = "match") => new(Arena(number), set, "Arena", players, 8, RoomTags.Empty.With("mode", mode));

    private static InstanceOpened Opening(int number, string mode = "duel", bool listed = true, string set = "match") => new([Row(number, 0, mode, listed, set)]);

    private static RoomChanged Now(int number, int players, string mode = "duel", bool listed = true, bool ended = false) =>
        new(Row(number, players, mode, listed) is var row && ended ? row with { Instance = row.Instance! with { HasEnded = true, IsListed = false } } : row);

    private static RoomRecord Row(int number, int players, string mode, bool listed, string set = "match") => new()
    {
        Id = Arena(number),
        Instance = new InstanceRecord
        {
            Set = set,
            Entry = Arena(number),
            Title = "Arena",
            IsListed = listed,
            Players = players,
            Capacity = 8,
            Admitted = [new PlayerId(7), new PlayerId(9)],
            Shown = RoomTags.Empty.With("mode", mode),
            IsNew = players == 0,
        },
    };

    private Task<IReadOnlyList<ListedRoom>> ListAsync(string? set, string? mode = null) =>
        Store.ListRoomsAsync(new RoomQuery(set, mode is null ? null : RoomTags.Empty.With("mode", mode)), default);
}
