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
    public void A_locked_door_blocks_both_go_and_walking()
    {
        _bazaar.Type("Ada", "east").ExpectRefused("caravan.locked", "The door east is locked.");
        _bazaar.Send("Ada", new Move(new Vector(1, 0), 1), 0);
        _bazaar.Tick(60);
        Assert.Equal("caravan.locked", _bazaar.ExpectEvent<Barred>().Code);
        _bazaar.Type("Ada", "south").Expect<Departing>();
    }

    [Fact]
    public void A_key_unlocks_the_door_until_it_falls_shut()
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
    public void An_open_door_still_falls_shut_after_a_server_crash()
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
