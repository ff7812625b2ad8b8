using Actors.Rooms;
using Akka.Actor;

namespace Actors.PlayerDirectory;

/// <summary>
/// The players of one bucket, by name. For a moment several gateways may claim one name: a player has come in at another gateway, and its session at the first is not over. The newest claim
/// counts, and the others wait behind it: messages of different gateways arrive in any order, and a late claim of an old session must not end that of the new one.
/// <para>
/// It has no limit of its own: a gateway has one claim for each of its players, and limits those. It is in memory only, because gateways announce their players again when it is lost.
/// </para>
/// </summary>
internal sealed class NameTable
{
    /// <param name="older">The claim that counts when this one has ended.</param>
    private sealed class Claim(PlayerEntry entry, IActorRef gateway, Claim? older)
    {
        public PlayerEntry Entry => entry;

        public IActorRef Gateway => gateway;

        public Claim? Older { get; set; } = older;
    }

    private sealed class Share
    {
        public HashSet<string> Keys { get; } = [];

        public long Fingerprint { get; set; }
    }

    private readonly Dictionary<string, Claim> _claims = [];
    private readonly Dictionary<IActorRef, Share> _shares = [];

    /// <summary>The number of names that somebody has.</summary>
    public int Count => _claims.Count;

    /// <summary>The player has come in: it has its name from now on, and replaces the previous holder.</summary>
    public void Enter(PlayerEntry player, IActorRef gateway)
    {
        var key = Replace(player, gateway);
        _claims[key] = new Claim(player, gateway, _claims.GetValueOrDefault(key));
    }

    /// <summary>A gateway announces the player: it gets its name, unless another gateway has claimed it already.</summary>
    public void Announce(PlayerEntry player, IActorRef gateway)
    {
        var key = Replace(player, gateway);
        var claim = new Claim(player, gateway, null);
        if (_claims.TryAdd(key, claim))
            return;
        var oldest = _claims[key];
        while (oldest.Older is { } older)
            oldest = older;
        oldest.Older = claim;
    }

    /// <summary>Only the connection that brought a player in can remove it: another session of the same player stays.</summary>
    public void Leave(string name, ConnectionId connection) => Remove(NameBuckets.KeyOf(name), claim => claim.Entry.Connection == connection);

    public void Forget(IActorRef gateway)
    {
        foreach (var key in _shares.GetValueOrDefault(gateway)?.Keys.ToList() ?? [])
            Remove(key, claim => claim.Gateway.Equals(gateway));
    }

    public (PlayerEntry Player, IActorRef Gateway)? Find(string name) =>
        _claims.TryGetValue(NameBuckets.KeyOf(name), out var claim) ? (claim.Entry, claim.Gateway) : null;

    /// <summary>What a gateway has here, whether or not another has a newer claim.</summary>
    public (int Count, long Fingerprint) Of(IActorRef gateway) => _shares.TryGetValue(gateway, out var share) ? (share.Keys.Count, share.Fingerprint) : default;

    /// <summary>Replaces the gateway's claim to the name, of which it has only one.</summary>
    private string Replace(PlayerEntry player, IActorRef gateway)
    {
        var key = NameBuckets.KeyOf(player.Name);
        Remove(key, claim => claim.Gateway.Equals(gateway));
        if (!_shares.TryGetValue(gateway, out var share))
            _shares[gateway] = share = new Share();
        share.Keys.Add(key);
        share.Fingerprint += Fingerprints.Of(player);
        return key;
    }

    private void Remove(string key, Predicate<Claim> which)
    {
        Claim? newer = null;
        for (var claim = _claims.GetValueOrDefault(key); claim is not null; (newer, claim) = (claim, claim.Older))
        {
            if (!which(claim))
                continue;
            if (newer is not null)
                newer.Older = claim.Older;
            else if (claim.Older is { } older)
                _claims[key] = older;
            else
                _claims.Remove(key);
            Withdraw(key, claim);
            return;
        }
    }

    private void Withdraw(string key, Claim claim)
    {
        var share = _shares[claim.Gateway];
        share.Keys.Remove(key);
        share.Fingerprint -= Fingerprints.Of(claim.Entry);
        if (share.Keys.Count == 0)
            _shares.Remove(claim.Gateway);
    }
}
