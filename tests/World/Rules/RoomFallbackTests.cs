using Actors.TestKit;

namespace Actors.World.Tests;

/// <summary>Where a player goes when its room cannot take it in.</summary>
public class RoomFallbackTests
{
    private static readonly WorldDefinition World = new WorldBuilder()
        .Room("plaza").Room("market")
        .Zone("hills").Room("path").Room("mill").Room("tower")
        .FormerRoom("old-mill", "mill")
        .Build();

    [Theory]
    [InlineData("ruin", "hills", "path plaza mill tower market")]
    [InlineData("ruin", "swamp", "plaza market")]
    [InlineData("ruin", null, "plaza market")]
    [InlineData("old-mill", "swamp", "mill path plaza tower market")]
    [InlineData("tower~2", null, "tower path plaza mill market")]
    [InlineData("tower", null, "path plaza mill market")]
    [InlineData("path", null, "plaza mill tower market")]
    [InlineData("plaza", null, "market")]
    public void The_fallback_order_is_present_room_zone_then_default_room(string room, string? lastZone, string expected) =>
        Assert.Equal(expected.Split(' '), RoomFallback.Of(World, new RoomId(room), lastZone is null ? null : new ZoneId(lastZone)).Select(static id => id.Value));

    [Fact]
    public void The_number_of_fallbacks_is_bounded()
    {
        var large = new WorldBuilder();
        for (var i = 0; i < 100; i++)
            large.Room($"room-{i}");
        Assert.Equal(RoomFallback.MaxRooms, RoomFallback.Of(large.Build(), new RoomId("gone"), null).Count);
    }

    [Theory]
    [InlineData("ruin", false, "plaza", "room_gone", "The room where you were, ruin, is gone: you are in plaza.")]
    [InlineData("old-mill", false, "mill", "room_gone", "The room where you were, old-mill, is mill now.")]
    [InlineData("old-mill", false, "path", "room_gone", "The room where you were, old-mill, is gone: you are in path.")]
    [InlineData("tower~2", false, "tower", "room_gone", "The copy of tower where you were is gone: you are in tower.")]
    [InlineData("tower~2", false, "path", "room_gone", "The copy of tower where you were is gone: you are in path.")]
    [InlineData("tower", true, "path", "room_full", "tower is full: you are in path.")]
    [InlineData("tower", true, "tower~2", null, null)]
    public void A_player_gets_a_reason_except_for_another_copy(string from, bool isFull, string to, string? code, string? text) =>
        Assert.Equal(code is null ? null : new PlayerNotice(code, text!), RoomFallback.Explain(World, new RoomId(from), isFull, new RoomId(to)));
}
