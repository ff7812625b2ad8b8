using Actors.World;

namespace Actors.Hosts.Simulations.World.Rules;

/// <summary>A database that is away, or whose answers are lost.</summary>
internal static class DatabaseRules
{
    public static void A_commit_whose_answer_is_lost_is_repeated_and_its_room_continues(Stage stage)
    {
        stage.With(1, 1);
        var client = stage.Enter("g1");
        var activated = new List<RoomId>();
        var store = stage.Node("w1").Store;
        var attempts = 0;
        store.Activating = activated.Add;
        store.Committing = batch =>
        {
            if (batch.Any(static one => one.Changes.OfType<PlayerChanged>().Any(static change => change.Player.Room.Value == "r1" && change.FromRoom.Value == "r0")))
                store.AnswerLoss = ++attempts < 3 ? 1 : 0;
        };
        stage.Ask(client, new Take("lamp"), new Go("east"));
        stage.Until(() => client.Room?.Value == "r1" && client.Unanswered.Count == 0, 5, "next door");
        stage.Must(attempts == 3, $"it was tried three times and not {attempts}");
        stage.MustBeDone(client);
        stage.Must(activated.All(static room => room.Value == "r1"), $"only r1 was activated, and not {string.Join(',', activated)}");
    }

    public static void Movement_continues_while_the_database_is_away_and_the_world_recovers(Stage stage)
    {
        stage.With(2, 1);
        var client = stage.Enter("g1");
        foreach (var node in stage.Cluster.Nodes)
            node.Store.IsReachable = false;
        stage.Move(client, 0, 1, 1);
        stage.Ask(client, new Take("lamp"));
        var seen = client.FramesSeen;
        stage.Advance(1.5);
        stage.MustBeWithin(client.FramesSeen - seen, 20, 31, "the frames of a second and a half");
        stage.Must(client.Unanswered.Count == 1, "what must be kept waits");
        stage.Advance(2);
        foreach (var node in stage.Cluster.Nodes)
            node.Store.IsReachable = true;
        stage.Until(() => client.Unanswered.Count == 0, 10, "answered");
        stage.MustBeDone(client);
    }
}
