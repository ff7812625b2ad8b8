using Actors.TestKit;
using Actors.World;

namespace Examples;

public class LampTests
{
    private static readonly WorldDefinition World = new WorldBuilder()
        .ItemKind("lamp", lamp => lamp with { Name = "brass lamp" })
        .Room("cave", cave => cave.WithItem("lamp", 2, 0))
        .Build();

    [Fact]
    public void Only_one_of_two_gets_the_lamp()
    {
        var cave = new RoomScenario(World, "cave");
        cave.Enter("Ada");
        cave.Enter("Bob");

        cave.Type("Ada", "take lamp").ExpectDone("You take the brass lamp.");
        cave.Type("Bob", "take lamp").ExpectRefused(Codes.Taken, "Ada has already taken the brass lamp.");

        Assert.Empty(cave.Frame().Items);
        Assert.Equal(cave.Id("Ada"), Assert.Single(cave.Saved.Items).Player);
    }
}
