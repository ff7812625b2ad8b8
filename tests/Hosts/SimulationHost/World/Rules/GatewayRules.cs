using Actors.Gateway.Dialects;
using Actors.Simulation;
using Actors.World;

namespace Actors.Hosts.Simulations.World.Rules;

/// <summary>Gateways that crash and pause.</summary>
internal static class GatewayRules
{
    /// <summary>From the end of a pause until a gateway that was downed meanwhile serves again. Without <c>QuarantineDowning</c> it takes 2 s and more.</summary>
    private const double ReturnBoundSeconds = 1.5;

    public static void A_client_of_a_dead_gateway_keeps_its_player_and_its_commands_at_another(Stage stage)
    {
        stage.With(2, 2);
        var client = stage.Enter("g1");
        stage.Ask(client, new Take("lamp"));
        stage.Until(() => client.Unanswered.Count == 0, 5, "taken");
        var player = client.Player;
        stage.Move(client, 0, 1, 1);
        stage.Advance(1);
        stage.Node("g1").Kill();
        stage.Disconnect(client, tellGateway: false);
        stage.Ask(client, new Drop("lamp"));
        stage.Connect(client, "g2");
        stage.Until(() => client.Unanswered.Count == 0, 5, "dropped");
        stage.MustBeDone(client);
        stage.Must(client.Player == player, "it is the same player");
    }

    public static void A_body_whose_gateway_died_leaves_after_the_grace_period(Stage stage)
    {
        stage.With(1, 2);
        var ghost = stage.Enter("g1", name: "ghost");
        var witness = stage.Enter("g2", name: "witness");
        stage.Until(() => Stage.Sees(witness, ghost), 5, "both in");
        stage.Node("g1").Kill();
        stage.Until(() => witness.Frame?.Players.Length == 1, SimulatedRooms.GraceSeconds + 4, "the ghost has gone");
    }

    public static void A_gateway_downed_during_a_pause_rejoins_and_keeps_its_clients_connected(Stage stage)
    {
        stage.With(2, 2);
        var client = stage.Enter("g1");
        var witness = stage.Enter("g2", name: "witness");
        stage.Ask(client, new Take("lamp"));
        stage.Until(() => client.Unanswered.Count == 0, 5, "taken");
        var (player, notices) = (client.Player, client.Notices.Count);
        stage.Node("g1").Pause();
        stage.Advance(8);
        stage.Must(!Stage.Sees(witness, client), "after its time of grace the body has left");
        stage.Node("g1").Resume();
        stage.Ask(client, new Drop("lamp"));
        stage.Until(() => client.Unanswered.Count == 0 && Stage.Sees(witness, client), ReturnBoundSeconds, "goes on");
        stage.MustBeDone(client);
        stage.Must(client.IsConnected && client.Player == player, "on the same channel, as the same player");
        stage.Must(!client.Notices.Skip(notices).Any(static notice => notice is Goodbye), "it is not sent away");
    }
}
