using Actors.Storage;

namespace Actors.Tests.Storage;

public sealed class StoredJsonTests
{
    [Theory]
    [InlineData("""{"Players":[{"Record":{"Id":7,"Name":"Hero","Room":"plaza"}}]}""", 1)]
    [InlineData("""{"Players":[{"Record":{"Id":7,"Name":"Hero","Room":"plaza","OfALaterServer":{"x":1}},"Items":null,"Alsonew":[1]}],"Version":2}""", 1)]
    [InlineData("""{"Players":[{"Items":[]}]}""", 0)]
    [InlineData("""{"Players":[]}""", 0)]
    public void A_roster_of_an_older_or_newer_version_is_read_as_far_as_known(string json, int players)
    {
        var roster = StoredJson.ReadRoster(json);
        Assert.Equal(players, roster!.Players.Count);
        Assert.All(roster.Players, static player => Assert.True(player is { Items.Count: 0, Record: { Recent.Count: 0, Name: "Hero" }, Motion.HoldTicks: 0 }));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("""{"Players":7}""")]
    [InlineData("""{"Players":[{"Record":{"Id":7}}]}""")]
    [InlineData("cut off {")]
    public void An_unreadable_roster_reads_as_null(string? json) => Assert.Null(StoredJson.ReadRoster(json));
}
