using Actors.TestKit;
using Actors.World;
using Caravan.Rules.Errands;

namespace Actors.Samples.Tests;

public class ErrandTests
{
    [Fact]
    public void The_errand_has_three_steps_and_pays_in_the_last()
    {
        var court = new RoomScenario(SampleWorlds.Caravan, "court");
        court.Enter("Ada");
        court.Type("Ada", "talk to the caravan master").ExpectDone();
        Assert.Equal(Step.Asked, court.ExpectEvent<ErrandAdvanced>().Step);

        var bazaar = Onward(court, "bazaar");
        bazaar.Type("Ada", "talk shopkeeper").ExpectDone();
        Assert.Equal(Step.HasKey, bazaar.ExpectEvent<ErrandAdvanced>().Step);
        bazaar.Type("Ada", "unlock east").ExpectDone();

        var warehouse = Onward(bazaar, "warehouse");
        warehouse.Type("Ada", "take ledger").ExpectDone();

        var back = Onward(Onward(warehouse, "bazaar"), "court");
        back.Type("Ada", "talk master").ExpectDone();
        Assert.Equal(30, back.Player("Ada").Record.Resources.Gold);
        Assert.Equal(["key"], back.Player("Ada").Items.Select(static item => item.Kind));
        Assert.Equal("""{"errand":[2,{"step":"done","times":1}],"purse":[1,{"isPaid":true}]}""", back.Player("Ada").Record.Components?.Json);
    }

    [Fact]
    public void The_master_waits_for_the_ledger()
    {
        var court = new RoomScenario(SampleWorlds.Caravan, "court");
        court.Enter("Ada");
        court.Type("Ada", "talk master").ExpectDone();
        court.Type("Ada", "talk master").ExpectDone().ExpectNo<ErrandAdvanced>();
    }

    [Fact]
    public void The_next_player_gets_a_ledger_too()
    {
        var warehouse = new RoomScenario(SampleWorlds.Caravan.With("warehouse", static room => room), "warehouse");
        warehouse.Enter(WithErrand("Ada", 1, """{"errand":[2,{"step":"hasKey","times":0}]}"""));
        warehouse.Type("Ada", "take ledger").ExpectDone();
        warehouse.Enter(WithErrand("Bob", 2, """{"errand":[2,{"step":"hasKey","times":3}]}"""));
        warehouse.Type("Bob", "take ledger").ExpectDone();
        warehouse.Enter(WithErrand("Cid", 3, """{"errand":[2,{"step":"asked","times":0}]}"""));
        warehouse.Type("Cid", "take ledger").ExpectRefused(Codes.Taken);
    }

    [Fact]
    public void A_version_1_component_is_read_and_saved_as_version_2()
    {
        var court = new RoomScenario(SampleWorlds.Caravan, "court");
        court.Enter(WithErrand("Ada", 1, """{"errand":[1,{"step":3}]}"""));
        court.Type("Ada", "talk master").ExpectDone();
        Assert.Contains("""{"errand":[2,{"step":"asked","times":0}]""", court.Player("Ada").Record.Components?.Json, StringComparison.Ordinal);
    }

    [Fact]
    public void Only_the_player_sees_its_own_progress()
    {
        var court = new RoomScenario(SampleWorlds.Caravan, "court");
        court.Enter("Ada");
        court.Type("Ada", "talk master").ExpectDone();
        Assert.Equal(court.Id("Ada"), Assert.Single(court.Frame().Components, static shown => shown.Name == "errand").Only);
    }

    /// <summary>Goes through an exit as the engine does it: both rooms write to the same rows.</summary>
    private static RoomScenario Onward(RoomScenario from, string to)
    {
        from.Type("Ada", $"go {from.Room.Definition.Exits.Single(exit => exit.To == to).Direction}").Expect<Departing>();
        var departure = Assert.Single(from.Departures);
        from.Do("is let in", (room, effects) => room.CompleteDeparture(departure.Player, departure.To, effects));
        var next = new RoomScenario(SampleWorlds.Caravan, to, from.Saved, from.Room.Tick);
        if (from.Saved.Load(departure.To).Record is null)
            next.Do("content", Seed);
        next.Enter(departure.State);
        return next;
    }

    private static Reply Seed(Room room, RoomEffects effects)
    {
        room.Seed(effects);
        return Reply.Ok;
    }

    private static PlayerState WithErrand(string name, long id, string components) =>
        new(new PlayerRecord { Id = new PlayerId(id), Name = name, Room = new RoomId("court"), Health = 100, Components = ComponentData.Parse(components) }, []);
}
