using Actors.Storage;
using Actors.World;

namespace Actors.Tests.Storage;

/// <summary>What rules persist: the store keeps it unchanged.</summary>
public abstract partial class WorldStoreCompliance
{
    private static readonly ComponentData Mana = ComponentData.Parse("""{"grove.mana":[2,{"points":7,"why":"\"ü\""}],"unknown.thing":[9,[1,2,{"a":null}]]}""")!;
    private static readonly ComponentData Lit = ComponentData.Parse("""{"grove.lit":[1,{"on":true}]}""")!;

    [Fact]
    public async Task Components_of_players_items_and_rooms_survive_a_restart()
    {
        var record = new RoomRecord
        {
            Id = Plaza,
            NextItem = 3,
            Nodes = [new NodeRecord(1, 2, 0) { Name = "wood", Components = Lit }],
            Creatures = [new CreatureRecord(0, "elf", Mana)],
            Timers = [new RoomTimer("grove.bell", 500, 4, "data", true), new RoomTimer("unknown.timer", 600, 5, null, true)],
            Components = Mana,
        };
        await CommitAsync(
            Plaza, new RoomChanged(record), new PlayerChanged(Player(7) with { TokenHash = "hash", Components = Mana }, Plaza), With(OnGround("plaza:1", Plaza), Lit), With(Held("plaza:2", 7), Mana),
            Held("plaza:3", 7));
        await ReopenAsync();

        var room = await LoadAsync(Plaza);
        Assert.Equal(record.Nodes, room.Record!.Nodes);
        Assert.Equal(record.Creatures, room.Record.Creatures);
        Assert.Equal(record.Timers, room.Record.Timers);
        Assert.Equal(Mana, room.Record.Components);
        Assert.Equal(Lit, Assert.Single(room.Items).Components);
        foreach (var player in (PlayerState?[])[await Store.LoadPlayerAsync(new PlayerId(7), default), await Store.FindPlayerByTokenAsync("hash", default)])
        {
            Assert.Equal(Mana, player!.Record.Components);
            Assert.Equal([Mana, null], player.Items.Select(static item => item.Components));
        }
    }

    [Fact]
    public async Task Components_move_with_their_item_and_are_gone_once_reset()
    {
        await CommitAsync(Plaza, new PlayerChanged(Player(1) with { Components = Mana }, Plaza), With(OnGround("plaza:1", Plaza), Lit));
        await CommitAsync(Plaza, With(Held("plaza:1", 1), Lit));
        Assert.Equal(Lit, Assert.Single((await Store.LoadPlayerAsync(new PlayerId(1), default))!.Items).Components);
        await CommitAsync(Plaza, new PlayerChanged(Player(1), Plaza), Held("plaza:1", 1));
        var player = (await Store.LoadPlayerAsync(new PlayerId(1), default))!;
        Assert.Null(player.Record.Components);
        Assert.Null(Assert.Single(player.Items).Components);
    }

    [Fact]
    public async Task Components_share_the_guards_of_their_rows()
    {
        await CommitAsync(Plaza, new PlayerChanged(Player(1) with { Components = Mana }, Plaza));
        await CommitAsync(Plaza, new PlayerChanged(Player(1) with { Room = Market, Components = Mana }, Plaza));
        await CommitAsync(Market, With(OnGround("market:1", Market), Mana), new RoomChanged(new RoomRecord { Id = Market, Components = Mana }));

        Assert.Equal(CommitOutcome.Conflict, await TryCommitAsync(Plaza, new PlayerChanged(Player(1) with { Components = Lit }, Plaza)));
        Assert.Equal(CommitOutcome.Conflict, await TryCommitAsync(Plaza, With(OnGround("market:1", Plaza), Lit)));
        var stale = new RoomTransaction(Market, (await ActivateAsync(Market, "test")).Epoch, [new RoomChanged(new RoomRecord { Id = Market, Components = Lit })]);
        await ActivateAsync(Market, "next");
        Assert.Equal([CommitOutcome.StaleEpoch], await Store.CommitAsync(new CommitBatch(stale), default));

        Assert.Equal(Mana, (await Store.LoadPlayerAsync(new PlayerId(1), default))!.Record.Components);
        var market = (await ActivateAsync(Market, "another")).Saved;
        Assert.Equal((Mana, Mana), (market.Record!.Components, Assert.Single(market.Items).Components));
    }

    [Fact]
    public async Task Transient_components_are_handed_over_with_their_player()
    {
        var (epoch, _, _) = await ActivateAsync(Plaza, "a");
        var player = new PlayerState(Player(1) with { Components = Mana }, []) { Transient = Lit };
        var sealing = new RoomTransaction(Plaza, epoch, [new PlayerChanged(player.Record, Plaza)], new HandoffRoster([player]));
        Assert.Equal([CommitOutcome.Committed], await Store.CommitAsync(new CommitBatch(sealing), default));
        await ReopenAsync();
        var taken = Assert.Single((await ActivateAsync(Plaza, "b")).Roster!.Players);
        Assert.Equal((Mana, Lit), (taken.Record.Components, taken.Transient));
        Assert.Null((await Store.LoadPlayerAsync(new PlayerId(1), default))!.Transient);
    }

