using System.Net;
using System.Net.Sockets;

namespace Actors.Channels;

/// <summary>
/// The address of a listener, as an option gives it: an IP address, "localhost", or "*" for every address of the machine. "localhost" is two addresses, since
/// clients differ in which of the two they try first; a machine without IPv6 has one.
/// </summary>
public static class ListenAddress
{
    /// <summary>An address, <c>localhost</c>, or <c>*</c> for all.</summary>
    public static bool IsValid(string address) => address is "localhost" or "*" || IPAddress.TryParse(address, out _);

    /// <summary>The error text for an invalid address.</summary>
    public static string Problem(string address) => $"\"{address}\" is neither an IP address nor \"localhost\" nor \"*\"";

    /// <exception cref="FormatException">The address is not <see cref="IsValid">valid</see>.</exception>
    public static IEnumerable<IPAddress> Resolve(string address) => address switch
    {
        "localhost" => Socket.OSSupportsIPv6 ? [IPAddress.Loopback, IPAddress.IPv6Loopback] : [IPAddress.Loopback],
        "*" => [Socket.OSSupportsIPv6 ? IPAddress.IPv6Any : IPAddress.Any],
        _ => [IPAddress.Parse(address)],
    };

    /// <summary>Why the address could not be bound, for an operator.</summary>
    public static string Explain(SocketException e)
    {
        ArgumentNullException.ThrowIfNull(e);
        return e.SocketErrorCode switch
        {
            SocketError.AddressAlreadyInUse => "another program listens there",
            SocketError.AccessDenied => "this user may not (ports below 1024 need a privilege)",
            SocketError.AddressNotAvailable => "this machine does not have that address",
            _ => e.Message,
        };
    }
}
