using Actors.Storage;
using Actors.World;

namespace Actors.TestKit;

/// <summary>Which players are in the world or away, and since when; the items on their way back; and the names that were freed. Not thread-safe: its store locks.</summary>
internal sealed class MemoryPresence(TimeProvider clock)
{
    private readonly Dictionary<PlayerId, (bool IsAway, DateTimeOffset Seen)> _players = [];
    private readonly Dictionary<PlayerId, string> _formerNames = [];
    private readonly HashSet<ItemId> _comingBack = [];

    public DateTimeOffset Now => clock.GetUtcNow();

    public void Put(PlayerId player, Presence presence) => _players[player] = (presence != Presence.In, Now);

    /// <summary>False: it was not away.</summary>
    public bool TryAdmit(PlayerId player)
    {
        if (AwaySince(player) is null)
            return false;
        Put(player, Presence.In);
        return true;
    }

    /// <summary>Null: it is in the world. A time in the future, because the clock was set back, is replaced by now.</summary>
    public DateTimeOffset? AwaySince(PlayerId player)
    {
        if (!_players.TryGetValue(player, out var known) || !known.IsAway)
            return null;
        if (known.Seen > Now + NodeRules.Margin)
            _players[player] = known = (true, Now);
        return known.Seen;
    }

    public bool IsSilent(PlayerId player) => _players.TryGetValue(player, out var known) && !known.IsAway && Now - known.Seen >= GuestRules.Silence;

    /// <param name="players">Players that the store believes to be there.</param>
    /// <param name="present">Players that are there.</param>
    public void Check(IEnumerable<PlayerId> players, IReadOnlyList<PlayerId> present)
    {
        foreach (var player in players.ToList())
        {
            if (!_players.TryGetValue(player, out var known) || known.IsAway)
                continue;
            if (present.Contains(player))
                Put(player, Presence.In);
            else if (Now - known.Seen >= GuestRules.OnItsWay)
                Put(player, Presence.Away);
        }
    }

    public void NameFreed(PlayerId player, string name) => _formerNames[player] = name;

    public string? FormerName(PlayerId player) => _formerNames.GetValueOrDefault(player);

    public void OnItsWay(ItemId item) => _comingBack.Add(item);

    public bool ComesBack(ItemId item) => _comingBack.Contains(item);

    public void Arrived(IEnumerable<ItemRecord> items)
    {
        foreach (var item in items)
            _comingBack.Remove(item.Id);
    }
}
