using Actors.Gateway.Dialects;
using Actors.World;

namespace Actors.Hosts.Simulations.World.Rules;

/// <summary>World nodes that start, leave, crash and pause.</summary>
internal static class NodeRules
{
    /// <summary>From the death of a node to the next frame of its rooms, with the preset for fast networks.</summary>
    private const double KillBoundSeconds = 3.5;

    /// <summary>The longest gap between frames that a client may see.</summary>
    private const double HandOverBoundSeconds = 0.25;

    private const int Rooms = 8;

    public static void Players_on_two_gateways_meet_in_a_room_of_a_third_node(Stage stage)
    {
        stage.With(1, 2);
        var (one, other) = (stage.Connect("g1", name: "one"), stage.Connect("g2", name: "other"));
        stage.Until(() => one.Frame?.Players.Length == 2 && other.Frame?.Players.Length == 2, 5, "both see both");
        stage.Ask(one, new Say("hello"));
        stage.Until(() => other.Events.OfType<Said>().Any(static said => said.Text == "hello"), 1, "the other hears");
        stage.Move(one, 0, 1, 1);
        stage.Advance(1);
        stage.MustBeWithin(Math.Abs(Stage.Of(other, one).YMilli), 4700, 5300, "the way of one");
    }

    public static void A_walk_around_the_world_goes_through_rooms_of_different_nodes_with_what_is_carried(Stage stage)
    {
        stage.With(3, 1);
        var client = stage.Enter("g1");
        stage.Ask(client, new Take("lamp"));
        HashSet<string> owners = [];
        for (var room = 0; room < Rooms; room++)
        {
            owners.Add(stage.OwnerOf($"r{room}").Name);
            stage.Ask(client, new Go("east"));
            var next = $"r{(room + 1) % Rooms}";
            stage.Until(() => client.Room?.Value == next && client.Unanswered.Count == 0, 5, $"in {next}");
        }
        stage.Must(owners.Count > 1, "the rooms are on several nodes");
        stage.Ask(client, new ShowInventory());
        stage.Until(() => client.Unanswered.Count == 0, 5, "inventory");
        stage.Must(client.Answers[^1].Reply is InventoryShown { Items.Count: 1 }, "the lamp is carried");
    }

    public static void Rooms_of_a_killed_node_continue_elsewhere_unnoticed_by_clients(Stage stage)
    {
        stage.With(3, 1);
        var client = stage.Enter("g1");
        stage.Ask(client, new Take("lamp"));
        stage.Move(client, 0, 1, 1);
        stage.Advance(1);
        var (frames, notices, y) = (client.FramesSeen, client.Notices.Count, Stage.Of(client, client).YMilli);
        stage.Move(client, 0, 0, 2);
        stage.Advance(0.2);
        stage.OwnerOf("r0").Kill();
        stage.Move(client, 0, -1, 3);
        stage.Ask(client, new Drop("lamp"));
        stage.Until(() => client.FramesSeen > frames + 20 && client.Unanswered.Count == 0, KillBoundSeconds + 1, "frames are back");
        stage.MustBeDone(client);
        stage.Must(client.IsConnected, "the channel is open");
        stage.Must(!client.Notices.Skip(notices).Any(static notice => notice is Problem or Goodbye), "the client is told of nothing");
        stage.MustBeWithin(Stage.Of(client, client).YMilli, -10_000, y, "where it walks");
        stage.Must(Stage.Of(client, client).LastProcessedInput == 3, "its last input counts");
    }

    public static void A_player_between_two_rooms_arrives_although_the_second_rooms_node_is_killed(Stage stage)
    {
        stage.With(3, 1);
        // Enter each room once, so that each has an owner.
        for (var room = 0; room < Rooms; room++)
            stage.Enter("g1", $"r{room}", $"scout{room}");
        var from = Enumerable.Range(0, Rooms).First(room => stage.OwnerOf($"r{room}") != stage.OwnerOf($"r{(room + 1) % Rooms}"));
        var next = $"r{(from + 1) % Rooms}";
        var client = stage.Enter("g1", $"r{from}");
        stage.Run.Network.LatencyAtLeast = stage.Run.Network.LatencyAtMost = TimeSpan.FromSeconds(0.05);
        var owner = stage.OwnerOf(next);
        stage.Ask(client, new Go("east"));
        stage.Until(() => stage.Cluster.Store.Find(client.Player)?.Room.Value == next, 3, "the move is committed");
        owner.Kill();
        stage.Until(() => client.Room?.Value == next && client.Unanswered.Count == 0, KillBoundSeconds + 2, "next door");
    }

