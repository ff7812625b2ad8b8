using Actors.TestKit;
using Actors.World;
using Caravan.Rules.Doors;

namespace Actors.Samples.Tests;

public class DoorTests
{
    private static readonly WorldDefinition World = SampleWorlds.Caravan.With("bazaar", static bazaar => bazaar with { Items = [new("key", new(0, 0))] });

    private readonly RoomScenario _bazaar = new(World, "bazaar");

    public DoorTests() => _bazaar.Enter("Ada");

    [Fact]
    public void A_locked_door_lets_nobody_pass_however_it_is_asked()
    {
        _bazaar.Type("Ada", "east").ExpectRefused("caravan.locked", "The door east is locked.");
        _bazaar.Send("Ada", new Move(new Vector(1, 0), 1), 0);
        _bazaar.Tick(60);
        Assert.Equal("caravan.locked", _bazaar.ExpectEvent<Barred>().Code);
        _bazaar.Type("Ada", "south").Expect<Departing>();
    }

    [Fact]
    public void Who_has_the_key_unlocks_it_and_it_falls_shut_after_a_while()
    {
        _bazaar.Type("Ada", "unlock east").ExpectRefused("caravan.no_key");
        _bazaar.Type("Ada", "unlock north").ExpectRefused("caravan.no_door");
        _bazaar.Type("Ada", "take key").ExpectDone();
        _bazaar.Type("Ada", "unlock e").ExpectDone();
        Assert.Equal("You unlock the door east.", _bazaar.ExpectEvent<DoorUnlocked>().Describe(new Viewer(_bazaar.Id("Ada"))));
        _bazaar.Type("Ada", "unlock east").ExpectRefused("caravan.open");
        _bazaar.Type("Ada", "east").Expect<Departing>();

        _bazaar.Do("stays", (room, effects) =>
        {
            room.CancelDeparture(_bazaar.Id("Ada"), effects);
            return Reply.Ok;
        });
        _bazaar.Tick(LockedDoor.OpenTicks).ExpectEvent<DoorFellShut>();
        _bazaar.Type("Ada", "east").ExpectRefused("caravan.locked");
    }

    [Fact]
    public void A_door_that_was_open_when_the_server_died_falls_shut_all_the_same()
    {
        _bazaar.Type("Ada", "take key").ExpectDone();
        _bazaar.Type("Ada", "unlock east").ExpectDone();
        var again = new RoomScenario(World, "bazaar", _bazaar.Saved, _bazaar.Room.Tick);
        again.Enter(_bazaar.Saved.Load(_bazaar.Id("Ada"))!);
        again.Type("Ada", "unlock east").ExpectRefused("caravan.open");
        again.Tick(LockedDoor.OpenTicks).ExpectEvent<DoorFellShut>();
        again.Type("Ada", "east").ExpectRefused("caravan.locked");
    }
}
