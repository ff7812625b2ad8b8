using Actors.Gateway.Presence;
using Actors.PlayerDirectory;
using Actors.World;
using Akka.Actor;

namespace Actors.Gateway.Tests.Presence;

public sealed class WhoTests : PresenceKit
{
    [Fact]
    public void A_list_is_sorted_and_bounded()
    {
        for (var id = 1; id <= PlayerPresence.MaxListed + 1; id++)
            Players.Entered(new PlayerId(id), $"{(id % 2 == 0 ? 'P' : 'p')}{id:000}", Plaza, new(7, id));
        Players.List(1, TestActor);
        var listed = ExpectMsg<PlayersListed>().Players;
        Assert.Equal(Enumerable.Range(1, PlayerPresence.MaxListed), listed.Select(static player => (int)player.Player.Value));
    }

    [Fact]
    public void A_list_has_the_players_of_all_gateways_once_each()
    {
        Bus.Others = 2;
        Players.Entered(Bea, "Bea", Plaza, First);
        Players.List(1, TestActor);
        var request = Gateways.ExpectMsg<WhoAsked>().Request;
        Answer(request, Listed(3, "cid"), Listed(1, "Ann"));
        Answer(request, Listed(1, "Ann"), Listed(4, "Dee"));
        Assert.Equal(["Ann", "Bea", "cid", "Dee"], Names());
    }

    [Fact]
    public void A_silent_gateway_only_delays_the_list()
    {
        Bus.Others = 2;
        Players.List(1, TestActor);
        Answer(Gateways.ExpectMsg<WhoAsked>().Request, Listed(1, "Ann"));
        Advance(PresenceActor.ListTimeout);
        Assert.Equal(["Ann"], Names());
        Settle();
        Assert.False(HasMessages);
    }

    [Fact]
    public void Concurrent_who_commands_share_one_listing_and_get_one_answer_each()
    {
        Bus.Others = 1;
        Players.List(1, TestActor);
        Players.List(2, TestActor);
        Answer(Gateways.ExpectMsg<WhoAsked>().Request, Listed(1, "Ann"));
        Assert.Equal([1, 2], [ExpectMsg<PlayersListed>().Id, ExpectMsg<PlayersListed>().Id]);
        Players.Entered(Bea, "Bea", Plaza, First);
        Players.List(3, TestActor);
        Assert.Equal(["Ann", "Bea"], Names());
        Assert.False(Gateways.HasMessages);
        Advance(PresenceActor.ListLifetime);
        Players.List(4, TestActor);
        Gateways.ExpectMsg<WhoAsked>();
    }

    [Fact]
    public void A_late_answer_to_a_finished_listing_is_ignored()
    {
        Bus.Others = 1;
        Players.List(1, TestActor);
        var late = Gateways.ExpectMsg<WhoAsked>().Request;
        Advance(PresenceActor.ListTimeout);
        Assert.Empty(Names());
        Advance(PresenceActor.ListLifetime);
        Players.List(2, TestActor);
        var request = Gateways.ExpectMsg<WhoAsked>().Request;
        Answer(late, Listed(3, "Cid"));
        Answer(request, Listed(1, "Ann"));
        Assert.Equal(["Ann"], Names());
    }

    [Fact]
    public void A_gateway_reports_only_its_own_players()
    {
        Players.Entered(Ann, "Ann", Plaza, First);
        Presence.Tell(new WhoAsked(8), TestActor);
        var answer = ExpectMsg<WhoAnswered>();
        Assert.Equal(8, answer.Request);
        Assert.Equal([Listed(1, "Ann")], answer.Players);
    }

    private static PlayerPresence Listed(long id, string name) => new(new PlayerId(id), name, Plaza);

    private void Answer(long request, params PlayerPresence[] players) => Presence.Tell(new WhoAnswered(request, players));

    private IEnumerable<string> Names() => ExpectMsg<PlayersListed>().Players.Select(static player => player.Name);
}
