using Actors.Storage;
using Actors.World;

namespace Actors.Tests.Storage;

/// <summary>What every store must do, whatever it is made of.</summary>
public abstract partial class WorldStoreCompliance : IAsyncLifetime
{
    private static readonly RoomId Plaza = new("plaza");
    private static readonly RoomId Market = new("market");

    protected IWorldStore Store { get; private set; } = null!;

    /// <summary>Opens what the test has written so far, as a new process would.</summary>
    protected abstract IWorldStore Open();

    public async Task InitializeAsync() => await ReopenAsync();

    public virtual async Task DisposeAsync() => await Store.DisposeAsync();

    [Fact]
    public async Task The_first_world_epoch_wins()
    {
        var first = new DateTimeOffset(2026, 1, 2, 3, 4, 5, 678, TimeSpan.Zero);
        Assert.Equal(first, await Store.GetEpochAsync(first, default));
        Assert.Equal(first, await Store.GetEpochAsync(first.AddDays(1), default));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(24 * 365)]
    public async Task A_world_epoch_far_in_the_future_is_replaced_by_the_next_caller(int hours)
    {
        var now = TimeProvider.System.GetUtcNow();
        await Store.GetEpochAsync(now.AddHours(hours), default);
        Assert.Equal(now, await Store.GetEpochAsync(now, default));
        Assert.Equal(now, await Store.GetEpochAsync(now.AddSeconds(5), default));
    }

    [Fact]
    public async Task A_world_epoch_slightly_in_the_future_stays_valid()
    {
        var ahead = TimeProvider.System.GetUtcNow().AddSeconds(30);
        await Store.GetEpochAsync(ahead, default);
        Assert.Equal(ahead, await Store.GetEpochAsync(ahead.AddSeconds(-30), default));
    }

    [Fact]
    public async Task The_first_secret_wins_and_survives_a_restart()
    {
        Assert.Equal([1, 2, 3], await Store.GetSecretAsync([1, 2, 3], default));
        await ReopenAsync();
        Assert.Equal([1, 2, 3], await Store.GetSecretAsync([4, 5, 6], default));
    }

    [Fact]
    public async Task Player_ids_are_never_reused()
    {
        Assert.Equal(1, await Store.ReservePlayerIdsAsync(10, default));
        Assert.Equal(11, await Store.ReservePlayerIdsAsync(1, default));
        await ReopenAsync();
        Assert.Equal(12, await Store.ReservePlayerIdsAsync(5, default));
    }

    [Fact]
    public async Task A_room_that_nobody_has_entered_has_no_record()
    {
        var room = await LoadAsync(Plaza);
        Assert.Null(room.Record);
        Assert.Empty(room.Items);
    }

    [Fact]
    public async Task Committed_changes_survive_a_restart()
    {
        var record = new RoomRecord { Id = Plaza, NextItem = 3, Nodes = [new NodeRecord(1, 0, 500)], Dead = [new DeadCreature(0, 700)] };
        var player = Player(7) with
        {
            TokenHash = "hash",
            Position = new Vector(1.5, -2.25),
            Score = 4,
            Resources = new ResourceCounts(1, 2, 3, 4),
            LastCommand = 9,
            Recent = [new CommandResult(8, null, "You take the lamp."), new CommandResult(9, "not_here", "No.")],
        };
        await CommitAsync(Plaza, new RoomChanged(record), OnGround("plaza:1", Plaza), OnGround("plaza:2", Plaza), new PlayerChanged(player, Plaza), Held("plaza:2", 7));
        await ReopenAsync();

        var room = await LoadAsync(Plaza);
        Assert.Equal(3, room.Record!.NextItem);
        Assert.Equal(record.Nodes, room.Record.Nodes);
        Assert.Equal(record.Dead, room.Record.Dead);
        Assert.Equal("plaza:1", Assert.Single(room.Items).Id.Value);
        var loaded = (await Store.LoadPlayerAsync(player.Id, default))!;
        Assert.Equal("plaza:2", Assert.Single(loaded.Items).Id.Value);
        Assert.Equal(player.Recent, loaded.Record.Recent);
        Assert.Equal(player with { Recent = [] }, loaded.Record with { Recent = [] });
        Assert.Equal(player.Id, (await Store.FindPlayerByTokenAsync("hash", default))!.Record.Id);
    }

    [Fact]
    public async Task A_player_is_only_in_the_room_of_its_last_move()
    {
        await CommitAsync(Plaza, new PlayerChanged(Player(1), Plaza));
        await CommitAsync(Plaza, new PlayerChanged(Player(1) with { Room = Market }, Plaza));

        Assert.Equal(CommitOutcome.Conflict, await TryCommitAsync(Plaza, new PlayerChanged(Player(1) with { Score = 99 }, Plaza)));
        var record = (await Store.LoadPlayerAsync(new PlayerId(1), default))!.Record;
        Assert.Equal((Market, 0), (record.Room, record.Score));
    }

