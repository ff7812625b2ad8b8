using System.Collections.Concurrent;
using Actors.Cluster;
using Actors.Gateway.Dialects;
using Actors.World;

namespace Actors.Gateway.Connections;

/// <summary>Who is in the world and where, as every gateway knows it from what all gateways publish.</summary>
public sealed class Presence
{
    private readonly ConcurrentDictionary<PlayerId, PlayerPresence> _players = new();
    private readonly ConcurrentDictionary<string, PlayerId> _byName = new(StringComparer.OrdinalIgnoreCase);

    public int Count => _players.Count;

    public void Apply(PresenceChanged change)
    {
        if (change.Room is { } room)
        {
            var now = new PlayerPresence(change.Player, change.Name, room, change.Connection);
            if (_players.TryGetValue(change.Player, out var before) && before.Name != change.Name)
                _byName.TryRemove(new(before.Name, change.Player));
            _players[change.Player] = now;
            _byName[change.Name] = change.Player;
        }
        else if (_players.TryGetValue(change.Player, out var before) && before.Connection == change.Connection)
        {
            // Only by the connection that it came with: a newer session of the same player stays.
            _players.TryRemove(change.Player, out _);
            _byName.TryRemove(new(before.Name, change.Player));
        }
    }

    /// <summary>Those who are in the world by way of one gateway, as that one publishes them.</summary>
    public IEnumerable<WorldMessage> Of(string node) => _players.Values
        .Where(player => player.Connection.Node == node)
        .Select(static player => new PresenceChanged(player.Player, player.Name, player.Room, player.Connection));

    /// <summary>A gateway has gone, and with it those who were in the world by way of it.</summary>
    public void Forget(string node)
    {
        foreach (var player in _players.Values)
        {
            if (player.Connection.Node == node)
                Apply(new PresenceChanged(player.Player, player.Name, null, player.Connection));
        }
    }

    public PlayerPresence? Find(string name) =>
        _byName.TryGetValue(name, out var id) && _players.TryGetValue(id, out var found) ? found : null;

    /// <summary>By name; at most <paramref name="limit"/>.</summary>
    public IReadOnlyList<PlayerPresence> List(int limit) =>
        [.. _players.Values.OrderBy(player => player.Name, StringComparer.OrdinalIgnoreCase).Take(limit)];
}
