using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using Actors.Channels;

namespace Actors.WebSockets;

/// <summary>Counts connections, handshakes among them, in all and by client address, against the listener's limits.</summary>
internal sealed class Admission(WebSocketListenerOptions options)
{
    // Beyond the limits, so many more at a time are told so; the rest is reset without a word.
    private const int MostToldOfTheLimit = 64;

    private readonly Lock _gate = new();
    private readonly Dictionary<AddressKey, int> _byAddress = [];
    private int _count;
    private int _told;

    /// <summary>To be given back by <see cref="Leave"/>. Null: there is not even room to say that there is no room.</summary>
    public Ticket? Enter(AddressKey address)
    {
        lock (_gate)
        {
            if (TryCount_NeedsLock(address))
                return new Ticket(address, IsBeyondLimit: false);
            if (_told >= MostToldOfTheLimit)
                return null;
            _told++;
            return new Ticket(address, IsBeyondLimit: true);
        }
    }

    public void Leave(Ticket ticket)
    {
        lock (_gate)
        {
            if (ticket.IsBeyondLimit)
            {
                _told--;
                return;
            }
            _count--;
            if (!IsCounted(ticket.Address))
                return;
            ref var ofAddress = ref CollectionsMarshal.GetValueRefOrNullRef(_byAddress, ticket.Address);
            if (--ofAddress == 0)
                _byAddress.Remove(ticket.Address);
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

/// <param name="IsBeyondLimit">It is let in only to be told that it cannot come in.</param>
internal readonly record struct Ticket(AddressKey Address, bool IsBeyondLimit);
