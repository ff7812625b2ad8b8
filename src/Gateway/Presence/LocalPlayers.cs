using System.Diagnostics.CodeAnalysis;
using Actors.PlayerDirectory;
using Actors.Rooms;
using Actors.World;

namespace Actors.Gateway.Presence;

/// <summary>The players who are in the world through this gateway: at most one for each of its connections, which are limited.</summary>
internal sealed class LocalPlayers
{
    private sealed class ByName : IComparer<Local>
    {
        public int Compare(Local? x, Local? y) =>
            StringComparer.OrdinalIgnoreCase.Compare(x!.Entry.Name, y!.Entry.Name) is not 0 and var order ? order : x.Entry.Player.CompareTo(y.Entry.Player);
    }

    /// <summary>Its entry never changes: the order by name depends on it.</summary>
    private sealed class Local(PlayerEntry entry)
    {
        public PlayerEntry Entry => entry;

        public RoomId Room { get; set; }
    }

    private readonly Dictionary<PlayerId, Local> _players = [];
    private readonly SortedSet<Local> _byName = new(new ByName());

    public int Count => _players.Count;

    public IEnumerable<PlayerEntry> All => _players.Values.Select(static local => local.Entry);

    /// <returns>Whether the directory needs an update: not when only the room has changed.</returns>
    /// <param name="before">The player's previous entry.</param>
    public bool Enter(PlayerEntry player, RoomId room, out PlayerEntry? before)
    {
        before = null;
        if (_players.TryGetValue(player.Player, out var known))
        {
            if (known.Entry == player)
            {
                known.Room = room;
                return false;
            }
            before = known.Entry;
            _byName.Remove(known);
        }
        var local = _players[player.Player] = new Local(player) { Room = room };
        _byName.Add(local);
        return true;
    }

    /// <summary>Only the connection that brought the player in can remove it.</summary>
    public bool Leave(PlayerId player, ConnectionId connection, [NotNullWhen(true)] out PlayerEntry? left)
    {
        left = null;
        if (!_players.TryGetValue(player, out var known) || known.Entry.Connection != connection)
            return false;
        _players.Remove(player);
        _byName.Remove(known);
        left = known.Entry;
        return true;
    }

    public IReadOnlyList<PlayerPresence> First(int count) =>
        [.. _byName.Take(count).Select(static local => new PlayerPresence(local.Entry.Player, local.Entry.Name, local.Room))];
}
