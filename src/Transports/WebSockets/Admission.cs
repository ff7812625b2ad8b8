using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using Actors.Channels;

namespace Actors.WebSockets;

/// <summary>Counts connections, including handshakes, in total and by client address, against the listener's limits.</summary>
internal sealed class Admission(WebSocketListenerOptions options)
{
    // Beyond the limits, so many at a time get an answer that says so. All others are reset.
    private const int MaxPoliteRefusals = 64;

    private readonly Lock _gate = new();
    private readonly Dictionary<AddressKey, int> _byAddress = [];
    private int _count;
    private int _politelyRefused;

    /// <summary>The lease must be returned by <see cref="Leave"/>. Null: the client must be reset without an answer.</summary>
    public AdmissionLease? Enter(AddressKey address)
    {
        lock (_gate)
        {
            if (TryCount_NeedsLock(address))
                return new AdmissionLease(address, IsBeyondLimit: false);
            if (_politelyRefused >= MaxPoliteRefusals)
                return null;
            _politelyRefused++;
            return new AdmissionLease(address, IsBeyondLimit: true);
        }
    }

    public void Leave(AdmissionLease lease)
    {
        lock (_gate)
        {
            if (lease.IsBeyondLimit)
            {
                _politelyRefused--;
                return;
            }
            _count--;
            if (!IsCounted(lease.Address))
                return;
            ref var ofAddress = ref CollectionsMarshal.GetValueRefOrNullRef(_byAddress, lease.Address);
            if (--ofAddress == 0)
                _byAddress.Remove(lease.Address);
        }
    }

    private bool TryCount_NeedsLock(AddressKey address)
    {
        if (_count >= options.MaxConnections)
            return false;
        if (IsCounted(address))
        {
            ref var ofAddress = ref CollectionsMarshal.GetValueRefOrAddDefault(_byAddress, address, out _);
            if (ofAddress >= options.MaxConnectionsPerAddress)
                return false;
            ofAddress++;
        }
        _count++;
        return true;
    }

    private bool IsCounted(AddressKey address) => options.LimitLoopback || !address.IsLoopback;
}

/// <param name="IsBeyondLimit">The connection is accepted only to be refused with an answer.</param>
internal readonly record struct AdmissionLease(AddressKey Address, bool IsBeyondLimit);
