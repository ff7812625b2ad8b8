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

    public PlayerPresence? Find(string name) =>
        _byName.TryGetValue(name, out var id) && _players.TryGetValue(id, out var found) ? found : null;

    /// <summary>By name; at most <paramref name="limit"/>.</summary>
    public IReadOnlyList<PlayerPresence> List(int limit) =>
        [.. _players.Values.OrderBy(player => player.Name, StringComparer.OrdinalIgnoreCase).Take(limit)];
}
