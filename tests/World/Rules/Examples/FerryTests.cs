using Actors.TestKit;
using Actors.World;

namespace Examples;

public class FerryTests
{
    private static readonly WorldDefinition World = new WorldBuilder()
        .Room("quay", quay => quay with { Speed = 4 })
        .Room("ferry")
        .Exit("quay", "east", "ferry")
        .Build();

    [Fact]
    public void A_player_boards_the_ferry_without_stopping()
    {
        var quay = new RoomScenario(World, "quay");
        quay.Enter("Ada", x: 8);
        quay.Send("Ada", new Move(new Vector(1, 0), Sequence: 1), commandId: 0).ExpectDone();

        // Two units at four units a second are ten ticks of 50 ms.
        quay.Tick(9).Expect(quay.Departures.Count == 0, "Ada on the quay");
        quay.Tick();
        var departure = Assert.Single(quay.Departures);

        var ferry = new RoomScenario(World, "ferry");
        ferry.Enter(departure.State, from: "west").ExpectDone();
        ferry.Tick();
        Assert.Equal(-7750, ferry.View("Ada").XMilli);
    }
}
