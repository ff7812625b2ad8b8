using Actors.Rooms;
using Actors.TestKit;
using Actors.World;

namespace Actors.Tests.Rooms;

public sealed class WorldTickTests
{
    private static readonly WorldDefinition World = SampleWorld.Load();
    private static readonly TimeSpan TickLength = TimeSpan.FromMilliseconds(World.Rules.TickMilliseconds);

    [Theory]
    [InlineData(1, 1)]
    [InlineData(WorldTick.RoomsPerPart, 1)]
    [InlineData(4 * WorldTick.RoomsPerPart, 4)]
    public async Task A_busy_node_spreads_its_rooms_over_the_tick_and_a_few_rooms_tick_together(int rooms, int moments)
    {
        await using var node = new SimulatedNode(World);
        var onlookers = Populate(node, rooms);
        var times = onlookers.SelectMany(static onlooker => onlooker.Shown).GroupBy(static shown => shown.At).ToList();
        Assert.Equal(moments, times.Select(static time => time.Key.Ticks % TickLength.Ticks).Distinct().Count());
        Assert.All(times, time => Assert.Equal(rooms / moments, time.Count()));
    }

    [Fact]
    public async Task Each_room_steps_once_a_tick_at_the_same_offset()
    {
        await using var node = new SimulatedNode(World);
        foreach (var onlooker in Populate(node, 3 * WorldTick.RoomsPerPart))
        {
            Assert.Equal(20, onlooker.Shown.Count);
            Assert.All(onlooker.Shown.Zip(onlooker.Shown.Skip(1)), static pair =>
            {
                Assert.Equal(TickLength, pair.Second.At - pair.First.At);
                Assert.Equal(1, pair.Second.Frame.Tick - pair.First.Frame.Tick);
            });
        }
        Assert.All(node.Report().Rooms, static room => Assert.Equal(0, room.LatenessP99Milliseconds));
    }

    /// <summary>Rooms with a walking player in each, and the frames of each room in the last second.</summary>
    private static List<FrameLog> Populate(SimulatedNode node, int rooms)
    {
        var hall = new RoomId("hall");
        var onlookers = new List<FrameLog>();
        for (var number = 1; number <= rooms; number++)
        {
            var room = hall.WithInstance(number);
            node.Join(number, room.Value, number);
            onlookers.Add(node.Watch(room.Value));
        }
        node.Advance(0.5);
        for (var number = 1; number <= rooms; number++)
            node.Ask(number, hall.WithInstance(number).Value, number, 0, new Move(new Vector(0.5, 0.5), 1));
        node.Advance(0.5);
        onlookers.ForEach(static onlooker => onlooker.Clear());
        node.Advance(1);
        Assert.Empty(node.Told(1).OfType<RoomClosed>());
        return onlookers;
    }
}
