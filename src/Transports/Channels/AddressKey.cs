using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace Actors.Channels;

/// <summary>
/// The client that a connection counts against: an IPv4 address, or the /64 network of an IPv6 address, since one household or machine can choose any address
/// of its /64.
/// </summary>
public readonly record struct AddressKey(ulong Network, bool IsLoopback)
{
    /// <summary>All endpoints without an address share one key.</summary>
    public static AddressKey Of(EndPoint? endPoint)
    {
        if (endPoint is not IPEndPoint { Address: var address })
            return default;
        if (address.IsIPv4MappedToIPv6)
            address = address.MapToIPv4();
        Span<byte> bytes = stackalloc byte[16];
        address.TryWriteBytes(bytes, out _);
        var network = address.AddressFamily == AddressFamily.InterNetwork
            ? BinaryPrimitives.ReadUInt32BigEndian(bytes)
            : BinaryPrimitives.ReadUInt64BigEndian(bytes);
        return new AddressKey(network, IPAddress.IsLoopback(address));
    }
}
