using System.Net;
using Actors.Channels;

namespace Actors.Datagrams;

/// <summary>
/// A client that has asked to join from an address that may not be its own. Until it has acknowledged the challenge's sequence, which only a receiver at that
/// address can know, the server stores nothing but this record for it.
/// </summary>
internal sealed class PendingJoin(IDatagramSocket socket, SocketAddress address, AddressKey network, int challenge, long sinceMs)
{
    /// <summary>An unproved address is sent at most so many times the bytes that came from it.</summary>
    public const int Amplification = 3;

    /// <summary>A sequence is one of ten thousand: an attacker who guesses must not have many tries.</summary>
    public const int MaxGuesses = 4;

    public IDatagramSocket Socket { get; } = socket;

    public SocketAddress Address { get; } = address;

    public AddressKey Network { get; } = network;

    /// <summary>The sequence that the client must acknowledge.</summary>
    public int Challenge { get; } = challenge;

    public long SinceMs { get; } = sinceMs;

    public long SentMs { get; set; }

    /// <summary>
    /// Whether the challenge is the greeting itself; false if the greeting was too long for the bytes that the client had sent. Null before the first
    /// challenge.
    /// </summary>
    public bool? Greeted { get; set; }

    /// <summary>The number of a request to join that itself needs an acknowledgement.</summary>
    public int? JoinToAcknowledge { get; set; }

    public long BytesReceived { get; set; }

    public long BytesSent { get; set; }

    public int Guesses { get; set; }

    public bool MaySend(int bytes) => BytesSent + bytes <= Amplification * BytesReceived;

    public LinkedListNode<PendingJoin>? InAll { get; set; }

    public LinkedListNode<PendingJoin>? InNetwork { get; set; }
}

/// <summary>All pending joins, oldest first, up to the limits. A new join drops the oldest of its own network, or of all. Not thread-safe.</summary>
internal sealed class PendingJoins(DatagramLimits limits)
{
    private readonly Dictionary<SocketAddress, PendingJoin> _byAddress = [];
    private readonly LinkedList<PendingJoin> _all = [];
    private readonly Dictionary<AddressKey, LinkedList<PendingJoin>> _byNetwork = [];

    public int Count => _all.Count;

    public IEnumerable<PendingJoin> All => _all;

    public PendingJoin? Find(SocketAddress address) => _byAddress.GetValueOrDefault(address);

    public PendingJoin Add(IDatagramSocket socket, SocketAddress address, AddressKey network, int challenge, long nowMs)
    {
        if (_byNetwork.TryGetValue(network, out var ofNetwork) && ofNetwork.Count >= limits.MaxPendingPerAddress)
            Remove(ofNetwork.First!.Value);
        if (_all.Count >= limits.MaxPending)
            Remove(_all.First!.Value);
        var added = new PendingJoin(socket, address, network, challenge, nowMs);
        if (!_byNetwork.TryGetValue(network, out ofNetwork))
            _byNetwork[network] = ofNetwork = [];
        added.InNetwork = ofNetwork.AddLast(added);
        added.InAll = _all.AddLast(added);
        _byAddress[added.Address] = added;
        return added;
    }

    public void Remove(PendingJoin pending)
    {
        if (!_byAddress.Remove(pending.Address))
            return;
        _all.Remove(pending.InAll!);
        var ofNetwork = _byNetwork[pending.Network];
        ofNetwork.Remove(pending.InNetwork!);
        if (ofNetwork.Count == 0)
            _byNetwork.Remove(pending.Network);
    }

    /// <summary>Drops joins whose clients went silent.</summary>
    public void Expire(long nowMs)
    {
        while (_all.First is { } oldest && nowMs - oldest.Value.SinceMs >= limits.PendingSeconds * 1000L)
            Remove(oldest.Value);
    }
}
