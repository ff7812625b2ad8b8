using Actors.TestKit;

namespace Actors.World.Tests;

/// <summary>A room whose content differs from that with which its players, its items and its record were persisted.</summary>
public class ContentChangeTests
{
    private static readonly PlayerId Ada = new(1);

    [Fact]
    public void A_player_inside_a_new_wall_is_moved_out_and_notified()
    {
        var room = new RoomScenario(World(static hall => hall.WithWall(5, 0, 2, 2)), "hall");
        room.Enter(Kept(5.5, 0)).ExpectDone();
        Assert.Equal(6.5, room.Player("Ada").Record.Position.X, 3);
        Assert.Equal([Codes.Displaced], room.Room.TakeNotices(Ada).Select(static notice => notice.Code));
        Assert.Empty(room.Room.TakeNotices(Ada));
        // It can walk.
        room.Send("Ada", new Move(new Vector(1, 0), 1), 0);
        room.Tick(4);
        Assert.True(room.Player("Ada").Record.Position.X > 7);
    }

    [Fact]
    public void A_player_with_no_free_place_nearby_moves_to_the_spawn()
    {
        // A corner where a push out of one wall only leads into the next.
        var room = new RoomScenario(World(static hall => (hall with { Spawn = new Vector(-5, -5) }).WithWall(8, 8, 4, 4).WithWall(5.5, 8, 1, 4).WithWall(8, 5.5, 4, 1)), "hall");
        room.Enter(Kept(9.9, 9.9)).ExpectDone();
        Assert.Equal(new Vector(-5, -5), room.Player("Ada").Record.Position);
        room.Send("Ada", new Move(new Vector(1, 0), 1), 0);
        room.Tick(4);
        Assert.True(room.Player("Ada").Record.Position.X > -4.5);
    }

    [Theory]
    [InlineData(20, 20)]
    [InlineData(1000, 600)]
    public void A_player_who_would_be_walled_in_is_moved_to_the_spawn(double width, double height)
    {
        // A wall spans the room, and the room has shrunk: the nearest place is beyond the wall.
        var room = new RoomScenario(World(hall => (hall with { Width = width, Height = height }).WithWall(0, (height / 2) - 8, width, 1)), "hall");
        room.Enter(Kept(1, (height / 2) + 5)).ExpectDone();
        Assert.Equal(Vector.Zero, room.Player("Ada").Record.Position);
        // With a gap in the wall there is a way out.
        var open = new RoomScenario(World(hall => (hall with { Width = width, Height = height }).WithWall(-5, (height / 2) - 8, width - 10, 1)), "hall");
        open.Enter(Kept(1, (height / 2) + 5)).ExpectDone();
        Assert.Equal(new Vector(1, height / 2), open.Player("Ada").Record.Position);
    }

    [Fact]
    public void A_player_outside_a_shrunken_room_is_moved_inside_and_notified()
    {
        var room = new RoomScenario(World(static hall => hall with { Width = 8, Height = 6 }), "hall");
        room.Enter(Kept(9, -9)).ExpectDone();
        Assert.Equal(new Vector(4, -3), room.Player("Ada").Record.Position);
        Assert.Equal([Codes.Displaced], room.Room.TakeNotices(Ada).Select(static notice => notice.Code));
    }

    [Fact]
    public void A_player_touching_an_old_wall_is_not_notified()
    {
        var room = new RoomScenario(World(static hall => hall.WithWall(5, 0, 2, 2)), "hall");
        // The position as it was persisted: rounded to a thousandth, and inside the wall by less than that.
        room.Enter(Kept(3.5004, 0)).ExpectDone();
        Assert.Equal(3.5, room.Player("Ada").Record.Position.X, 3);
        Assert.Empty(room.Room.TakeNotices(Ada));
    }

    [Fact]
    public void Health_is_capped_at_a_lowered_maximum()
    {
        var room = new RoomScenario(new WorldBuilder().Rules(static rules => rules with { PlayerMaxHealth = 40 }).Room("hall").Build(), "hall");
        room.Enter(Kept(0, 0)).ExpectDone();
        Assert.Equal(40, room.View("Ada").Health);
    }

