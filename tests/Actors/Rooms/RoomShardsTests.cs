using Actors.Rooms;
using Actors.Sharding;
using Actors.World;

namespace Actors.Tests.Rooms;

public sealed class RoomShardsTests
{
    [Theory]
    [InlineData("", 5)]
    [InlineData("plaza", 10)]
    [InlineData("plaza~2", 26)]
    [InlineData("höhle", 23)]
    public void The_shard_of_a_room_never_changes(string room, int shard) => Assert.Equal(shard, RoomShards.Of(new RoomId(room)));

    [Fact]
    public void Rooms_spread_over_all_shards()
    {
        var rooms = Enumerable.Range(0, 6400).Select(static number => RoomShards.Of(new RoomId($"room-{number}"))).CountBy(static shard => shard).ToList();
        Assert.Equal(RoomShards.Count, rooms.Count);
        Assert.All(rooms, static shard => Assert.InRange(shard.Value, 50, 160));
    }

    [Fact]
    public void Only_valid_shard_ids_are_parsed()
    {
        for (var number = 0; number < 200; number++)
        {
            Assert.True(RoomShards.TryParse(RoomShards.IdOf($"room-{number}"), out var shard));
            Assert.Equal(RoomShards.Of(new RoomId($"room-{number}")), shard);
        }
        Assert.False(RoomShards.TryParse("64", out _));
        Assert.False(RoomShards.TryParse("-1", out _));
        Assert.False(RoomShards.TryParse("plaza", out _));
    }

    [Fact]
    public void An_envelope_goes_to_its_room_and_anything_else_to_none()
    {
        var extractor = new RoomExtractor();
        var envelope = new RoomEnvelope(new RoomId("plaza"), new Knock());
        Assert.Equal("plaza", extractor.EntityId(envelope));
        Assert.Same(envelope.Message, extractor.EntityMessage(envelope));
        Assert.Equal(RoomShards.IdOf("plaza"), extractor.ShardId("plaza"));
        Assert.Null(extractor.EntityId("plaza"));
        Assert.Null(extractor.EntityId(envelope.Message));
    }

    private sealed record Knock : RoomMessage;
}
