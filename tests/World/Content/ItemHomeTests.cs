using Actors.TestKit;

namespace Actors.World.Tests;

public sealed class ItemHomeTests
{
    private static readonly WorldDefinition World = new WorldBuilder()
        .Rules(static rules => rules with { ItemReturnSeconds = 600 })
        .ItemKind("lamp", static kind => kind with { ReturnSeconds = 0 })
        .ItemKind("bread")
        .ItemKind("loaf", static kind => kind with { Returns = false })
        .Room("hall", static room => room with
        {
            Spawn = new Vector(9, 9),
            Items = [new PlacedItem("lamp", new Vector(1, 2)), new PlacedItem("bread", new Vector(3, 4)), new PlacedItem("loaf", new Vector(5, 6))],
        })
        .Build();

    [Theory]
    [InlineData("hall:1", "lamp", 1, 2, 0)]
    [InlineData("hall:2", "bread", 3, 4, 600)]
    [InlineData("hall~2:2", "bread", 3, 4, 600)]
    [InlineData("hall:1", "bread", 3, 4, 600)]
    [InlineData("hall:2", "of-another-time", 9, 9, null)]
    public void A_content_item_returns_to_its_place_in_the_room_it_came_from(string id, string kind, double x, double y, int? seconds)
    {
        var home = ItemHome.Of(World, Held(id, kind));
        Assert.Equal(new ItemRecord(new ItemId(id), kind, null, new RoomId(id[..id.IndexOf(':', StringComparison.Ordinal)]), new Vector(x, y)), home.Place);
        Assert.Equal(seconds, (int?)home.After?.TotalSeconds);
    }

    [Theory]
    [InlineData("hall:3", "loaf")]
    [InlineData("hall:4", "lamp")]
    [InlineData("cellar:1", "lamp")]
    [InlineData("nonsense", "lamp")]
    public void Loot_and_items_that_do_not_return_vanish_with_their_guest(string id, string kind) => Assert.Equal(default, ItemHome.Of(World, Held(id, kind)));

    private static ItemRecord Held(string id, string kind) => new(new ItemId(id), kind, new PlayerId(1), null, Vector.Zero);
}
