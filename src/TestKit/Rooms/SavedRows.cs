using Actors.World;

namespace Actors.TestKit;

/// <summary>The rows that a store would hold after a room's changes.</summary>
public sealed class SavedRows
{
    private readonly Dictionary<RoomId, RoomRecord> _rooms = [];
    private readonly Dictionary<PlayerId, PlayerRecord> _players = [];
    private readonly SortedDictionary<ItemId, ItemRecord> _items = [];

    /// <summary>Rows of players, wherever they are.</summary>
    public IReadOnlyDictionary<PlayerId, PlayerRecord> Players => _players;

    /// <summary>Rows of items in ascending order of id, whoever holds them.</summary>
    public IReadOnlyCollection<ItemRecord> Items => _items.Values;

    /// <summary>Takes the changes of one input, as a store would commit them.</summary>
    /// <exception cref="ScenarioException">No store would commit them: an item without exactly one holder, or a player whose row is in another room.</exception>
    public void Apply(IEnumerable<Change> changes)
    {
        foreach (var change in changes)
            Apply(change);
    }

    /// <summary>The room with what lies in it.</summary>
    public SavedRoom Load(RoomId room) => new(_rooms.GetValueOrDefault(room), [.. _items.Values.Where(item => item.Room == room)]);

    /// <summary>The player with what it holds; null: it has no row.</summary>
    public PlayerState? Load(PlayerId player) =>
        _players.TryGetValue(player, out var record) ? new PlayerState(record, [.. _items.Values.Where(item => item.Player == player)]) : null;

    private void Apply(Change change)
    {
        switch (change)
        {
            case RoomChanged room:
                _rooms[room.Room.Id] = room.Room;
                break;
            case InstanceOpened opened:
                foreach (var room in opened.Rooms)
                {
                    if (!_rooms.TryAdd(room.Id, room))
                        throw new ScenarioException($"{room.Id} was opened twice.");
                }
                break;
            case PlayerChanged player:
                if (_players.TryGetValue(player.Player.Id, out var old) && old.Room != player.FromRoom)
                    throw new ScenarioException($"{player.FromRoom} changed a player whose row is in {old.Room}.");
                _players[player.Player.Id] = player.Player;
                break;
            case ItemChanged { Item: var item }:
                if (item.Player is null == item.Room is null)
                    throw new ScenarioException($"Item {item.Id} must have exactly one holder.");
                _items[item.Id] = item;
                break;
            case ItemConsumed consumed:
                if (!_items.Remove(consumed.Item))
                    throw new ScenarioException($"Item {consumed.Item} was consumed without being there.");
                break;
            default:
                throw new ScenarioException($"No row is known for {change.GetType().Name}.");
        }
    }
}