    public static void A_leaving_node_costs_clients_at_most_a_quarter_of_a_second(Stage stage)
    {
        stage.With(3, 1);
        var client = stage.Walker("g1", out var longest);
        var owner = stage.OwnerOf("r0");
        owner.Leave();
        stage.Until(() => stage.FindOwner("r0") is { } next && next != owner, 5, "handed over");
        stage.Advance(3);
        owner.Kill();
        stage.Advance(3);
        stage.MustBeWithin(longest(), 0.05, HandOverBoundSeconds, "the longest gap");
        stage.Must(!client.Events.Any(static happened => happened is PlayerEntered or PlayerLeft), "nobody came or went");
    }

    public static void An_added_node_costs_clients_at_most_a_quarter_of_a_second(Stage stage)
    {
        stage.With(1, 1);
        stage.Walker("g1", out var longest);
        // Adds nodes until the room has moved; how many that takes depends on the hash.
        for (var node = 2; node < 8 && stage.OwnerOf("r0").Name == "w1"; node++)
        {
            stage.StartWorldNode($"w{node}");
            stage.Advance(5);
        }
        stage.Must(stage.OwnerOf("r0").Name != "w1", "the room has moved");
        stage.MustBeWithin(longest(), 0.05, HandOverBoundSeconds, "the longest gap");
    }

    public static void A_room_first_entered_between_a_crash_and_the_removal_opens_soon_after_it(Stage stage)
    {
        stage.With(3, 1);
        stage.Enter("g1");
        var crashed = stage.OwnerOf("r0").Name == "w3" ? "w2" : "w3";
        stage.Cluster.Nodes.Single(node => node.Name == crashed).Kill();
        const double Detected = 1.5;
        stage.Advance(Detected);
        // The coordinator writes the room's home to all nodes that it knows, the dead one among them.
        var client = stage.Connect("g1", "r1", "fresh");
        stage.Until(() => Stage.Sees(client, client), KillBoundSeconds - Detected, "in a room that nobody has entered before");
    }

    public static void A_node_downed_during_a_pause_commits_nothing_more_and_rejoins(Stage stage)
    {
        stage.With(3, 1);
        var client = stage.Enter("g1");
        var owner = stage.OwnerOf("r0");
        owner.Pause();
        stage.Ask(client, new Take("lamp"));
        stage.Until(() => client.Unanswered.Count == 0, KillBoundSeconds + 1, "served by another");
        stage.Advance(5);
        var newest = stage.Cluster.World.Rooms.Keys.ToDictionary(static room => new RoomId(room), room => stage.Cluster.Store.EpochOf(new RoomId(room)));
        var stale = 0;
        stage.Cluster.Store.Committed = one => stale += one.Epoch < newest[one.Room] ? 1 : 0;
        owner.Resume();
        stage.Until(() => stage.Run.Counts.GetValueOrDefault("rejoin") > 0, 10, "another ActorSystem is made");
        stage.Advance(10);
        stage.Must(stale == 0, "nothing of a past epoch is committed");
        stage.Ask(client, new Drop("lamp"));
        stage.Until(() => client.Unanswered.Count == 0, 5, "answered");
        stage.MustBeDone(client);
        foreach (var other in stage.Cluster.Nodes.Where(node => node.Name is "w1" or "w2" or "w3" && node != owner).ToArray())
            other.Kill();
        var fresh = stage.Enter("g1", "r3", "fresh");
        stage.Must(fresh.Room?.Value == "r3" && stage.OwnerOf("r3") == owner, "the node that came back serves");
    }

    public static void A_world_whose_nodes_all_die_at_once_recovers_by_itself(Stage stage)
    {
        stage.With(3, 1);
        var client = stage.Enter("g1");
        stage.Ask(client, new Take("lamp"));
        stage.Until(() => client.Unanswered.Count == 0, 2, "taken");
        foreach (var node in stage.Cluster.Nodes.ToArray())
            node.Kill();
        stage.Disconnect(client, tellGateway: false);
        for (var i = 4; i <= 6; i++)
            stage.StartWorldNode($"w{i}");
        stage.StartGateway("g2");
        stage.Advance(8);
        stage.Ask(client, new Drop("lamp"));
        stage.Connect(client, "g2");
        stage.Until(() => client.Room is not null && client.Unanswered.Count == 0, 12, "in again");
        stage.MustBeDone(client);
    }

    /// <summary>Akka waits for ever then: a node that has been admitted, and has not learned that it is Up, decides about nobody.</summary>
    public static void A_joining_node_whose_only_member_dies_restarts(Stage stage)
    {
        stage.StartWorldNode("w1");
        stage.Advance(3);
        stage.StartWorldNode("w2");
        stage.StartGateway("g1");
        // Each seed has another moment of the join.
        stage.Advance(stage.Chance.NextDouble() * 1.5);
        stage.Node("w1").Kill();
        stage.Advance(20);
        var client = stage.Connect("g1");
        stage.Until(() => client.Room is not null && Stage.Sees(client, client), 10, "served by the node that was joining");
    }
}
