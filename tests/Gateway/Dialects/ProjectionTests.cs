using Actors.Gateway.Dialects;
using Actors.World;

namespace Actors.Gateway.Tests.Dialects;

public sealed class ProjectionTests
{
    [Fact]
    public void Points_survive_a_round_trip()
    {
        var random = new Random(1);
        for (var i = 0; i < 1000; i++)
        {
            var room = new RoomDefinition { Id = "r", Zone = new ZoneId("z"), Title = "r", Description = "r", Width = 1 + (random.NextDouble() * 500), Height = 1 + (random.NextDouble() * 500) };
            var projection = Projection.OntoScreen(room, 800, 600);
            var at = new Vector((random.NextDouble() - 0.5) * room.Width, (random.NextDouble() - 0.5) * room.Height);
            var (x, y) = projection.ToDialect(at);
            Assert.InRange(x, 0, 800);
            Assert.InRange(y, 0, 600);
            var back = projection.ToWorld(x, y);
            Assert.Equal(at.X, back.X, 1e-9);
            Assert.Equal(at.Y, back.Y, 1e-9);
        }
    }

    [Theory]
    [InlineData(1e308, 1e308)]
    [InlineData(-double.MaxValue, 0)]
    [InlineData(double.Epsilon, -double.Epsilon)]
    public void A_direction_of_any_magnitude_is_normalized(double dx, double dy)
    {
        // One axis shrinks on its way to the world, the other grows.
        var direction = new Projection(0.01, 100, 0, 0).DirectionToWorld(dx, dy);
        Assert.Equal(1, direction.Length, 1e-12);
        Assert.Equal((Math.Sign(dx), Math.Sign(dy)), (Math.Sign(direction.X), Math.Sign(direction.Y)));
    }

    [Fact]
    public void Zero_stays_zero() => Assert.Equal(Vector.Zero, new Projection(8, 6, 0, 0).DirectionToWorld(0, 0));
}
