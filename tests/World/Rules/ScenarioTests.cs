using Actors.TestKit;

namespace Actors.World.Tests;

public class ScenarioTests
{
    [Fact]
    public void A_failed_expectation_lists_all_that_happened()
    {
        var room = new RoomScenario(new WorldBuilder().ItemKind("cup").Room("hall", static hall => hall.WithItem("cup", 0, 0)).Build(), "hall");
        room.Enter("Ada");
        room.Tick(3);

        var failure = Assert.Throws<ScenarioException>(() => room.Type("Ada", "take cup").ExpectRefused(Codes.NotHere));

        Assert.Contains("3 Ada> take cup", failure.Message, StringComparison.Ordinal);
        Assert.Contains("You take the cup.", failure.Message, StringComparison.Ordinal);
        Assert.Contains("* ItemTaken", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Ticks_without_work_may_be_skipped()
    {
        var (stepped, skipped) = (new RandomRun(21), new RandomRun(21));
        for (var step = 0; step < 400; step++)
        {
            stepped.Step();
            skipped.Step();
        }

        var end = stepped.Room.Tick + 2000;
        while (stepped.Room.Tick < end)
            stepped.Room.Advance(stepped.Effects);
        while (skipped.Room.NextWork is { } next && next <= end)
        {
            skipped.Room.SkipTo(next - 1);
            skipped.Room.Advance(skipped.Effects);
        }
        skipped.Room.SkipTo(end);

        Assert.Equal(stepped.Room.StateHash(), skipped.Room.StateHash());
    }
}
