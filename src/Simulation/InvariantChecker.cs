using Actors.Storage;
using Actors.TestKit.Simulation;
using Actors.World;

namespace Actors.Simulation;

/// <summary>Follows what a run commits and what its clients see, and checks it against what must hold of every game, and what its scenario requires of this one.</summary>
internal sealed class InvariantChecker
{
    private readonly GameScenario _game;
    private readonly IWorldCluster _cluster;
    private readonly Action<string> _count;
    private readonly Action<string> _trace;
    private readonly Dictionary<(RoomId Room, long Epoch), string> _committers = [];
    private readonly Dictionary<RoomId, long> _newestEpoch = [];
    private readonly HashSet<ItemId> _items = [];
    private readonly HashSet<ItemId> _consumed = [];
    private readonly Dictionary<SimulatedClient, long> _lastAnswered = [];
    private string _committing = "";
    private string? _broken;

    /// <param name="trace">Called for every commit and answer, for the person who looks into a run.</param>
    public InvariantChecker(GameScenario game, IWorldCluster cluster, Action<string> count, Action<string> trace)
    {
        (_game, _cluster, _count, _trace) = (game, cluster, count, trace);
        cluster.Store.Committed = Committed;
    }

    public int Commits { get; private set; }

    public int Answers { get; private set; }

    /// <summary>So that it knows which node a commit comes from.</summary>
    public void Watch(IWorldNode node)
    {
        node.Store.Activating = room =>
        {
            _count("activation");
            _trace($"    {node.Name} activates {room}");
        };
        node.Store.Committing = batch =>
        {
            _committing = node.Name;
            foreach (var _ in batch.Where(one => one.Epoch < _cluster.Store.EpochOf(one.Room)))
                _count("stale-commit");
        };
    }

    /// <summary>Invariants 1, one owner, and 3, conservation: an item that was used up is never made again.</summary>
    private void Committed(RoomTransaction transaction)
    {
        if (transaction.Changes.Count == 0)
            return;
        Commits++;
        _trace($"    {_committing} commits {transaction.Room}@{transaction.Epoch}: {string.Join("; ", transaction.Changes.Select(Describe))}");
        var key = (transaction.Room, transaction.Epoch);
        if (!_committers.TryAdd(key, _committing) && _committers[key] != _committing)
            Break($"{key.Room} was committed with epoch {key.Epoch} by {_committers[key]} and by {_committing}.");
        if (transaction.Epoch < _newestEpoch.GetValueOrDefault(key.Room))
            Break($"{_committing} committed for {key.Room} with epoch {key.Epoch} after epoch {_newestEpoch[key.Room]}.");
        _newestEpoch[key.Room] = transaction.Epoch;
        foreach (var change in transaction.Changes)
        {
            if (change is ItemChanged made && _items.Add(made.Item.Id) && _consumed.Contains(made.Item.Id))
                Break($"{made.Item.Kind} {made.Item.Id} was used up and is there again.");
            if (change is ItemConsumed { Item: var used })
                (_, _) = (_items.Remove(used), _consumed.Add(used));
        }
        Ask(() => _game.Committed(transaction, _cluster.Store));
    }

    /// <summary>Invariant 5, order.</summary>
    public void Answered(SimulatedClient client, SimulatedAnswer answer)
    {
        Answers++;
        _trace($"    {client.Name} (player {client.Player} at {client.Gateway?.Node.Name}) has answer {answer.Id} {answer.Command}: {answer.Reply}");
        if (_lastAnswered.TryGetValue(client, out var last) && answer.Id <= last)
            Break($"{client.Name} was answered {answer.Id} after {last}.");
        _lastAnswered[client] = answer.Id;
        Ask(() => _game.Answered(client, answer, _cluster.Store));
    }

    public void CheckSoFar()
    {
        if (_broken is not null)
            throw new SimulationException(_broken);
    }

    /// <summary>When nothing is under way any more: invariant 3, conservation; and everybody sees what the store has.</summary>
    public void CheckAtRest(IReadOnlyList<SimulatedClient> clients)
    {
        CheckSoFar();
        var items = _cluster.Store.Items;
        if (items.Count != _items.Count)
            throw new SimulationException($"{_items.Count} items were made and not used up, {items.Count} are left.");
        foreach (var client in clients)
        {
            if (_cluster.Store.Find(client.Player) is { } row && row.Room != client.Room)
                throw new SimulationException($"{client.Name} sees itself in {client.Room} and is in {row.Room}.");
            CheckSight(client, clients, items);
        }
        _game.AtRest(clients, _cluster.Store);
    }

    /// <summary>Only noted, because it is found in the middle of somebody else's turn, which must not fail for it.</summary>
    private void Break(string what)
    {
        _broken ??= what;
        _trace($"  !!! {what}");
    }

    private void Ask(Action requirement)
    {
        try
        {
            requirement();
        }
        catch (SimulationException broken)
        {
            Break(broken.Message);
        }
    }

    private static void CheckSight(SimulatedClient client, IReadOnlyList<SimulatedClient> clients, IReadOnlyList<ItemRecord> items)
    {
        if (client.Frame is not { } frame || frame.Room != client.Room)
            throw new SimulationException($"{client.Name} is in {client.Room} and sees {client.Frame?.Room.Value ?? "nothing"}.");
        var present = clients.Where(other => other.Room == client.Room).Select(static other => other.Player).Order().ToArray();
        var seen = frame.Players.Select(static player => player.Id).Order().ToArray();
        if (!present.SequenceEqual(seen))
            throw new SimulationException($"{client.Name} sees players {string.Join(',', seen)} in {client.Room}, where {string.Join(',', present)} are.");
        var lying = items.Where(item => item.Room == client.Room).Select(static item => item.Id).Order().ToArray();
        var shown = frame.Items.Select(static item => item.Id).Order().ToArray();
        if (!lying.SequenceEqual(shown))
            throw new SimulationException($"{client.Name} sees items {string.Join(',', shown)} in {client.Room}, where {string.Join(',', lying)} lie.");
    }

    private static string Describe(Change change) => change switch
    {
        PlayerChanged player => $"player {player.Player.Id} {player.FromRoom}->{player.Player.Room} last {player.Player.LastCommand} owns {player.Player.Resources}",
        ItemChanged item => $"item {item.Item.Id} {item.Item.Player?.ToString() ?? item.Item.Room?.Value}",
        ItemConsumed used => $"item {used.Item} is used up",
        _ => change.GetType().Name,
    };
}
