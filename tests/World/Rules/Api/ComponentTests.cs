using Actors.TestKit;

namespace Actors.World.Tests;

public class ComponentTests
{
    [Fact]
    public void An_unset_component_has_the_content_value_or_the_default()
    {
        var room = Grove.Room(
            change: static glade => glade.WithCreature("imp", 3, 3).WithCreature("elf", 4, 4).WithItem("lamp", 1, 1).WithItem("cup", 2, 2) with { Components = Json("mana", """{"points":4}""") },
            world: static world => world.CreatureKind("elf").CreatureKind("imp", static imp => imp with { Components = Json("mana", """{"points":2}""") })
                .ItemKind("lamp", static lamp => lamp with { Components = Json("mana", """{"points":3}""") }));

        Assert.Equal(
            [10, 2, 10, 3, 10, 4],
            room.Ask("Ada", static on => (int[])
            [
                on.Player.Get<Mana>().Points, on.Room.Creatures[0].Get<Mana>().Points, on.Room.Creatures[1].Get<Mana>().Points,
                on.Room.Get<Mana>(on.Room.Items[0]).Points, on.Room.Get<Mana>(on.Room.Items[1]).Points, on.Room.Get<Mana>().Points,
            ]));
        Assert.Equal((false, true, true), room.Ask("Ada", static on => (on.Player.Has<Mana>(), on.Room.Creatures[0].Has<Mana>(), on.Room.Has<Mana>())));
    }

    [Fact]
    public void A_set_component_is_read_until_reset()
    {
        var room = Grove.Room();
        room.Try("Ada", static on => on.Player.Set(new Mana(7)));
        Assert.Equal((7, true), room.Ask("Ada", static on => (on.Player.Get<Mana>().Points, on.Player.Has<Mana>())));
        room.Try("Ada", static on => on.Player.Reset<Mana>());
        Assert.Equal((10, false), room.Ask("Ada", static on => (on.Player.Get<Mana>().Points, on.Player.Has<Mana>())));
    }

    [Fact]
    public void An_unregistered_component_is_an_error_that_names_the_fix()
    {
        var room = Grove.Room();
        var wrong = Assert.Throws<RulesException>(() => room.Try("Ada", static on => on.Player.Get<string>()));
        Assert.Equal("String is no component that a module has registered: RulesBuilder.AddComponent does.", wrong.Message);
    }

    [Fact]
    public void An_equal_value_changes_nothing()
    {
        var room = Grove.Room(change: static glade => glade.WithItem("cup", 0, 0));
        room.Try("Ada", static on =>
        {
            on.Player.Set(new Mana(7));
            on.Room.Set(on.Room.Items[0], new Mana(7));
        });
        var before = room.Frame().Components;
        Assert.Equal(2, before.Length);

        room.Send("Ada", new Try(static on =>
        {
            on.Player.Set(new Mana(7));
            on.Room.Set(on.Room.Items[0], new Mana(7));
            return Reply.Ok;
        }), 0);

        Assert.Empty(room.Changes);
        Assert.Same(before, room.Frame().Components);
    }

    [Fact]
    public void Frames_respect_component_visibility()
    {
        var room = Grove.Room(
            change: static glade => glade.WithNode(Resource.Wood, 5, 5).WithItem("lamp", 1, 1),
            world: static world => world.ItemKind("lamp", static lamp => lamp with { Components = Json("mana", """{"points":3}""") }));
        room.Try("Ada", static on =>
        {
            on.Player.Set(new Mana(7));
            on.Player.Set(new Purse(5));
            on.Player.Set(new Fate("dark"));
            on.Room.Set(new Glow(2));
            on.Room.Nodes[0].Set(new Mana(1));
        });
        var ada = room.Id("Ada");
        var lamp = room.Frame().Items[0].Id.Value;
        Assert.Equal(
            [
                new ComponentView(ComponentHolder.Room, "", "grove.glow", """{"colour":2}""", null),
                new ComponentView(ComponentHolder.Player, "1", "grove.purse", """{"coins":5}""", ada),
                new ComponentView(ComponentHolder.Player, "1", "mana", """{"points":7}""", null),
                new ComponentView(ComponentHolder.Node, "0", "mana", """{"points":1}""", null),
                new ComponentView(ComponentHolder.Item, lamp, "mana", """{"points":3}""", null),
            ],
            room.Frame().Components);

        room.Type("Ada", "take lamp").ExpectDone();
        Assert.DoesNotContain(room.Frame().Components, static view => view.Holder == ComponentHolder.Item);
        room.Type("Ada", "drop lamp").ExpectDone();
        Assert.Single(room.Frame().Components, static view => view.Holder == ComponentHolder.Item);
    }

