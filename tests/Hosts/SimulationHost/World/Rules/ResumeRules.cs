using Actors.Gateway.Dialects;
using Actors.Simulation;
using Actors.World;

namespace Actors.Hosts.Simulations.World.Rules;

/// <summary>Clients whose connection breaks, and that come back.</summary>
internal static class ResumeRules
{
    public static void A_disconnected_client_resumes_at_its_gateway_with_all_missed_events(Stage stage) => GoesOn(stage, "g1", gatewayDies: false);

    public static void A_disconnected_client_resumes_at_another_gateway_with_all_missed_events(Stage stage) => GoesOn(stage, "g2", gatewayDies: false);

    public static void A_client_of_a_dead_gateway_resumes_at_another_with_all_missed_events(Stage stage) => GoesOn(stage, "g2", gatewayDies: true);

    public static void A_disconnected_client_resumes_at_a_gateway_whose_clock_is_behind(Stage stage)
    {
        Begin(stage, out _, out _);
        stage.StartGateway("late", clockRate: 0.5);
        stage.Advance(10);
        var client = stage.Enter("g1", name: "third");
        stage.Disconnect(client);
        stage.Advance(0.5);
        stage.Connect(client, "late");
        stage.Until(() => client.Room is not null, 5, "back");
        stage.Must(client.Notices.OfType<Welcome>().Last().Resumed == Resumption.Events, "it goes on");
    }

    public static void An_unanswered_command_is_executed_once_and_answered_after_the_break(Stage stage)
    {
        Begin(stage, out var client, out var other);
        stage.Ask(client, new Take("lamp"));
        stage.Disconnect(client);
        stage.Connect(client, "g2");
        stage.Until(() => client.Unanswered.Count == 0, 5, "answered");
        stage.MustBeDone(client);
        stage.Ask(client, new ShowInventory());
        stage.Until(() => client.Unanswered.Count == 0, 5, "inventory");
        stage.Must(client.Answers[^1].Reply is InventoryShown { Items.Count: 1 }, "it has one lamp");
        stage.Must(other.Events.OfType<ItemTaken>().Count() == 1, "it was taken once");
    }

    public static void The_body_of_a_disconnected_client_stands_still(Stage stage)
    {
        Begin(stage, out var client, out var other);
        stage.Move(client, 0, 1, 1);
        stage.Advance(1);
        stage.Disconnect(client);
        stage.Advance(0.3);
        var y = Stage.Of(other, client).YMilli;
        stage.Advance(2);
        stage.Must(Stage.Of(other, client) is { LastProcessedInput: 1 } body && body.YMilli == y, "it stands where it stood");
    }

    public static void After_the_grace_period_the_body_leaves_and_its_client_joins_as_the_same_player(Stage stage)
    {
        Begin(stage, out var client, out var other);
        stage.Ask(client, new Take("lamp"));
        stage.Until(() => client.Unanswered.Count == 0, 5, "taken");
        var player = client.Player;
        stage.Disconnect(client);
        stage.Advance(SimulatedRooms.GraceSeconds - 1);
        stage.Must(Stage.Sees(other, client), "it is waited for");
        stage.Advance(2);
        stage.Must(!Stage.Sees(other, client), "it has left");
        stage.Must(other.Events.OfType<PlayerLeft>().Count() == 1, "it is said that it has");
        stage.Connect(client, "g2");
        stage.Until(() => client.Room is not null, 5, "in");
        stage.Must(client.Player == player, "it is the same player");
        stage.Must(client.Notices.OfType<Welcome>().Last().Resumed == Resumption.None, "it comes in anew");
    }

    public static void A_guest_who_owned_nothing_and_returns_too_late_is_a_new_player(Stage stage)
    {
        Begin(stage, out var client, out _);
        var player = client.Player;
        stage.Disconnect(client);
        stage.Advance(SimulatedRooms.GraceSeconds + 5);
        stage.Connect(client, "g2");
        stage.Until(() => client.Room is not null, 5, "in");
        stage.Must(client.Player != player, "it is another player");
    }

    public static void The_newer_connection_of_a_player_wins_and_the_older_is_notified(Stage stage)
    {
        Begin(stage, out var client, out var other);
        var newer = new SimulatedClient("newer") { ResumeToken = client.ResumeToken };
        stage.Connect(newer, "g2");
        stage.Until(() => newer.Room is not null && !client.IsConnected, 5, "replaced");
        stage.Must(client.Notices.OfType<Goodbye>().Single().Code == Codes.Replaced, "the older is told why");
        stage.Must(client.Player == newer.Player, "it is the same player");
        stage.Advance(SimulatedRooms.GraceSeconds + 5);
        stage.Must(other.Frame!.Players.Length == 2, "the player stays");
    }

    public static void A_client_resumes_where_it_was_in_a_room_that_has_moved_to_another_node(Stage stage)
    {
        Begin(stage, out var client, out var other);
        stage.Ask(client, new Take("lamp"));
        stage.Move(client, 0, 1, 1);
        stage.Advance(1);
        stage.Move(client, 0, 0, 2);
        stage.Advance(0.5);
        var y = Stage.Of(other, client).YMilli;
        stage.StartWorldNode("w2");
        stage.Advance(6);
        stage.Disconnect(client);
        var before = stage.OwnerOf("r0");
        if (before.Name == "w1")
            before.Leave();
        stage.Until(() => stage.FindOwner("r0")?.Name == "w2", 5, "handed over");
        stage.Connect(client, "g2");
        stage.Until(() => client.Room is not null && Stage.Sees(client, client), 5, "back");
        stage.Must(Stage.Of(client, client).YMilli == y, "it is where it was");
    }

    private static void Begin(Stage stage, out SimulatedClient client, out SimulatedClient other)
    {
        stage.With(1, 3);
        var (one, two) = (stage.Enter("g1"), stage.Enter("g3", name: "other"));
        stage.Until(() => one.Frame?.Players.Length == 2 && two.Frame?.Players.Length == 2, 5, "both are in");
        (client, other) = (one, two);
    }

    private static void GoesOn(Stage stage, string gateway, bool gatewayDies)
    {
        Begin(stage, out var client, out var other);
        client.Forget();
        stage.Ask(other, Say(1, 2));
        stage.Until(() => Heard(client).Count == 2, 2, "heard");
        if (gatewayDies)
            stage.Node("g1").Kill();
        stage.Disconnect(client, tellGateway: !gatewayDies);
        stage.Ask(other, Say(3, 4, 5));
        stage.Advance(1);
        stage.Ask(other, Say(6, 7));
        stage.Connect(client, gateway);
        stage.Ask(other, Say(8));
        stage.Advance(0.2);
        stage.Ask(other, Say(9, 10));
        stage.Until(() => Heard(client).Contains("10"), 5, "back");
        stage.Must(Heard(client).SequenceEqual(Enumerable.Range(1, 10).Select(static number => $"{number}")), $"it has heard all in order: {string.Join(',', Heard(client))}");
        stage.Must(client.Notices.OfType<Welcome>().Last().Resumed == Resumption.Events, "it goes on");
        stage.Must(!other.Events.Any(static happened => happened is PlayerLeft), "nobody has seen it leave");
        stage.Must(other.Frame!.Players.Length == 2, "there is one of it");
    }

    private static Command[] Say(params int[] numbers) => [.. numbers.Select(static number => new Say($"{number}"))];

    private static List<string> Heard(SimulatedClient client) => [.. client.Events.OfType<Said>().Select(static said => said.Text)];
}
