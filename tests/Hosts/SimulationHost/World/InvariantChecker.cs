using Actors.Storage;
using Actors.TestKit.Simulation;
using Actors.World;

namespace Actors.Hosts.Simulations.World;

/// <summary>Follows what a run commits and what its clients see, and holds the invariants of the design against it.</summary>
internal sealed class InvariantChecker
{
    private readonly IWorldCluster _cluster;
    private readonly Action<string> _count;
    private readonly Dictionary<(RoomId Room, long Epoch), string> _committers = [];
    private readonly Dictionary<RoomId, long> _newestEpoch = [];
    private readonly HashSet<ItemId> _items = [];
    private readonly Dictionary<SimulatedClient, long> _lastAnswered = [];
    private string _committing = "";
    private string? _broken;

    public InvariantChecker(IWorldCluster cluster, Action<string> count)
    {
        (_cluster, _count) = (cluster, count);
        cluster.Store.Committed = Committed;
    }

    /// <summary>Told of every commit and answer, when somebody looks into a run.</summary>
    public Action<string>? Trace { get; set; }

    public int Commits { get; private set; }

    public int Answers { get; private set; }

    /// <summary>To know whose a commit is.</summary>
    public void Watch(IWorldNode node)
    {
        node.Store.Activating = _ => _count("activation");
        node.Store.Committing = batch =>
        {
            _committing = node.Name;
            foreach (var _ in batch.Where(one => one.Epoch < _cluster.Store.EpochOf(one.Room)))
                _count("stale-commit");
        };
    }

    /// <summary>1, one owner; 3, conservation: what is in the books once is never made again.</summary>
    private void Committed(RoomTransaction transaction)
    {
        if (transaction.Changes.Count == 0)
            return;
        Commits++;
        Trace?.Invoke($"    {_committing} commits {transaction.Room}@{transaction.Epoch}: {string.Join("; ", transaction.Changes.Select(Describe))}");
        var key = (transaction.Room, transaction.Epoch);
        if (!_committers.TryAdd(key, _committing) && _committers[key] != _committing)
            Break($"{key.Room} was committed with epoch {key.Epoch} by {_committers[key]} and by {_committing}.");
        if (transaction.Epoch < _newestEpoch.GetValueOrDefault(key.Room))
            Break($"{_committing} committed for {key.Room} with epoch {key.Epoch} after epoch {_newestEpoch[key.Room]}.");
        _newestEpoch[key.Room] = transaction.Epoch;
        foreach (var change in transaction.Changes)
        {
            if (change is ItemChanged made)
                _items.Add(made.Item.Id);
        }
    }

    /// <summary>2, answer after commit; 5, order.</summary>
    public void Answered(SimulatedClient client, long id, Command command, Reply reply)
    {
        Answers++;
        Trace?.Invoke($"    {client.Name} (player {client.Player} at {client.Gateway?.Node.Name}) has answer {id} {command}: {reply}");
        if (_lastAnswered.TryGetValue(client, out var last) && id <= last)
            Break($"{client.Name} was answered {id} after {last}.");
        _lastAnswered[client] = id;
        if (reply is not Done || command is not (Take or Drop or Gather))
            return;
        if (_cluster.Store.Find(client.Player) is not { } row || row.LastCommand < id)
            Break($"{client.Name} was told that {command} ({id}) is done before it was in the store.");
    }

    public void CheckSoFar()
    {
        if (_broken is not null)
            throw new SimulationException(_broken);
    }

    /// <summary>When nothing is under way any more: 3, conservation; 4, exactly once; and all see what the store has.</summary>
    public void CheckAtRest(IReadOnlyList<SimulatedClient> clients)
    {
        CheckSoFar();
        var items = _cluster.Store.Items;
        if (items.Count != _items.Count)
            throw new SimulationException($"{_items.Count} items were made, {items.Count} are left; none was used up.");
        foreach (var client in clients)
        {
            var held = items.Count(item => item.Player == client.Player);
            var taken = Count<Take>(client) - Count<Drop>(client);
            if (held != taken)
                throw new SimulationException($"{client.Name} was told of {taken} lamps taken and not dropped, and holds {held}.");
            var row = _cluster.Store.Find(client.Player);
            var wood = row?.Resources.Wood ?? 0;
            if (wood != Count<Gather>(client))
                throw new SimulationException($"{client.Name} was told {Count<Gather>(client)} times that it has gathered wood, and has {wood}.");
            if (row is not null && row.Room != client.Room)
                throw new SimulationException($"{client.Name} sees itself in {client.Room} and is in {row.Room}.");
            CheckSight(client, clients, items);
        }
    }

    /// <summary>Seen in the middle of somebody's turn, whose business it is not to fail for it.</summary>
    private void Break(string what)
    {
        _broken ??= what;
        Trace?.Invoke($"  !!! {what}");
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
        PlayerChanged player => $"player {player.Player.Id} {player.FromRoom}->{player.Player.Room} last {player.Player.LastCommand} wood {player.Player.Resources.Wood}",
        ItemChanged item => $"item {item.Item.Id} {item.Item.Player?.ToString() ?? item.Item.Room?.Value}",
        _ => change.GetType().Name,
    };

    private static int Count<T>(SimulatedClient client)
        where T : Command => client.Answers.Count(static answer => answer is { Command: T, Reply: Done });
}
