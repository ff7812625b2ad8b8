using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using Microsoft.Extensions.Logging;

namespace Actors.Cluster.Links.Tcp;

/// <summary>Calls one peer, once or again; each time in vain it waits longer.</summary>
internal sealed class LinkCaller(ClusterLinkOptions options, LinkTls? tls, RefusalLog log, ILogger logger, LinkPeer peer)
{
    private static readonly TimeSpan FirstWait = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(2);

    private TimeSpan _wait = FirstWait;
    private bool _hadLine;

    /// <returns>The other end, proven; null when there is none, which is logged and counted.</returns>
    public async Task<(LinkSelf Other, Stream Stream)?> TryCallAsync(LinkSelf self, CancellationToken stop)
    {
        Stream? stream = null;
        try
        {
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(stop);
            patience.CancelAfter(options.HandshakeMilliseconds);
            if (await ConnectAsync(patience.Token) is not { } socket)
            {
                log.Called(peer, Refusal.NoSecret);
                return null;
            }
            stream = new NetworkStream(socket, ownsSocket: true);
            var (incarnation, problem) = await ProveAsync(patience.Token);
            if (problem is null)
            {
                if (_hadLine)
                    LinkMetrics.Instance.Reconnected();
                (_wait, _hadLine) = (FirstWait, true);
                return (new LinkSelf(peer.Node, incarnation), stream);
            }
            log.Called(peer, problem);
        }
        catch (Exception cause) when (cause is IOException or OperationCanceledException or SocketException or ObjectDisposedException or FormatException)
        {
            if (!stop.IsCancellationRequested)
                LinkMetrics.Instance.Unreachable();
            logger.LogDebug(cause, "Node {Node} cannot be reached at {Address}", peer.Node, peer.Address);
        }
        if (stream is not null)
            await stream.DisposeAsync();
        return null;

        async Task<(long, Refusal?)> ProveAsync(CancellationToken patience)
        {
            try
            {
                if (tls is not null)
                    stream = await tls.CallAsync(stream!, peer.Node, patience);
                return await LinkHandshake.CallAsync(stream!, self, peer, options.Secret, patience);
            }
            catch (AuthenticationException wrong)
            {
                return (0, Refusal.Certificate(wrong.Message));
            }
            catch (IOException)
            {
                return (0, Refusal.Closed);
            }
        }
    }

    /// <summary>Half as long to half as long again, so that many do not call at once.</summary>
    public TimeSpan NextWait()
    {
        var wait = _wait * (0.5 + (RandomNumberGenerator.GetInt32(1000) / 1000.0));
        _wait = _wait * 2 < LongestWait ? _wait * 2 : LongestWait;
        return wait;
    }

    /// <returns>Null when it is off this machine and there is no secret to prove there.</returns>
    private async Task<Socket?> ConnectAsync(CancellationToken cancellation)
    {
        var (host, port) = Parse(peer.Address);
        var addresses = await Dns.GetHostAddressesAsync(host, cancellation);
        if (!options.HasSecret && !addresses.All(IPAddress.IsLoopback))
            return null;
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(addresses, port, cancellation);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static (string Host, int Port) Parse(string address)
    {
        var colon = address.LastIndexOf(':');
        if (colon <= 0 || !int.TryParse(address.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port) || port > 65535)
            throw new FormatException($"\"{address}\" is not host:port.");
        return (address[..colon].Trim('[', ']'), port);
    }
}