    [Fact]
    public async Task A_room_cannot_move_an_item_that_is_elsewhere()
    {
        await CommitAsync(Market, OnGround("market:1", Market));
        await CommitAsync(Plaza, new PlayerChanged(Player(1), Plaza));
        Assert.Equal(CommitOutcome.Conflict, await TryCommitAsync(Plaza, Held("market:1", 1)));
        Assert.Single((await LoadAsync(Market)).Items);
    }

    [Fact]
    public async Task A_consumed_item_stays_consumed()
    {
        await CommitAsync(Plaza, OnGround("plaza:1", Plaza));
        await CommitAsync(Plaza, new ItemConsumed(new ItemId("plaza:1")));
        Assert.Equal(CommitOutcome.Conflict, await TryCommitAsync(Plaza, new ItemConsumed(new ItemId("plaza:1"))));
        Assert.Empty((await LoadAsync(Plaza)).Items);
    }

    [Fact]
    public async Task A_refused_transaction_changes_nothing_and_fails_its_rooms_later_ones()
    {
        await CommitAsync(Market, OnGround("market:1", Market));
        var outcomes = await Store.CommitAsync(
            new CommitBatch(
                await TransactionAsync(Plaza, OnGround("plaza:1", Plaza), new ItemConsumed(new ItemId("nothing:1"))),
                await TransactionAsync(Market, OnGround("market:2", Market)),
                await TransactionAsync(Plaza, OnGround("plaza:2", Plaza))),
            default);
        Assert.Equal([CommitOutcome.Conflict, CommitOutcome.Committed, CommitOutcome.Conflict], outcomes);
        Assert.Empty((await LoadAsync(Plaza)).Items);
        Assert.Equal(2, (await LoadAsync(Market)).Items.Count);
    }

    [Fact]
    public async Task A_name_is_unique_in_any_case()
    {
        Assert.Equal(ClaimOutcome.Claimed, await Store.ClaimNameAsync(Player(1), "Hero", default));
        Assert.Equal(ClaimOutcome.Claimed, await Store.ClaimNameAsync(Player(1), "Hero", default));
        Assert.Equal(ClaimOutcome.Taken, await Store.ClaimNameAsync(Player(2), "hERO", default));
        var record = (await Store.LoadPlayerAsync(new PlayerId(1), default))!.Record;
        Assert.Equal(("Hero", true), (record.Name, record.Named));
        Assert.Null(await Store.LoadPlayerAsync(new PlayerId(2), default));
    }

    [Fact]
    public async Task A_token_belongs_to_one_player_even_if_claimed_concurrently()
    {
        var outcomes = await Task.WhenAll(Enumerable.Range(1, 4).Select(id => Store.ClaimNameAsync(Player(id) with { TokenHash = "account" }, $"guest{id}", default)));
        Assert.Single(outcomes, static outcome => outcome == ClaimOutcome.Claimed);
        Assert.NotNull(await Store.FindPlayerByTokenAsync("account", default));
    }

    [Fact]
    public async Task A_claimed_name_survives_a_commit_with_the_old_name()
    {
        await CommitAsync(Plaza, new PlayerChanged(Player(1), Plaza));
        await Store.ClaimNameAsync(Player(1), "Hero", default);
        await CommitAsync(Plaza, new PlayerChanged(Player(1) with { Score = 1 }, Plaza));
        var record = (await Store.LoadPlayerAsync(new PlayerId(1), default))!.Record;
        Assert.Equal(("Hero", 1), (record.Name, record.Score));
    }

    protected async Task ReopenAsync()
    {
        if (Store is not null)
            await Store.DisposeAsync();
        Store = Open();
        await Store.InitializeAsync(default);
    }

    private static PlayerRecord Player(long id) => new() { Id = new PlayerId(id), Name = $"guest{id}", Room = Plaza, Health = 100 };

    private static ItemChanged OnGround(string id, RoomId room) => new(new ItemRecord(new ItemId(id), "lamp", null, room, new Vector(1, 2)));

    private static ItemChanged Held(string id, long player) => new(new ItemRecord(new ItemId(id), "lamp", new PlayerId(player), null, Vector.Zero));

    private async Task CommitAsync(RoomId room, params Change[] changes) =>
        Assert.Equal(CommitOutcome.Committed, await TryCommitAsync(room, changes));

    private async Task<CommitOutcome> TryCommitAsync(RoomId room, params Change[] changes) =>
        (await Store.CommitAsync(new CommitBatch(await TransactionAsync(room, changes)), default))[0];

    /// <summary>Uses the activation of all tests that are not about activations: activating it again keeps its epoch.</summary>
    private async Task<RoomTransaction> TransactionAsync(RoomId room, params Change[] changes) => new(room, (await ActivateAsync(room, "test")).Epoch, changes);

    private async Task<SavedRoom> LoadAsync(RoomId room) => (await ActivateAsync(room, "test")).Saved;

    private Task<RoomActivation> ActivateAsync(RoomId room, string activation) => Store.ActivateRoomAsync(room, activation, default);
}
