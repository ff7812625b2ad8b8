using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;

namespace Actors.Tests;

/// <summary>
/// Ports for programs that cannot be told to take any free one, or that come back on theirs. They are below those that the kernel gives to connections (32768 and up), so that
/// no other test's connection takes one between the check and the program's own bind. They are random, because other test runs on the machine check as well.
/// </summary>
internal static class Ports
{
    private const int First = 20_000;
    private const int End = 32_000;

    /// <summary>A port that is free now, in TCP and in UDP.</summary>
    public static int Free() => FreeOffset(0);

    /// <summary>What to add to each of these ports so that all of them are free now.</summary>
    public static int FreeOffset(params int[] ports)
    {
        for (var tries = 0; tries < 1000; tries++)
        {
            var offset = RandomNumberGenerator.GetInt32(First - ports.Min(), End - ports.Max());
            if (ports.All(port => IsFree(port + offset, SocketType.Stream, ProtocolType.Tcp) && IsFree(port + offset, SocketType.Dgram, ProtocolType.Udp)))
                return offset;
        }
        throw new InvalidOperationException($"No port from {First} to {End} is free.");
    }

    private static bool IsFree(int port, SocketType type, ProtocolType protocol)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, type, protocol);
        try
        {
            socket.Bind(new IPEndPoint(IPAddress.Any, port));
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
