using Actors.Cluster.Tests.Kit;
using Actors.Gateway.Dialects;
using Actors.World;

namespace Actors.Cluster.Tests;

/// <summary>Clients whose connection breaks, and that come back.</summary>
public sealed class ResumeTests
{
    private readonly TestCluster _cluster = new(TestCluster.Ring(8));
    private SimulatedClient _client;
    private readonly SimulatedClient _other;

    public ResumeTests()
    {
        _cluster.StartWorldNode("w1");
        _cluster.StartGateway("g1");
        _cluster.StartGateway("g2");
        _cluster.StartGateway("g3");
        _cluster.Advance(3);
        _client = _cluster.Connect("g1");
        _other = _cluster.Connect("g3");
        _cluster.Until(() => _client.Frame?.Players.Length == 2 && _other.Frame?.Players.Length == 2, 5, "both are in");
    }

    [Theory]
    [InlineData("g1", false)]
    [InlineData("g2", false)]
    [InlineData("g2", true)]
    public void A_client_that_was_cut_off_goes_on_at_any_gateway_with_all_that_it_missed_in_order(string gateway, bool gatewayDies)
    {
        _client.Events.Clear();
        Say(1, 2);
        _cluster.Until(() => Heard(_client).Count == 2, 2, "heard");
        Cut(gatewayDies);
        Say(3, 4, 5);
        _cluster.Advance(1);
        Say(6, 7);
        _client.Connect(_cluster.Gateways[gateway]);
        Say(8);
        _cluster.Advance(0.2);
        Say(9, 10);
        _cluster.Until(() => Heard(_client).Contains("10"), 5, "back");
        Assert.Equal(Enumerable.Range(1, 10).Select(static number => $"{number}"), Heard(_client));
        Assert.Equal(Resumption.Events, Assert.Single(_client.Notices.OfType<Welcome>().Skip(1)).Resumed);
        Assert.DoesNotContain(_other.Events, static happened => happened is PlayerLeft or PlayerEntered { Name: "" });
        Assert.Equal(2, _other.Frame!.Players.Length);
    }

    [Fact]
    public void A_gateway_whose_clock_is_behind_lets_a_client_that_was_cut_off_go_on_as_well()
    {
        _cluster.StartGateway("late", clockRate: 0.5);
        _cluster.Advance(10);
        _client = _cluster.Connect("g1");
        _cluster.Until(() => _client.Room is not null && _client.Frame is not null, 5, "in");
        _client.Disconnect();
        _cluster.Advance(0.5);
        _client.Connect(_cluster.Gateways["late"]);
        _cluster.Until(() => _client.Room is not null, 5, "back");
        Assert.Equal(Resumption.Events, _client.Notices.OfType<Welcome>().Last().Resumed);
    }

    [Fact]
    public void What_was_asked_and_not_answered_is_carried_out_once_and_answered_after_the_break()
    {
        _client.Ask(new Take("lamp"));
        _client.Disconnect();
        _client.Connect(_cluster.Gateways["g2"]);
        _cluster.Until(() => _client.Unanswered.Count == 0, 5, "answered");
        Assert.IsType<Done>(Assert.Single(_client.Answers).Reply);
        _client.Ask(new ShowInventory());
        _cluster.Until(() => _client.Unanswered.Count == 0, 5, "inventory");
        Assert.Single(Assert.IsType<InventoryShown>(_client.Answers[^1].Reply).Items);
        Assert.Single(_other.Events.OfType<ItemTaken>());
    }

    [Fact]
    public void A_body_without_its_client_stands_still()
    {
        _client.Input(new Move(new Vector(0, 1), 1));
        _cluster.Advance(1);
        _client.Disconnect();
        _cluster.Advance(0.3);
        var y = Body()!.Value.YMilli;
        _cluster.Advance(2);
        Assert.Equal(y, Body()!.Value.YMilli);
        Assert.Equal(1, Body()!.Value.LastProcessedInput);
    }

