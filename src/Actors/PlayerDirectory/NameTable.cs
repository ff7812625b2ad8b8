using Akka.Actor;

namespace Actors.PlayerDirectory;

/// <summary>
/// The players of one bucket, by name. No limit of its own: an entry is a connection of a gateway, which limits those. In memory only, for the gateways have it all and announce it anew when it is lost.
/// </summary>
internal sealed class NameTable
{
    private sealed record Held(PlayerEntry Entry, IActorRef Gateway);

    private sealed class Share
    {
        public HashSet<string> Keys { get; } = [];

        public long Fingerprint { get; set; }
    }

    private readonly Dictionary<string, Held> _players = [];
    private readonly Dictionary<IActorRef, Share> _shares = [];

    public int Count => _players.Count;

    /// <summary>The player has come in: it has its name from now on, whoever had it before.</summary>
    public void Enter(PlayerEntry player, IActorRef gateway)
    {
        var key = NameBuckets.KeyOf(player.Name);
        Remove(key);
        _players[key] = new Held(player, gateway);
        var share = ShareOf(gateway);
        share.Keys.Add(key);
        share.Fingerprint += Fingerprints.Of(player);
    }

    /// <summary>A gateway says that it has the player: so it is, unless another gateway has said so before.</summary>
    public void Announce(PlayerEntry player, IActorRef gateway)
    {
        if (!_players.TryGetValue(NameBuckets.KeyOf(player.Name), out var held) || held.Gateway.Equals(gateway))
            Enter(player, gateway);
    }

    /// <summary>Only the connection that brought a player in takes it away: a newer session of the same player stays.</summary>
    public void Leave(string name, Rooms.ConnectionId connection)
    {
        var key = NameBuckets.KeyOf(name);
        if (_players.TryGetValue(key, out var held) && held.Entry.Connection == connection)
            Remove(key);
    }

    public void Forget(IActorRef gateway)
    {
        if (!_shares.TryGetValue(gateway, out var share))
            return;
        foreach (var key in share.Keys.ToList())
            Remove(key);
    }

    public (PlayerEntry Player, IActorRef Gateway)? Find(string name) =>
        _players.TryGetValue(NameBuckets.KeyOf(name), out var held) ? (held.Entry, held.Gateway) : null;

    public (int Count, long Fingerprint) Of(IActorRef gateway) => _shares.TryGetValue(gateway, out var share) ? (share.Keys.Count, share.Fingerprint) : default;

    private void Remove(string key)
    {
        if (!_players.Remove(key, out var held))
            return;
        var share = ShareOf(held.Gateway);
        share.Keys.Remove(key);
        share.Fingerprint -= Fingerprints.Of(held.Entry);
        if (share.Keys.Count == 0)
            _shares.Remove(held.Gateway);
    }

    private Share ShareOf(IActorRef gateway)
    {
        if (!_shares.TryGetValue(gateway, out var share))
            _shares[gateway] = share = new Share();
        return share;
    }
}