    [Fact]
    public void Items_of_removed_kinds_are_shelved_until_the_kind_returns()
    {
        var state = Kept(0, 0, new ItemRecord(new ItemId("hall:1"), "lamp", Ada, null, Vector.Zero), new ItemRecord(new ItemId("hall:2"), "oar", Ada, null, Vector.Zero));
        var without = new RoomScenario(World(), "hall");
        without.Enter(state).ExpectDone();
        Assert.Equal(["lamp"], Held(without));
        without.Type("Ada", "drop oar").ExpectRefused(Codes.NotHeld);
        without.Type("Ada", "use oar").ExpectRefused(Codes.NotHeld);
        without.Type("Ada", "drop all").ExpectDone("You drop: lamp.");
        Assert.Equal(new PlayerNotice(Codes.ItemsShelved, "Kept for you until there are such things again: oar."), Assert.Single(without.Room.TakeNotices(Ada)));
        // It also keeps the oar when it goes on from there, to another room or another node.
        Assert.Equal(["oar"], without.Player("Ada").Items.Select(static item => item.Kind));

        var again = new RoomScenario(World(kinds: ["lamp", "oar"]), "hall");
        again.Enter(without.Player("Ada")).ExpectDone();
        Assert.Equal(["oar"], Held(again));
        Assert.Empty(again.Room.TakeNotices(Ada));
        again.Type("Ada", "drop oar").ExpectDone();
    }

    [Fact]
    public void Ground_items_of_removed_kinds_are_hidden_until_the_kind_returns()
    {
        var saved = new SavedRows();
        saved.Apply([new RoomChanged(new RoomRecord { Id = new RoomId("hall"), NextItem = 3 }), Lying("hall:1", "lamp", 1, 1), Lying("hall:2", "oar", 2, 2)]);
        var without = new RoomScenario(World(), "hall", saved);
        without.Enter("Ada");
        Assert.Equal(["lamp"], without.Frame().Items.Select(static item => item.Kind));
        without.Type("Ada", "take oar").ExpectRefused(Codes.NotHere);
        without.Type("Ada", "take all").ExpectDone("You take: lamp.");
        var again = new RoomScenario(World(kinds: ["lamp", "oar"]), "hall", without.Saved);
        Assert.Equal(["oar"], again.Frame().Items.Select(static item => item.Kind));
    }

    [Fact]
    public void Items_the_store_puts_back_are_hidden_until_their_removed_kind_returns()
    {
        var without = new RoomScenario(World(), "hall", new SavedRows());
        without.Enter("Ada");
        without.Do("the store gives back", static (room, effects) =>
        {
            room.PutBack([Lying("hall:1", "lamp", 1, 1).Item, Lying("hall:2", "oar", 2, 2).Item], effects);
            return Reply.Ok;
        });
        // Both rows are written, because they record that the items have arrived.
        Assert.Equal(["hall:1", "hall:2"], without.Changes.OfType<ItemChanged>().Select(static change => change.Item.Id.Value));
        Assert.Equal(["lamp"], without.Frame().Items.Select(static item => item.Kind));
        without.Type("Ada", "take oar").ExpectRefused(Codes.NotHere);
        without.Type("Ada", "take all").ExpectDone("You take: lamp.");
        var again = new RoomScenario(World(kinds: ["lamp", "oar"]), "hall", without.Saved);
        Assert.Equal(["oar"], again.Frame().Items.Select(static item => item.Kind));
    }

    [Fact]
    public void Items_under_a_wall_or_outside_move_to_reachable_ground()
    {
        var saved = new SavedRows();
        saved.Apply([new RoomChanged(new RoomRecord { Id = new RoomId("hall"), NextItem = 3 }), Lying("hall:1", "lamp", 5, 0), Lying("hall:2", "lamp", 50, 0), Lying("hall:3", "lamp", -1, -2)]);
        var room = new RoomScenario(World(static hall => hall.WithWall(5, 0, 2, 2)), "hall", saved);
        var items = room.Frame().Items;
        Assert.Equal(3, items.Length);
        Assert.True(Math.Max(Math.Abs(items[0].XMilli - 5000), Math.Abs(items[0].YMilli)) >= 1500);
        Assert.Equal((10_000, 0), (items[1].XMilli, items[1].YMilli));
        Assert.Equal((-1000, -2000), (items[2].XMilli, items[2].YMilli));
    }

