using System.Text.Json;
using Actors.Simulation;
using Actors.Storage;
using Actors.TestKit;
using Actors.TestKit.Simulation;
using Actors.World;
using Caravan.Rules.Shops;

namespace Caravan.Simulation;

/// <summary>Players buy, sell and trade. Whatever fails meanwhile, a trade is made by both sides or by none, gold and goods change hands together, and each once.</summary>
internal sealed class TradeScenario(WorldDefinition world) : GameScenario(world)
{
    private static readonly Dictionary<string, int> Prices = new() { ["lamp"] = 6, ["rope"] = 4, ["dates"] = 2 };

    // Our own model of the game, beside that of the server.
    private readonly Dictionary<ItemId, ItemRecord> _goods = [];
    private readonly Dictionary<PlayerId, int> _gold = [];
    private readonly List<HashSet<Move>> _trades = [];

    private sealed record Move(ItemId Item, PlayerId From, PlayerId To);

    public override string? RoomFor(SimulatedClient client, Random random) => "bazaar";

    /// <summary>A player who waits for each answer, as people do.</summary>
    public override void Act(SimulatedClient client, Random random)
    {
        if (client.Unanswered.Count > 0)
            return;
        var thing = Prices.Keys.ElementAt(random.Next(Prices.Count));
        switch (random.Next(24))
        {
            case 0 when random.Next(3) == 0:
                client.Disconnect();
                break;
            case 1 when random.Next(3) == 0:
                client.Type(client.Room?.Definition == "bazaar" ? "south" : "north");
                break;
            case < 5:
                client.Type($"buy {thing}");
                break;
            case 5:
                client.Type($"sell {thing}");
                break;
            case < 9:
                // Players who are there are paired, two and two.
                var names = client.Frame?.Players.Select(static player => player.Name).ToList() ?? [];
                var partner = names.IndexOf(client.PlayerName) ^ 1;
                if (partner >= 0 && partner < names.Count)
                    client.Type($"trade {names[partner]}");
                break;
            case < 14:
                client.Type($"offer {thing}");
                break;
            default:
                // Mostly accepts when both have laid something there; now and then anything.
                var table = client.Answers.Select(static answer => answer.Reply).OfType<Done>().LastOrDefault()?.Text ?? "";
                if (random.Next(8) == 0 || (table.Contains("You offer the", StringComparison.Ordinal) && table.Contains(" offers the", StringComparison.Ordinal)))
                    client.Type("accept");
                break;
        }
    }

    public override void Committed(RoomTransaction transaction, MemoryWorldStore store)
    {
        var (trade, spent) = (new HashSet<Move>(), new Dictionary<PlayerId, int>());
        foreach (var change in transaction.Changes)
        {
            if (change is ItemChanged { Item: { Player: { } holder } item })
            {
                if (!_goods.TryGetValue(item.Id, out var before))
                    spent[holder] = spent.GetValueOrDefault(holder) + Prices[item.Kind];
                else if (before.Player != holder)
                    trade.Add(new Move(item.Id, before.Player!.Value, holder));
                _goods[item.Id] = item;
            }
            else if (change is ItemConsumed used && _goods.Remove(used.Item, out var sold))
            {
                var seller = sold.Player!.Value;
                spent[seller] = spent.GetValueOrDefault(seller) - (Prices[sold.Kind] / 2);
            }
        }
        foreach (var player in transaction.Changes.OfType<PlayerChanged>().Select(static change => change.Player))
        {
            var expected = _gold.GetValueOrDefault(player.Id, Wages.Gold) - spent.GetValueOrDefault(player.Id);
            Require(player.Resources.Gold == expected, $"{player.Name} has {player.Resources.Gold} gold and not {expected}, which is what its goods of this commit leave it.");
            _gold[player.Id] = player.Resources.Gold;
            spent.Remove(player.Id);
        }
        Require(spent.Count == 0, $"Goods were bought or sold by {string.Join(',', spent.Keys)}, and the same commit has nothing of their gold.");
        if (trade.Count > 0)
            _trades.Add(trade);
    }

    public override void AtRest(IReadOnlyList<SimulatedClient> clients, MemoryWorldStore store)
    {
        // Each trade once: the player who was the last to agree has been answered, and nobody else.
        var made = clients.Sum(static client => client.Answers.Count(static answer => answer is { Command: TypedLine { Line: "accept" }, Reply: Done { Text: null } }));
        Require(made == _trades.Count, $"{made} trades were answered, {_trades.Count} were made.");

        // Each trade whole: what the players who were there saw changing hands did so in one commit.
        foreach (var seen in clients.SelectMany(static client => client.Events).OfType<RelayedEvent>().Where(static seen => seen.Kind == "caravan.traded"))
        {
            using var fields = JsonDocument.Parse(seen.Fields);
            var (one, other) = (seen.Actor!.Value, seen.Other!.Value);
            var moves = Items(fields, "given").Select(item => new Move(item, one, other)).Concat(Items(fields, "taken").Select(item => new Move(item, other, one))).ToHashSet();
            Require(_trades.Exists(moves.SetEquals), $"No commit has made this trade: {seen.Line} {seen.Fields}");
        }

        // Each purchase and sale once: gold and goods match all answers taken together.
        foreach (var client in clients)
        {
            var (bought, sold) = (Amounts(client, "buy"), Amounts(client, "sell"));
            var gold = store.Find(client.Player)?.Resources.Gold ?? Wages.Gold;
            Require(gold == Wages.Gold - bought.Sum() + sold.Sum(), $"{client.Name} has {gold} gold, bought for {string.Join('+', bought)} and sold for {string.Join('+', sold)}.");
            var held = store.Items.Count(item => item.Player == client.Player);
            var traded = _trades.SelectMany(static trade => trade).Sum(move => (move.To == client.Player ? 1 : 0) - (move.From == client.Player ? 1 : 0));
            Require(held == bought.Count - sold.Count + traded, $"{client.Name} holds {held} things, has bought {bought.Count}, sold {sold.Count}, and {traded} more came than went in trades.");
        }
    }

    protected override void Count(SimulationRun run)
    {
        run.Count("trade", _trades.Count);
        run.Count("mutual", _trades.Count(static trade => trade.Select(static move => move.To).Distinct().Count() > 1));
    }

    private static IEnumerable<ItemId> Items(JsonDocument fields, string name) => fields.RootElement.GetProperty(name).EnumerateArray().Select(static id => new ItemId(id.GetString()!));

    private static List<int> Amounts(SimulatedClient client, string verb) =>
    [
        .. client.Answers.Where(answer => answer is { Command: TypedLine line, Reply: Done } && line.Line.StartsWith($"{verb} ", StringComparison.Ordinal))
            .Select(static answer => ((Done)answer.Reply).Text!.Split(' ')).Select(static words => int.Parse(words[^2])),
    ];
}
