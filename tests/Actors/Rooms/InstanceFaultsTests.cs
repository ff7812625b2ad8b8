using Actors.Rooms;
using Actors.TestKit;
using Actors.World;
using Client = Actors.Tests.Rooms.MatchWorld.Client;

namespace Actors.Tests.Rooms;

/// <summary>
/// Players open matches, look for them, walk in them, end them and lose their connections, while rooms fail and move, the store is unreachable or loses answers, and the node dies. Then
/// everything settles: each player is in exactly one existing room and has won each match at most once, and nothing is left of any match.
/// </summary>
public sealed class InstanceFaultsTests
{
    private const int Players = 5;
    private const int Steps = 150;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task No_fault_locks_a_player_out_awards_a_cup_twice_or_leaves_a_match_behind(int seed)
    {
        var random = new Random(seed);
        await using var node = new SimulatedNode(MatchWorld.Of(new InstanceOptions { IsListed = true }), options: new RoomOptions { GraceSeconds = 3, SaveSeconds = 2 });
        Client[] clients = [.. Enumerable.Range(1, Players).Select(number => new Client(node, number).Come())];
        for (var step = 0; step < Steps; step++)
        {
            Act(node, clients[random.Next(Players)], random);
            Fail(node, random);
            foreach (var client in clients)
            {
                client.Follow(0.05);
                // Like a connection whose room has closed.
                if (!client.IsIn && !client.IsCutOff && random.Next(3) == 0)
                    Come(node, client);
            }
        }
        node.Faults.IsReachable = true;
        node.Faults.AnswerLoss = 0;
        Rest(node, clients);

        var rows = node.Store;
        Assert.All(clients, client =>
        {
            Assert.True(client.IsIn, $"{client.Id} is not in {client.Room}: {client.Told.LastOrDefault()}");
            Assert.Equal(client.Room, rows.Find(client.Id)?.Room.Value ?? "lobby");
        });
        // An item's id contains the room that made it: a match that has ended has given each of its players one cup.
        var cups = rows.Items.Where(static item => item.Kind == "cup").Select(static item => (item.Player, new RoomId(item.Id.Value[..item.Id.Value.LastIndexOf(':')]).Key)).ToArray();
        Assert.Equal(cups.Length, cups.Distinct().Count());
        Assert.All(cups, static cup => Assert.NotNull(cup.Player));
        Assert.All(rows.Items, item => Assert.True(item.Player is not null || rows.Find(item.Room!.Value).Record!.Instance is { HasEnded: false }, $"{item.Id} lies in {item.Room}"));

        // Everybody leaves the world: all matches end by themselves, and are forgotten.
        foreach (var client in clients)
            client.Bye();
        node.Advance(600);
        Assert.Empty(rows.Find(MatchWorld.Lobby).Record!.Opened);
        Assert.All(rows.Rooms, static room => Assert.True(room.Instance is null or { HasEnded: true }));
        Assert.All(rows.Items, static item => Assert.NotNull(item.Player));
        Assert.All(node.LocalRooms.All.ToArray(), static room => Assert.False(room.Id.IsOpened, $"{room.Id} is still in memory"));
        Assert.True(rows.Find(MatchWorld.Lobby).Record!.LastOpened > 0, "No match was opened.");
    }

    private static void Come(SimulatedNode node, Client client) => client.Come(known: node.Store.Find(client.Id) is not null);

    private static void Act(SimulatedNode node, Client client, Random random)
    {
        switch (random.Next(16))
        {
            case 0 or 1 or 2:
                client.Say("match play");
                break;
            case 3 or 4:
                client.Say("join match");
                break;
            case 5:
                client.Say("match open");
                break;
            case 6:
                client.Say(new Go("north"));
                break;
            case 7:
                client.Say(new Go("south"));
                break;
            case 8:
                client.Say("match finish");
                break;
            case 9:
                client.Say(new Take("lamp"));
                break;
            case 10:
                client.Say(new Drop("lamp"));
                break;
            case 11:
                client.Say("match mark");
                break;
            case 12:
                client.CutOff();
                break;
            case 13:
                if (client.IsCutOff)
                    Come(node, client);
                break;
        }
    }

    private static void Fail(SimulatedNode node, Random random)
    {
        var active = node.LocalRooms.All.ToArray().Where(static room => room.Actor is not null).Select(static room => room.Id.Value).Order(StringComparer.Ordinal).ToArray();
        switch (random.Next(40))
        {
            case 0:
                node.Faults.IsReachable = false;
                break;
            case 1 or 2 or 3:
                node.Faults.IsReachable = true;
                node.Faults.AnswerLoss = 0;
                break;
            case 4:
                node.Faults.AnswerLoss = 0.5;
                break;
            case 5 or 6 when active.Length > 0:
                node.Seal(active[random.Next(active.Length)]);
                break;
            case 7:
                node.EndSystem();
                node.BeginSystem();
                break;
        }
    }

    /// <summary>Each client joins again until it is in, as a real client would.</summary>
    private static void Rest(SimulatedNode node, Client[] clients)
    {
        for (var round = 0; round < 40; round++)
        {
            foreach (var client in clients.Where(client => round == 0 || !client.IsIn))
                Come(node, client);
            for (var i = 0; i < 20; i++)
            {
                foreach (var client in clients)
                    client.Follow(0.05);
            }
            if (round > 4 && Array.TrueForAll(clients, static client => client.IsIn))
                break;
        }
    }
}