    [Fact]
    public async Task A_guest_with_components_keeps_its_name_until_it_is_deleted()
    {
        await LeaveAsync(1, "Mage", Guest(1) with { Components = Mana });
        await LeaveAsync(2, "Idle");
        await MoveClockAsync(Hour);
        Assert.Equal(1, (await SweepAsync()).NamesFreed);
        Assert.Equal(ClaimOutcome.Taken, await Store.ClaimNameAsync(Guest(9), "mage", default));
        await MoveClockAsync(Days);
        Assert.Equal(2, (await SweepAsync()).Forgotten);
        Assert.Equal(ClaimOutcome.Claimed, await Store.ClaimNameAsync(Guest(9), "mage", default));
    }

    [Fact]
    public async Task A_returned_item_keeps_its_components()
    {
        await LeaveAsync(1, "Hero");
        await CommitAsync(Plaza, With(Held("plaza:1", 1), Lit));
        await MoveClockAsync(Hour * 2);
        Assert.Equal(1, (await SweepAsync()).ItemsReturned);
        Assert.Equal(Lit, Assert.Single(await Store.FindReturnedItemsAsync(Plaza, default)).Components);
    }

    [Fact]
    public async Task A_node_with_other_modules_is_refused_and_one_with_other_versions_is_not()
    {
        var first = (await Nodes.RegisterAsync("a", "run of a", "world", "standard 1, grove 1", Live, default)).Registered!;
        Assert.Equal("standard 1, grove 1", first.Rules);
        Assert.Equal(first, (await Nodes.RegisterAsync("b", "run of b", "world", "standard 1", Live, default)).RefusedBy);
        Assert.Equal(first, (await Nodes.RegisterAsync("b", "run of b", "world", "grove 1, standard 1", Live, default)).RefusedBy);
        Assert.NotNull((await Nodes.RegisterAsync("b", "run of b", "world", "standard 1, grove 2", Live, default)).Registered);
        Assert.NotNull((await Nodes.RegisterAsync("gateway", "run of g", "gateway", "", Live, default)).Registered);
        var seen = (await Nodes.BeatAsync("a", "run of a", "host:1", true, Live, default)).Live;
        Assert.Equal(["standard 1, grove 1", "standard 1, grove 2", ""], seen.Select(static node => node.Rules));
    }

    [Fact]
    public async Task A_world_from_before_components_is_migrated_without_loss()
    {
        await CommitAsync(Plaza, new RoomChanged(new RoomRecord { Id = Plaza, NextItem = 3 }), new PlayerChanged(Player(1) with { Score = 4 }, Plaza), OnGround("plaza:1", Plaza));
        await DowngradeAsync(2);
        await ReopenAsync();
        var player = (await Store.LoadPlayerAsync(new PlayerId(1), default))!.Record;
        Assert.Equal((4, null), (player.Score, player.Components));
        var room = (await ActivateAsync(Plaza, "next")).Saved;
        Assert.Equal((3, null, null), (room.Record!.NextItem, room.Record.Components, Assert.Single(room.Items).Components));
        var transaction = new RoomTransaction(Plaza, (await ActivateAsync(Plaza, "next")).Epoch, [new PlayerChanged(player with { Components = Mana }, Plaza), With(OnGround("plaza:1", Plaza), Lit)]);
        Assert.Equal([CommitOutcome.Committed], await Store.CommitAsync(new CommitBatch(transaction), default));
        Assert.Equal(Mana, (await Store.LoadPlayerAsync(new PlayerId(1), default))!.Record.Components);
    }

    /// <summary>Turns the tables into those of so many versions ago; does nothing for a store without tables.</summary>
    protected virtual Task DowngradeAsync(int versions) => Task.CompletedTask;

    private protected static string Without(int versions) => versions == 1 ? WithoutInstances : WithoutInstances + WithoutComponents;

    private const string WithoutInstances =
        """
        DROP INDEX rooms_listed; DROP INDEX rooms_listed_of; DROP INDEX rooms_open; DROP INDEX rooms_ended; DROP INDEX players_in_instances;
        ALTER TABLE rooms DROP COLUMN instance; ALTER TABLE rooms DROP COLUMN state; ALTER TABLE rooms DROP COLUMN listed; ALTER TABLE rooms DROP COLUMN players;
        ALTER TABLE rooms DROP COLUMN capacity; ALTER TABLE rooms DROP COLUMN is_full; ALTER TABLE rooms DROP COLUMN title; ALTER TABLE rooms DROP COLUMN shown;
        ALTER TABLE rooms DROP COLUMN seen;
        """;

    private const string WithoutComponents =
        "ALTER TABLE players DROP COLUMN components; ALTER TABLE items DROP COLUMN components; ALTER TABLE nodes DROP COLUMN rules; ";

    private static ItemChanged With(ItemChanged changed, ComponentData components) => new(changed.Item with { Components = components });
}
