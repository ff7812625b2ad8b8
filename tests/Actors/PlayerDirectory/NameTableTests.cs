using Actors.PlayerDirectory;
using Actors.Rooms;
using Actors.World;
using Akka.Actor;

namespace Actors.Tests.PlayerDirectory;

public sealed class NameTableTests
{
    private static readonly IActorRef East = new Gateway("east");
    private static readonly IActorRef West = new Gateway("west");
    private static readonly ConnectionId First = new(1, 1);
    private static readonly ConnectionId Second = new(2, 1);

    private readonly NameTable _players = new();

    [Fact]
    public void A_player_is_found_by_name_in_any_case()
    {
        _players.Enter(Ann(First), East);
        Assert.Equal("Ann", _players.Find("aNN")?.Player.Name);
        Assert.Null(_players.Find("Bea"));
    }

    [Fact]
    public void A_name_that_changes_only_its_case_stays_found()
    {
        _players.Enter(Ann(First) with { Name = "ann" }, East);
        _players.Enter(Ann(First), East);
        Assert.Equal("Ann", _players.Find("ANN")?.Player.Name);
        Assert.Equal(1, _players.Count);
    }

    [Fact]
    public void The_late_end_of_an_older_session_keeps_the_newer_one()
    {
        _players.Enter(Ann(First), East);
        _players.Enter(Ann(Second), West);
        _players.Leave("Ann", First);
        Assert.Equal(Second, _players.Find("Ann")?.Player.Connection);
        _players.Leave("ANN", Second);
        Assert.Null(_players.Find("Ann"));
        Assert.Equal(0, _players.Count);
    }

    [Fact]
    public void An_older_session_that_enters_late_returns_the_name_when_it_ends()
    {
        _players.Enter(Ann(Second), West);
        _players.Enter(Ann(First), East);
        _players.Leave("Ann", First);
        Assert.Equal(Second, _players.Find("Ann")?.Player.Connection);
    }

    [Fact]
    public void A_gateway_has_one_claim_to_a_name()
    {
        _players.Enter(Ann(First), East);
        _players.Enter(Ann(First) with { Connection = new ConnectionId(1, 2) }, East);
        _players.Leave("Ann", First);
        Assert.NotNull(_players.Find("Ann"));
        _players.Leave("Ann", new ConnectionId(1, 2));
        Assert.Equal((0, default), (_players.Count, _players.Of(East)));
    }

    [Fact]
    public void An_announcement_does_not_replace_the_session_of_another_gateway()
    {
        _players.Enter(Ann(Second), West);
        _players.Announce(Ann(First), East);
        Assert.Equal(Second, _players.Find("Ann")?.Player.Connection);
        _players.Forget(West);
        _players.Announce(Ann(First), East);
        Assert.Equal(First, _players.Find("Ann")?.Player.Connection);
    }

    [Fact]
    public void Forgetting_a_gateway_removes_only_its_own_players()
    {
        _players.Enter(Ann(First), East);
        _players.Enter(new PlayerEntry(new PlayerId(2), "Bea", Second), West);
        _players.Forget(East);
        Assert.Null(_players.Find("Ann"));
        Assert.NotNull(_players.Find("Bea"));
        Assert.Equal(default, _players.Of(East));
    }

    [Fact]
    public void A_gateways_fingerprint_is_the_sum_over_its_players()
    {
        var bea = new PlayerEntry(new PlayerId(2), "Bea", Second);
        _players.Enter(Ann(First), East);
        _players.Enter(bea, East);
        _players.Enter(Ann(Second), East);
        Assert.Equal((2, Fingerprints.Of(bea) + Fingerprints.Of(Ann(Second))), _players.Of(East));
        _players.Enter(Ann(First), West);
        Assert.Equal((2, Fingerprints.Of(bea) + Fingerprints.Of(Ann(Second))), _players.Of(East));
        _players.Leave("Ann", Second);
        Assert.Equal((1, Fingerprints.Of(bea)), _players.Of(East));
    }

    private static PlayerEntry Ann(ConnectionId connection) => new(new PlayerId(1), "Ann", connection);

    private sealed class Gateway(string name) : MinimalActorRef
    {
        public override ActorPath Path { get; } = new RootActorPath(Address.AllSystems) / name;

        public override IActorRefProvider Provider => throw new NotSupportedException();
    }
}
