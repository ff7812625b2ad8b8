using System.Net;
using System.Net.Sockets;

namespace Actors.Tools.Load;

/// <summary>Checks whether there is a server at all, before many clients wait for it.</summary>
internal static class ServerProbe
{
    private const string HostAndPort = "--host and --port";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>How long a refusal by ICMP takes on this machine or a nearby one; a server does not answer unknown packets.</summary>
    private static readonly TimeSpan RefusalPatience = TimeSpan.FromMilliseconds(300);

    /// <summary>Null: a server listens, as far as can be detected.</summary>
    /// <param name="options">The options that name the server.</param>
    public static async Task<string?> FindProblemAsync(string host, IReadOnlyList<int> ports, bool isDatagram, string options = HostAndPort)
    {
        var problem = "";
        foreach (var port in ports)
        {
            try
            {
                await (isDatagram ? ProbeUdpAsync(host, port) : ProbeTcpAsync(host, port));
                return null;
            }
            catch (Exception none) when (none is SocketException or OperationCanceledException)
            {
                problem = none is SocketException refused ? Words(refused.SocketErrorCode) : "no answer";
            }
        }
        return $"No server listens at {host}:{string.Join(',', ports)}{(isDatagram ? " (UDP)" : "")}: {problem}. Start one in another terminal with 'dotnet run --project src/Gateway', "
            + $"or say where yours is with {options}.";
    }

    /// <summary>A server may be listening that lets none of the clients in.</summary>
    public static string NobodyLetIn(string host, IReadOnlyList<int> ports, string dialect, double seconds) =>
        $"Nobody was let in as {dialect} at {host}:{string.Join(',', ports)} in {seconds} s. Is there a server, and is that its port for {dialect}? Say where yours is with {HostAndPort}.";

    /// <summary>The error without the address, which some exceptions quote as well.</summary>
    private static string Words(SocketError error) => new SocketException((int)error).Message;

    private static async Task ProbeTcpAsync(string host, int port)
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        using var patience = new CancellationTokenSource(Patience);
        await socket.ConnectAsync(host, port, patience.Token);
    }

    private static async Task ProbeUdpAsync(string host, int port)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        using var patience = new CancellationTokenSource(Patience);
        await socket.ConnectAsync(host, port, patience.Token);
        await socket.SendAsync(new byte[1], SocketFlags.None, patience.Token);
        using var refusal = new CancellationTokenSource(RefusalPatience);
        try
        {
            await socket.ReceiveAsync(new byte[1], SocketFlags.None, refusal.Token);
        }
        catch (OperationCanceledException)
        {
            // The datagram was not refused.
        }
        catch (SocketException answered) when (answered.SocketErrorCode == SocketError.MessageSize)
        {
            // The answer is longer than the buffer: a server is there.
        }
    }
}
