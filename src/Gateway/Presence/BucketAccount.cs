using Actors.PlayerDirectory;
using Akka.Actor;

namespace Actors.Gateway.Presence;

/// <summary>What the gateway must have in one bucket of the directory, and what it knows of that bucket.</summary>
internal sealed class BucketAccount
{
    private readonly Dictionary<string, PlayerEntry> _players = [];
    private long _fingerprint;
    private bool _announced;

    public IReadOnlyCollection<PlayerEntry> Players => _players.Values;

    /// <summary>The bucket's actor, which is watched; null when none has answered yet.</summary>
    public IActorRef? Bucket { get; set; }

    /// <summary>Counts the messages to the bucket.</summary>
    public long LastSent { get; private set; }

    /// <summary>The last message has not been answered.</summary>
    public bool IsUnanswered { get; private set; }

    /// <summary>For how many looks of the timer the last message has been unanswered.</summary>
    public int LooksUnanswered { get; set; }

    public void Add(PlayerEntry player)
    {
        Remove(player.Name, null);
        _players[NameBuckets.KeyOf(player.Name)] = player;
        _fingerprint += Fingerprints.Of(player);
    }

    /// <param name="only">If given, the name is removed only if it still belongs to this entry.</param>
    public void Remove(string name, PlayerEntry? only)
    {
        var key = NameBuckets.KeyOf(name);
        if (!_players.TryGetValue(key, out var player) || (only is not null && player != only))
            return;
        _players.Remove(key);
        _fingerprint -= Fingerprints.Of(player);
    }

    /// <summary>The number of the next message.</summary>
    /// <param name="announces">It is a part of an announcement.</param>
    public long Next(bool announces)
    {
        _announced = announces;
        (IsUnanswered, LooksUnanswered) = (true, 0);
        return ++LastSent;
    }

    /// <summary>
    /// Whether the players must be announced: the bucket has other players of this gateway than it should, and the last message was not an announcement. After an
    /// announcement, a remaining difference waits for the next check, so there is no loop.
    /// </summary>
    public bool Answered(BucketIs answer)
    {
        if (answer.Number != LastSent)
            return false;
        IsUnanswered = false;
        return (answer.Count != _players.Count || answer.Fingerprint != _fingerprint) && !_announced;
    }
}
