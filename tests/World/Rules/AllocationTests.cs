using Actors.TestKit;

namespace Actors.World.Tests;

public class AllocationTests
{
    [Fact]
    public void A_tick_in_which_25_players_walk_allocates_nothing()
    {
        var room = new RoomScenario(
            new WorldBuilder().Room("hall", static hall => hall.WithRock(5, 5, 1).WithWall(-5, -5, 2, 1).WithNode(Resource.Gold, 9, -9)).Room("yard").Exit("hall", "north", "yard").Build(),
            "hall");
        for (var i = 0; i < 25; i++)
        {
            room.Enter($"Player{i}", -4 + (i % 5), i / 5);
            room.Send($"Player{i}", new Move(Vector.FromAngle(i) * 0.01, 1), 0).ExpectDone();
        }
        var effects = new RoomEffects();
        for (var tick = 0; tick < 200; tick++)
            room.Room.Advance(effects);

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var tick = 0; tick < 200; tick++)
            room.Room.Advance(effects);

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.NotEqual(0, room.View("Player3").VelocityXMilli);
    }
}
