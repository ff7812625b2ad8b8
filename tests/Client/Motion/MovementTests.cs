using System.Globalization;
using System.Text;
using Actors.Client.Motion;
using Actors.Client.Values;
using Actors.TestKit;
using Actors.World;
using Xunit.Abstractions;

namespace Actors.Client.Tests.Motion;

/// <summary>The prediction is what the server does.</summary>
public sealed class MovementTests(ITestOutputHelper output)
{
    [Fact]
    public void Prediction_matches_the_server_in_any_room()
    {
        var seed = Environment.GetEnvironmentVariable("ACTORS_FUZZ_SEED") is { } given ? int.Parse(given, CultureInfo.InvariantCulture) : new Random().Next(int.MaxValue - 100);
        output.WriteLine($"ACTORS_FUZZ_SEED={seed}");
        for (var round = 0; round < 20; round++)
            Walk(new Random(seed + round));
    }

    private static void Walk(Random random)
    {
        SceneryDefinition[] scenery = [.. Enumerable.Range(0, 12).Select(_ => Thing(random))];
        var scenario = new RoomScenario(new WorldBuilder().Room("hall", room => room with { Width = 30, Height = 22, Scenery = scenery }).Build(), "hall");
        scenario.Enter("Ada");
        var room = new Room(JsonReader.Read(Encoding.UTF8.GetBytes(Message(scenery))));
        var at = new Point(scenario.View("Ada").XMilli / 1000.0, scenario.View("Ada").YMilli / 1000.0);
        for (var tick = 1; tick <= 200; tick++)
        {
            var angle = random.NextDouble() * Math.Tau;
            var (x, y) = (Math.Cos(angle), Math.Sin(angle));
            for (var steps = random.Next(1, 6); steps > 0; steps--)
            {
                scenario.Send("Ada", new Move(new Vector(x, y), tick), 0);
                scenario.Tick();
                // A quarter of a unit: the room's 5 units a second, in 50 ms.
                at = Movement.Step(room, at, x * 0.25, y * 0.25);
                var there = scenario.View("Ada");
                Assert.InRange(Math.Abs((at.X * 1000) - there.XMilli), 0, 0.6);
                Assert.InRange(Math.Abs((at.Y * 1000) - there.YMilli), 0, 0.6);
            }
        }
    }

    private static SceneryDefinition Thing(Random random)
    {
        // The middle stays free, because the player enters there.
        var (angle, away) = (random.NextDouble() * Math.Tau, 4 + (random.NextDouble() * 9));
        var at = new Vector(Math.Round(Math.Cos(angle) * away, 3), Math.Round(Math.Sin(angle) * away, 3));
        return random.Next(2) == 0
            ? new SceneryDefinition { Kind = "pillar", At = at, Radius = Math.Round(0.3 + (random.NextDouble() * 1.5), 3) }
            : new SceneryDefinition { Kind = "wall", At = at, Width = Math.Round(0.5 + (random.NextDouble() * 3), 3), Height = Math.Round(0.5 + (random.NextDouble() * 3), 3) };
    }

    private static string Message(SceneryDefinition[] scenery) => string.Create(CultureInfo.InvariantCulture, $$"""
        {"id":"hall","title":"hall","description":"","width":30,"height":22,"speed":5,"playerRadius":0.5,"exits":[],"nodes":[],
         "scenery":[{{string.Join(',', scenery.Select(static thing => string.Create(
            CultureInfo.InvariantCulture, $$"""{"kind":"{{thing.Kind}}","x":{{thing.At.X}},"y":{{thing.At.Y}},"radius":{{thing.Radius}},"width":{{thing.Width}},"height":{{thing.Height}}}""")))}}]}
        """);
}