    [Fact]
    public void A_transient_component_follows_its_player_but_is_not_stored()
    {
        var world = Grove.World(Grove.With()).Room("glade").Room("hill").Exit("glade", "east", "hill").Build();
        var room = new RoomScenario(world, "glade");
        room.Enter("Ada");
        room.Try("Ada", static on =>
        {
            on.Player.Set(new Mana(7));
            on.Player.Set(new Glow(3));
        });
        Assert.Equal("""{"mana":[1,{"points":7}]}""", room.Saved.Players[room.Id("Ada")].Components?.Json);
        room.Type("Ada", "go east").Expect<Departing>();

        var hill = new RoomScenario(world, "hill");
        hill.Enter(room.Departures[0].State, "west").ExpectDone();
        Assert.Equal((7, 3), hill.Ask("Ada", static on => (on.Player.Get<Mana>().Points, on.Player.Get<Glow>().Colour)));
        Assert.Equal("""{"grove.glow":[1,{"colour":3}]}""", hill.Player("Ada").Transient?.Json);

        var again = new RoomScenario(world, "glade", room.Saved);
        again.Enter(room.Saved.Load(room.Id("Ada"))!);
        Assert.Equal((7, 0), again.Ask("Ada", static on => (on.Player.Get<Mana>().Points, on.Player.Get<Glow>().Colour)));
    }

    [Fact]
    public void A_room_persists_components_of_itself_its_creatures_nodes_and_items()
    {
        var world = Grove.World(Grove.With()).CreatureKind("elf").Room("glade", static glade => glade.WithCreature("elf", 4, 4).WithNode(Resource.Wood, 5, 5).WithItem("cup", 1, 1)).Build();
        var room = new RoomScenario(world, "glade");
        room.Enter("Ada");
        room.Try("Ada", static on =>
        {
            on.Room.Set(new Mana(1));
            on.Room.Creatures[0].Set(new Mana(2));
            on.Room.Creatures[0].Set(new Glow(9));
            on.Room.Nodes[0].Set(new Mana(3));
            on.Room.Set(on.Room.Items[0], new Glow(4));
        });

        var again = new RoomScenario(world, "glade", room.Saved);
        again.Enter("Ada");
        Assert.Equal(
            (1, 2, 0, 3, 4),
            again.Ask("Ada", static on => (
                on.Room.Get<Mana>().Points, on.Room.Creatures[0].Get<Mana>().Points, on.Room.Creatures[0].Get<Glow>().Colour, on.Room.Nodes[0].Get<Mana>().Points,
                on.Room.Get<Glow>(on.Room.Items[0]).Colour)));
    }

    [Theory]
    [InlineData("""{"grove.oath":[1,{"to":"17","by":null}]}""")]
    [InlineData("""{"grove.oath":[1,{"to":17,"by":null}]}""")]
    public void Player_ids_are_written_as_strings_and_read_from_numbers_too(string kept)
    {
        var room = Kept(Grove.With(static rules => rules.AddComponent(new Oath(default, null))), kept);
        Assert.Equal(new Oath(new PlayerId(17), null), room.Ask("Ada", static on => on.Player.Get<Oath>()));
        room.Try("Ada", static on => on.Player.Set(on.Player.Get<Oath>() with { By = new PlayerId(4) }));
        Assert.Equal("""{"grove.oath":[1,{"to":"17","by":"4"}]}""", room.Saved.Players[room.Id("Ada")].Components?.Json);
    }

    [Fact]
    public void An_older_version_is_upgraded_and_saved_as_the_current_one()
    {
        var rules = new RulesBuilder().AddModule(new Grown()).Build();
        var room = Kept(rules, """{"mana":[1,{"points":7}]}""");
        Assert.Equal((7, 20), room.Ask("Ada", static on => (on.Player.Get<GrownMana>().Points, on.Player.Get<GrownMana>().Most)));
        room.Try("Ada", static on => on.Player.Score = 1);
        Assert.Equal("""{"mana":[2,{"points":7,"most":20}]}""", room.Saved.Players[room.Id("Ada")].Components?.Json);
    }

