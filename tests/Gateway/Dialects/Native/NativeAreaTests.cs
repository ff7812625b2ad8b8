using System.Globalization;
using Actors.Gateway.Dialects.Native;
using Actors.Gateway.Dialects.Native.States;
using Actors.Gateway.Dialects.Native.Writing;
using Actors.World;
using Xunit;
using Xunit.Abstractions;

namespace Actors.Gateway.Tests.Dialects.Native;

public sealed class NativeAreaTests(ITestOutputHelper output)
{
    private const int TickMilliseconds = 50;
    private const double Size = 120;

    private static readonly AreaOptions Options = new() { CellUnits = 10, Radius = 1 };

    [Theory]
    [InlineData("json")]
    [InlineData("msgpack")]
    public void A_slow_client_has_exactly_the_contents_of_the_cells_around_it(string format)
    {
        var seed = Environment.GetEnvironmentVariable("ACTORS_FUZZ_SEED") is { } given ? int.Parse(given, CultureInfo.InvariantCulture)
            : System.Security.Cryptography.RandomNumberGenerator.GetInt32(int.MaxValue - 100);
        output.WriteLine($"ACTORS_FUZZ_SEED={seed}");
        var (grid, hashes) = (Grid(), 0);
        for (var round = 0; round < 12; round++)
        {
            var random = new Random(seed + round);
            var room = new RandomRoom(random, TickMilliseconds, Size, speed: 40);
            var stream = new AreaStream(format == "json" ? NativeFormat.Json : NativeFormat.MessagePack, grid, TickMilliseconds);
            RoomFrame frame;
            do
                stream.Add(frame = room.Next(), 0);
            while (frame.Players.Length < 5);
            LossyClient[] clients = [.. Enumerable.Range(0, 5).Select(patience => new LossyClient(random, patience, frame.Players[patience].Id))];
            for (var i = 0; i < 400; i++)
            {
                stream.Add(room.Next(), 1_700_000_000_000 + (i * 50));
                foreach (var client in clients)
                    client.Offer(stream);
            }
            foreach (var client in clients)
            {
                client.Flush();
                var state = stream.State!;
                var home = state.HomeOf(client.Player);
                Assert.Equal(NativeLines.Of(state.Full, home < 0 ? [] : grid.SeenFrom(home).Select(state.In)), client.Reader.Lines());
            }
            Assert.True(clients[0].Reader.Deltas > 300, $"{clients[0].Reader.Deltas} deltas");
            hashes += clients.Sum(static client => client.Reader.Hashes);
        }
        Assert.True(hashes > 0, "No state bore a hash.");
    }

    [Fact]
    public void Everything_in_a_room_is_in_exactly_one_cell()
    {
        var grid = Grid();
        var room = new RandomRoom(new Random(5), TickMilliseconds, Size, speed: 40);
        var stream = new AreaStream(NativeFormat.MessagePack, grid, TickMilliseconds);
        for (var i = 0; i < 500; i++)
        {
            stream.Add(room.Next(), 0);
            var state = stream.State!;
            Assert.Equal(NativeLines.Of(state.Full), NativeLines.Of(state.Full, Enumerable.Range(0, grid.Cells).Select(state.In)));
        }
    }

    [Fact]
    public void A_player_on_a_cell_edge_stays_in_its_cell_until_it_is_clearly_outside()
    {
        var grid = Grid();
        var cell = grid.CellOf(-100, 0);
        Assert.Equal(cell, grid.CellOf(2_400_000, 0, cell));
        Assert.NotEqual(cell, grid.CellOf(2_600_000, 0, cell));
        Assert.Equal(cell, grid.CellOf(-12_400_000, 0, cell));
        Assert.NotEqual(cell, grid.CellOf(-12_600_000, 0, cell));
        Assert.NotEqual(cell, grid.CellOf(100, 0));
    }

    [Fact]
    public void Players_in_one_cell_get_the_same_bytes_and_see_only_nearby_events()
    {
        var room = new RandomRoom(new Random(5), TickMilliseconds, Size);
        var grid = Grid();
        var stream = new AreaStream(NativeFormat.MessagePack, grid, TickMilliseconds);
        for (var i = 0; i < 300; i++)
            stream.Add(room.Next(), 0);
        var players = stream.State!.Full.Frame.Players;
        var shared = 0;
        foreach (var one in players)
        {
            foreach (var other in players)
            {
                if (one.Id == other.Id)
                    continue;
                if (stream.State!.HomeOf(one.Id) == stream.State.HomeOf(other.Id))
                {
                    shared++;
                    Assert.Same(stream.Since(0, one.Id), stream.Since(0, other.Id));
                }
                var (x, y) = ((one.XMilli - other.XMilli) / 1000.0, (one.YMilli - other.YMilli) / 1000.0);
                if (Math.Abs(x) > 24 || Math.Abs(y) > 24)
                    Assert.False(stream.Sees(one.Id, new Vector(other.XMilli / 1000.0, other.YMilli / 1000.0)));
                if (Math.Abs(x) < 7 && Math.Abs(y) < 7)
                    Assert.True(stream.Sees(one.Id, new Vector(other.XMilli / 1000.0, other.YMilli / 1000.0)));
            }
        }
        Assert.True(shared > 0);
    }

    [Fact]
    public void A_room_within_the_visible_area_is_seen_whole()
    {
        Assert.True(new AreaGrid(Room(30, 25), Options).IsSeenCompletely);
        Assert.False(new AreaGrid(Room(31, 25), Options).IsSeenCompletely);
        Assert.InRange(new AreaGrid(Room(10_000, 10_000), Options).Cells, 1, 4096);
    }

    private static AreaGrid Grid() => new(Room(Size, Size), Options);

    private static RoomDefinition Room(double width, double height) =>
        new() { Id = "plaza", Zone = new ZoneId("z"), Title = "r", Description = "r", Width = width, Height = height };
}
