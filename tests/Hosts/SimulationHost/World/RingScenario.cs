using Actors.Simulation;
using Actors.Storage;
using Actors.TestKit;
using Actors.World;

namespace Actors.Hosts.Simulations.World;

/// <summary>Clients that walk, take, drop, gather and talk in rooms in a ring, and break their connections.</summary>
internal sealed class RingScenario() : GameScenario(Ring(firstCapacity: 2))
{
    public const int RoomCount = 6;

    private readonly Dictionary<SimulatedClient, long> _inputs = [];

    /// <summary>A world of rooms in a ring, each with things to take and wood to gather.</summary>
    /// <param name="firstCapacity">Capacity of the first room, which then overflows into copies of its own: newcomers are sent from one to the next. Null: it is like the others.</param>
    public static WorldDefinition Ring(int rooms = RoomCount, int items = 3, int? firstCapacity = null)
    {
        var builder = new WorldBuilder().ItemKind("lamp");
        for (var room = 0; room < rooms; room++)
        {
            builder.Room($"r{room}", definition => definition with
            {
                Capacity = room == 0 ? firstCapacity ?? 1000 : 1000,
                Overflow = room == 0 && firstCapacity is not null,
                Items = [.. Enumerable.Range(0, items).Select(item => new PlacedItem("lamp", new Vector(-4 + (item * 3), 2)))],
                Nodes = [new NodeDefinition { Resource = Resource.Wood, At = new Vector(1, 0), Amount = 5, RespawnTicks = 40, OnTouch = false }],
            });
        }
        for (var room = 0; room < rooms; room++)
            builder.Exit($"r{room}", "east", $"r{(room + 1) % rooms}");
        return builder.Build();
    }

    public override string? RoomFor(SimulatedClient client, Random random) => $"r{random.Next(RoomCount)}";

    public override void Act(SimulatedClient client, Random random)
    {
        switch (random.Next(40))
        {
            case 0:
                client.Disconnect();
                break;
            case 1 or 2 or 3:
                client.Ask(new Take("lamp"));
                break;
            case 4 or 5:
                client.Ask(new Drop("lamp"));
                break;
            case 6 or 7:
                client.Ask(new Gather());
                break;
            case 8 or 9 or 10:
                client.Ask(new Go(random.Next(2) == 0 ? "east" : "west"));
                break;
            case 11:
                client.Ask(new Say("hello"));
                break;
            case 12 or 13 or 14:
                var sequence = _inputs[client] = _inputs.GetValueOrDefault(client) + 1;
                client.Input(new Move(new Vector((random.NextDouble() * 2) - 1, (random.NextDouble() * 2) - 1), sequence));
                break;
        }
    }

    /// <summary>2, answer after commit.</summary>
    public override void Answered(SimulatedClient client, SimulatedAnswer answer, MemoryWorldStore store)
    {
        // It is the same player in every room and on every node, with all that it has.
        if (answer is { Command: Drop, Reply: Rejected { Code: Codes.NotHeld } })
            Require(Count<Take>(client) == Count<Drop>(client), $"{client.Name} was told ({answer.Id}) that it holds no lamp, and has taken {Count<Take>(client)} and dropped {Count<Drop>(client)}.");
        if (answer is { Reply: Done, Command: Take or Drop or Gather })
            Require(store.Find(client.Player) is { } row && row.LastCommand >= answer.Id, $"{client.Name} was told that {answer.Command} ({answer.Id}) is done before it was in the store.");
    }

    /// <summary>3, conservation: nobody uses anything up; 4, exactly once.</summary>
    public override void AtRest(IReadOnlyList<SimulatedClient> clients, MemoryWorldStore store)
    {
        foreach (var client in clients)
        {
            var held = store.Items.Count(item => item.Player == client.Player);
            var taken = Count<Take>(client) - Count<Drop>(client);
            Require(held == taken, $"{client.Name} was told of {taken} lamps taken and not dropped, and holds {held}.");
            var wood = store.Find(client.Player)?.Resources.Wood ?? 0;
            Require(wood == Count<Gather>(client), $"{client.Name} was told {Count<Gather>(client)} times that it has gathered wood, and has {wood}.");
        }
    }

    public override void Committed(RoomTransaction transaction, MemoryWorldStore store) =>
        Require(!transaction.Changes.Any(static change => change is ItemConsumed), "An item was used up, which nobody does in this world.");

    private static int Count<T>(SimulatedClient client)
        where T : Command => client.Answers.Count(static answer => answer is { Command: T, Reply: Done });
}
