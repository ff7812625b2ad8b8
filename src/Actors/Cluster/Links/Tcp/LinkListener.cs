using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;

namespace Actors.Cluster.Links.Tcp;

/// <summary>Takes who calls: first it is found out who that is, within a time and a number.</summary>
internal sealed class LinkListener(ClusterLinkOptions options, LinkTls? tls, RefusalLog log, LinkListener.IOwner owner) : IDisposable
{
    private const byte TlsHandshakeRecord = 22;
    private static readonly TimeSpan WaitAfterFailure = TimeSpan.FromMilliseconds(100);

    private readonly Socket _socket = new(IPAddress.Parse(options.Address).AddressFamily, SocketType.Stream, ProtocolType.Tcp);
    private int _unproven;

    internal interface IOwner
    {
        LinkSelf Self { get; }

        void Run(Task task);

        Task WaitAsync(TimeSpan wait, CancellationToken cancellation);

        /// <returns>The line that the caller gets, and what to wait for before it stands; null when there is a later process of its name.</returns>
        (TcpLine Line, Task Before)? TryClaim(LinkSelf self, LinkSelf other, Stream stream);

        /// <summary>Until the line is over.</summary>
        Task CarryAsync(TcpLine line, Task before);
    }

    public int Port => ((IPEndPoint)_socket.LocalEndPoint!).Port;

    /// <exception cref="IOException">It cannot listen there.</exception>
    public void Start()
    {
        try
        {
            _socket.Bind(new IPEndPoint(IPAddress.Parse(options.Address), options.Port));
            _socket.Listen(64);
        }
        catch (SocketException taken)
        {
            throw new IOException($"The line of node {owner.Self.Node} cannot listen on {options.Address}:{options.Port}: {taken.Message}. Another port can be chosen with Link:Port.", taken);
        }
    }

    public async Task AcceptAsync(CancellationToken end)
    {
        while (!end.IsCancellationRequested)
        {
            Socket socket;
            try
            {
                socket = await _socket.AcceptAsync(end);
            }
            catch (Exception cause) when (cause is SocketException or ObjectDisposedException or OperationCanceledException)
            {
                await owner.WaitAsync(WaitAfterFailure, end);
                continue;
            }
            if (Volatile.Read(ref _unproven) >= options.UnprovenLines)
            {
                LinkMetrics.Instance.Refused("in", "too many");
                socket.Dispose();
                continue;
            }
            Interlocked.Increment(ref _unproven);
            owner.Run(AnswerAsync(socket, end));
        }
    }

    public void Dispose() => _socket.Dispose();

    private async Task AnswerAsync(Socket socket, CancellationToken end)
    {
        var address = (socket.RemoteEndPoint as IPEndPoint)?.Address.ToString() ?? "an address unknown";
        socket.NoDelay = true;
        Stream stream = new NetworkStream(socket, ownsSocket: true);
        (TcpLine Line, Task Before)? claim = null;
        Refusal? problem;
        try
        {
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(end);
            patience.CancelAfter(options.HandshakeMilliseconds);
            problem = await IsSpokenToAsExpectedAsync(socket, patience.Token);
            if (problem is null)
            {
                if (tls is not null)
                    stream = await tls.AnswerAsync(stream, patience.Token);
                (claim, problem) = await ProveAsync(stream, patience.Token);
            }
        }
        catch (AuthenticationException wrong)
        {
            problem = Refusal.Certificate(wrong.Message);
        }
        catch (OperationCanceledException)
        {
            problem = Refusal.Silence;
        }
        catch (Exception cause) when (cause is IOException or SocketException or ObjectDisposedException)
        {
            problem = Refusal.Closed;
        }
        finally
        {
            Interlocked.Decrement(ref _unproven);
        }
        if (problem is not null && !end.IsCancellationRequested)
            log.Answered(address, problem);
        if (claim is not var (line, before))
        {
            await stream.DisposeAsync();
            return;
        }
        if (problem is not null)
            line.End("handshake");
        await owner.CarryAsync(line, before);
    }

    private async Task<((TcpLine, Task)?, Refusal?)> ProveAsync(Stream stream, CancellationToken cancellation)
    {
        var self = owner.Self;
        var (caller, problem) = await LinkHandshake.AnswerAsync(stream, self, options.Secret, cancellation);
        if (caller is null)
            return (null, problem);
        if (!LinkTls.IsOf(stream, caller.Node))
            problem = Refusal.Name;
        var claim = problem is null ? owner.TryClaim(self, caller, stream) : null;
        if (claim is null)
            problem ??= Refusal.Older;
        try
        {
            await LinkHandshake.ConcludeAsync(stream, problem, cancellation);
        }
        catch (Exception cause) when (cause is IOException or OperationCanceledException or ObjectDisposedException)
        {
            problem ??= Refusal.Closed;
        }
        return (claim, problem);
    }

    /// <summary>The first byte tells TLS from what nodes say without it.</summary>
    private async Task<Refusal?> IsSpokenToAsExpectedAsync(Socket socket, CancellationToken cancellation)
    {
        var first = new byte[1];
        if (await socket.ReceiveAsync(first, SocketFlags.Peek, cancellation) == 0)
            return Refusal.Closed;
        return (first[0] == TlsHandshakeRecord, tls) switch
        {
            (true, null) => Refusal.Encrypted,
            (false, not null) => Refusal.Plain,
            _ => null,
        };
    }
}