    [Theory]
    [InlineData("""{"other.thing":[4,{"a":[1, 2]}]}""")]
    [InlineData("""{"mana":[2,{"points":7,"most":20}]}""")]
    [InlineData("""{"mana":[1,"seven"]}""")]
    public void Unknown_and_unreadable_components_stay_as_stored(string kept)
    {
        var room = Kept(Grove.With(), kept);
        Assert.Equal(10, room.Ask("Ada", static on => on.Player.Get<Mana>().Points));
        room.Try("Ada", static on => on.Player.Score = 1);
        Assert.Equal(kept, room.Saved.Players[room.Id("Ada")].Components?.Json);
    }

    [Fact]
    public void A_stored_component_of_a_later_version_is_not_overwritten()
    {
        var room = Kept(Grove.With(), """{"mana":[2,{"points":7,"most":20}]}""");
        room.Try("Ada", static on => on.Player.Set(new Mana(1)));
        Assert.Equal(1, room.Ask("Ada", static on => on.Player.Get<Mana>().Points));
        Assert.Equal("""{"mana":[2,{"points":7,"most":20}]}""", room.Saved.Players[room.Id("Ada")].Components?.Json);
    }

    [Fact]
    public void Setting_a_component_replaces_an_unreadable_one()
    {
        var room = Kept(Grove.With(), """{"mana":[1,"seven"]}""");
        room.Try("Ada", static on => on.Player.Set(new Mana(1)));
        Assert.Equal("""{"mana":[1,{"points":1}]}""", room.Saved.Players[room.Id("Ada")].Components?.Json);
    }

    [Fact]
    public void An_unknown_transient_component_is_not_stored()
    {
        var room = new RoomScenario(Grove.World(Grove.With()).Room("glade").Build(), "glade");
        room.Enter(new PlayerState(Ada(null), []) { Transient = ComponentData.Parse("""{"other.thing":[1,5]}""") });
        room.Try("Ada", static on => on.Player.Score = 1);
        Assert.Null(room.Saved.Players[room.Id("Ada")].Components);
        Assert.Equal("""{"other.thing":[1,5]}""", room.Player("Ada").Transient?.Json);
    }

    [Fact]
    public void The_hash_covers_all_components()
    {
        Action<VerbContext>[] sets =
        [
            static on => { },
            static on => on.Player.Set(new Mana(1)),
            static on => on.Player.Set(new Glow(1)),
            static on => on.Player.Set(new Fate("x")),
            static on => on.Room.Set(new Mana(1)),
            static on => on.Room.Creatures[0].Set(new Mana(1)),
            static on => on.Room.Nodes[0].Set(new Mana(1)),
            static on => on.Room.Set(on.Room.Items[0], new Mana(1)),
        ];
        var hashes = sets.Select(set =>
        {
            var room = Grove.Room(change: static glade => glade.WithCreature("elf", 4, 4).WithNode(Resource.Wood, 5, 5).WithItem("cup", 1, 1), world: static world => world.CreatureKind("elf"));
            room.Send("Ada", new Try(on =>
            {
                set(on);
                return Reply.Ok;
            }), 0);
            return room.Room.StateHash();
        }).ToArray();
        Assert.Equal(sets.Length, hashes.Distinct().Count());
    }

    private static ComponentData? Json(string name, string value) => ComponentData.Parse($$"""{"{{name}}":[1,{{value}}]}""");

    private static PlayerRecord Ada(string? components) => new() { Id = new PlayerId(1), Name = "Ada", Room = new RoomId("glade"), Health = 100, Components = ComponentData.Parse(components) };

    private static RoomScenario Kept(RuleSet rules, string components)
    {
        var room = new RoomScenario(new WorldBuilder().WithRules(rules).Room("glade").Build(), "glade");
        room.Enter(new PlayerState(Ada(components), [])).ExpectDone();
        return room;
    }

    [Component("mana", Version = 2)]
    private sealed record GrownMana(int Points, int Most);

    private sealed class Grown : IRulesModule
    {
        public string Name => "grove";

        public int Version => 4;

        public void Register(RulesBuilder rules) =>
            rules.AddVerb<TryVerb>().AddComponent(new GrownMana(10, 10), ComponentUpgrade.From<Mana, GrownMana>(1, static old => new GrownMana(old.Points, 20)));
    }

    [Component("grove.oath")]
    private sealed record Oath(PlayerId To, PlayerId? By);
}
