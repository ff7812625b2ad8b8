using Actors.PlayerDirectory;
using Actors.Rooms;
using Actors.Sharding;
using Actors.World;

namespace Actors.Tests.PlayerDirectory;

public sealed class NameBucketsTests
{
    private readonly DirectoryExtractor _extractor = new();

    [Theory]
    [InlineData("Ann", 40)]
    [InlineData("guest1", 23)]
    [InlineData("o'neill_the-2nd", 60)]
    public void The_bucket_of_a_name_never_changes(string name, int bucket) => Assert.Equal(bucket, NameBuckets.Of(NameBuckets.KeyOf(name)));

    [Fact]
    public void The_fingerprint_of_a_player_never_changes() =>
        Assert.Equal(-6637234209482008280, Fingerprints.Of(new PlayerEntry(new PlayerId(1), "Ann", new ConnectionId(2, 3))));

    [Fact]
    public void Guest_names_spread_over_all_buckets()
    {
        var counts = Enumerable.Range(1, 6400).GroupBy(static id => NameBuckets.Of(PlayerName.ForGuest(new PlayerId(id)))).Select(static bucket => bucket.Count()).ToList();
        Assert.Equal(NameBuckets.Count, counts.Count);
        Assert.All(counts, static count => Assert.InRange(count, 50, 200));
    }

    [Fact]
    public void Every_bucket_is_an_entity_of_a_known_shard()
    {
        for (var bucket = 0; bucket < NameBuckets.Count; bucket++)
        {
            var id = _extractor.EntityId(new DirectoryEnvelope(bucket, new WhisperTo(1, "Ann", new Whispered(default, "", ""))));
            Assert.Equal(bucket, DirectoryExtractor.BucketOf(id!));
            Assert.True(RoomShards.TryParse(_extractor.ShardId(id!), out _));
        }
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(NameBuckets.Count)]
    public void A_message_for_an_unknown_bucket_has_no_entity(int bucket) =>
        Assert.Null(_extractor.EntityId(new DirectoryEnvelope(bucket, new WhisperTo(1, "Ann", new Whispered(default, "", "")))));
}