    [Fact]
    public void After_the_grace_the_body_leaves_and_its_client_comes_in_anew_as_the_same_player()
    {
        _client.Ask(new Take("lamp"));
        _cluster.Until(() => _client.Unanswered.Count == 0, 5, "taken");
        var player = _client.Player;
        _client.Disconnect();
        _cluster.Advance(19);
        Assert.NotNull(Body());
        _cluster.Advance(2);
        Assert.Null(Body());
        Assert.Single(_other.Events.OfType<PlayerLeft>());
        _client.Connect(_cluster.Gateways["g2"]);
        _cluster.Until(() => _client.Room is not null, 5, "in");
        Assert.Equal(player, _client.Player);
        Assert.Equal(Resumption.None, _client.Notices.OfType<Welcome>().Last().Resumed);
    }

    [Fact]
    public void A_guest_that_owned_nothing_and_comes_back_too_late_is_a_new_one()
    {
        var player = _client.Player;
        _client.Disconnect();
        _cluster.Advance(25);
        _client.Connect(_cluster.Gateways["g2"]);
        _cluster.Until(() => _client.Room is not null, 5, "in");
        Assert.NotEqual(player, _client.Player);
    }

    [Fact]
    public void When_too_much_has_happened_the_client_is_told_and_shown_how_things_stand()
    {
        _client.Disconnect();
        for (var round = 0; round < 60; round++)
        {
            Say([.. Enumerable.Range(0, 10)]);
            _cluster.Advance(0.1);
        }
        _cluster.Until(() => _other.Unanswered.Count == 0, 10, "said");
        Assert.NotNull(Body());
        _client.Connect(_cluster.Gateways["g2"]);
        _cluster.Until(() => _client.Room is not null && _client.Frame is not null, 5, "back");
        Assert.Equal(Resumption.Body, _client.Notices.OfType<Welcome>().Last().Resumed);
    }

    [Fact]
    public void The_newer_of_two_connections_of_a_player_wins_and_the_older_is_told()
    {
        var newer = new SimulatedClient("newer") { ResumeToken = _client.ResumeToken };
        newer.Connect(_cluster.Gateways["g2"]);
        _cluster.Until(() => newer.Room is not null && !_client.IsConnected, 5, "replaced");
        Assert.Equal(Codes.Replaced, Assert.Single(_client.Notices.OfType<Goodbye>()).Code);
        Assert.Equal(_client.Player, newer.Player);
        _cluster.Advance(25);
        Assert.Equal(2, _other.Frame!.Players.Length);
    }

    [Fact]
    public void When_the_room_has_gone_on_elsewhere_meanwhile_the_client_comes_back_to_where_it_was()
    {
        _client.Ask(new Take("lamp"));
        _client.Input(new Move(new Vector(0, 1), 1));
        _cluster.Advance(1);
        _client.Input(new Move(Vector.Zero, 2));
        _cluster.Advance(0.5);
        var y = Body()!.Value.YMilli;
        _client.Disconnect();
        _cluster.StartWorldNode("w2");
        var left = _cluster.Sim["w1"].LeaveAsync();
        _cluster.Until(() => left.IsCompleted, 10, "handed over");
        _client.Connect(_cluster.Gateways["g2"]);
        _cluster.Until(() => _client.Room is not null && _client.Frame?.Players.Any(player => player.Id == _client.Player) == true, 5, "back");
        Assert.NotEqual(Resumption.Events, _client.Notices.OfType<Welcome>().Last().Resumed);
        Assert.Equal(y, Assert.Single(_client.Frame!.Players, player => player.Id == _client.Player).YMilli);
    }

    private PlayerView? Body() => _other.Frame!.Players.Select(static player => (PlayerView?)player).FirstOrDefault(player => player!.Value.Id == _client.Player);

    private void Say(params int[] numbers)
    {
        foreach (var number in numbers)
            _other.Ask(new Say($"{number}"));
    }

    private void Cut(bool gatewayDies)
    {
        if (gatewayDies)
            _cluster.Sim["g1"].Kill();
        _client.Disconnect(tellGateway: !gatewayDies);
    }

    private static List<string> Heard(SimulatedClient client) => [.. client.Events.OfType<Said>().Select(static said => said.Text)];
}