    [Fact]
    public void Node_and_creature_state_survives_reordered_content()
    {
        static RoomDefinition Before(RoomDefinition hall) => hall.WithNode(Resource.Wood, -8, 0, amount: 3, onTouch: false).WithCreature("rat", 8, 8).WithCreature("rat", -8, 8);
        static RoomDefinition After(RoomDefinition hall) =>
            hall.WithNode(Resource.Gold, 0, 8, amount: 5, onTouch: false).WithNode(Resource.Wood, -8, 0, amount: 3, onTouch: false).WithCreature("rat", 0, -8).WithCreature("rat", 8, 8);
        var before = new RoomScenario(World(Before), "hall");
        before.Enter("Ada", -7, 0);
        before.Type("Ada", "gather").ExpectDone();
        before.Enter("Bea", 8, 7);
        for (var blows = 0; blows < 2; blows++)
        {
            before.Type("Bea", "kill rat").ExpectDone();
            before.Tick(10);
        }
        Assert.Single(before.Saved.Load(new RoomId("hall")).Record!.Dead);

        var after = new RoomScenario(World(After), "hall", before.Saved, tick: before.Room.Tick).Frame();
        Assert.Equal([5, 2], after.Nodes);
        Assert.Equal([20, 0], after.Creatures.Select(static rat => rat.Health));
        // If content no longer has either of them, nothing is left of them.
        var neither = new RoomScenario(World(static hall => hall.WithNode(Resource.Gold, 0, 8, amount: 5).WithCreature("rat", 0, -8)), "hall", before.Saved).Frame();
        Assert.Equal([5], neither.Nodes);
        Assert.Equal([20], neither.Creatures.Select(static rat => rat.Health));
    }

    [Fact]
    public void Respawns_follow_current_content_whatever_the_old_tick_length()
    {
        static RoomDefinition Grove(RoomDefinition hall) => hall.WithNode(Resource.Wood, 0, 8, amount: 1, respawnTicks: 20).WithCreature("rat", 8, 8);
        var saved = new SavedRows();
        // Ticks were half as long when this was persisted, so there had been twice as many.
        saved.Apply([new RoomChanged(new RoomRecord { Id = new RoomId("hall"), NextItem = 1, Nodes = [new NodeRecord(0, 0, 1_000_000)], Dead = [new DeadCreature(0, 1_000_000)] })]);
        var room = new RoomScenario(World(Grove), "hall", saved, tick: 500_000);
        room.Tick(19).ExpectNo<NodeRespawned>();
        room.Tick().ExpectEvent<NodeRespawned>();
        room.Tick(1180).ExpectEvent<CreatureRespawned>();
    }

    private static WorldDefinition World(Func<RoomDefinition, RoomDefinition>? change = null, string[]? kinds = null)
    {
        var world = new WorldBuilder().CreatureKind("rat").Room("hall", change);
        foreach (var kind in kinds ?? ["lamp"])
            world.ItemKind(kind);
        return world.Build();
    }

    private static PlayerState Kept(double x, double y, params ItemRecord[] items) =>
        new(new PlayerRecord { Id = Ada, Name = "Ada", Named = true, Room = new RoomId("hall"), Health = 100, Position = new Vector(x, y) }, items);

    private static ItemChanged Lying(string id, string kind, double x, double y) => new(new ItemRecord(new ItemId(id), kind, null, new RoomId("hall"), new Vector(x, y)));

    private static IEnumerable<string> Held(RoomScenario room) =>
        Assert.IsType<InventoryShown>(room.Room.Apply(Ada, 0, new ShowInventory(), new RoomEffects())).Items.Select(static item => item.Kind);
}
