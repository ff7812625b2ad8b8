using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Actors.Tools.Common;

namespace Actors.Tools.Latency;

/// <summary>
/// Each client address has a socket of its own towards the target, so that the target can tell clients apart. Datagrams wait in one queue of bounded length,
/// ordered by when they are due. If the queue is full, a datagram is dropped and counted, as is a new client beyond <see cref="MaxClients"/>. Clients that are
/// silent for a minute are forgotten.
/// </summary>
internal sealed class UdpProxy : IAsyncDisposable
{
    private const int MaxClients = 4096;
    private const double IdleMilliseconds = 60_000;
    private readonly ConcurrentDictionary<SocketAddress, Client> _clients = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly Socket _socket;
    private readonly IPEndPoint _target;
    private readonly LinkConditions _conditions;
    private readonly DatagramQueue _queue;
    private readonly Task _work;
    private readonly int _maxClients;
    private readonly ITrafficTap? _tap;
    private int _streams;

    public UdpProxy(IPEndPoint listen, IPEndPoint target, LinkConditions conditions, int maxClients = MaxClients, ITrafficTap? tap = null)
    {
        (_target, _conditions, _maxClients, _tap) = (target, conditions, maxClients, tap);
        _socket = new Socket(listen.AddressFamily, SocketType.Dgram, ProtocolType.Udp) { ReceiveBufferSize = 1 << 22, SendBufferSize = 1 << 22 };
        _socket.Bind(listen);
        _queue = new DatagramQueue(Counters);
        _work = Task.WhenAll(_queue.RunAsync(_stop.Token), ReceiveAsync(), ForgetAsync());
    }

    public IPEndPoint Endpoint => (IPEndPoint)_socket.LocalEndPoint!;

    public ProxyCounters Counters { get; } = new();

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _work;
        foreach (var client in _clients.Values)
            client.Socket.Dispose();
        _socket.Dispose();
    }

    private sealed class Client(int number, SocketAddress address, Socket socket, LinkSchedule toTarget, LinkSchedule back)
    {
        public int Number => number;
        public SocketAddress Address => address;
        public Socket Socket => socket;
        public LinkSchedule ToTarget => toTarget;
        public LinkSchedule Back => back;
        public double HeardAt;
    }

    private async Task ReceiveAsync()
    {
        var buffer = new byte[65_536];
        var from = new SocketAddress(_socket.AddressFamily);
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                var length = await _socket.ReceiveFromAsync(buffer, SocketFlags.None, from, _stop.Token);
                if (!_clients.TryGetValue(from, out var client) && !TryAdd(from, out client))
                {
                    Counters.Refuse();
                    continue;
                }
                client.HeardAt = Clock.Milliseconds;
                _tap?.Seen(client.Number, toTarget: true, buffer.AsSpan(0, length));
                Put(client.ToTarget, buffer.AsSpan(0, length), client.Socket, to: null);
            }
            catch (Exception end) when (end is SocketException or OperationCanceledException)
            {
            }
        }
    }

    private bool TryAdd(SocketAddress from, out Client client)
    {
        client = null!;
        if (_clients.Count >= _maxClients)
            return false;
        var address = new SocketAddress(from.Family, from.Size);
        from.Buffer.Span[..from.Size].CopyTo(address.Buffer.Span);
        var socket = new Socket(_target.AddressFamily, SocketType.Dgram, ProtocolType.Udp) { ReceiveBufferSize = 1 << 22 };
        socket.Connect(_target);
        _streams += 2;
        client = new Client(_streams / 2, address, socket, new LinkSchedule(_conditions, _streams), new LinkSchedule(_conditions, _streams + 1));
        _clients[address] = client;
        Counters.Connected();
        _tap?.Opened(client.Number, $"{new IPEndPoint(address.Family == AddressFamily.InterNetwork ? IPAddress.Any : IPAddress.IPv6Any, 0).Create(address)}");
        _ = AnswerAsync(client);
        return true;
    }

    private async Task AnswerAsync(Client client)
    {
        var buffer = new byte[65_536];
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                var length = await client.Socket.ReceiveAsync(buffer, SocketFlags.None, _stop.Token);
                _tap?.Seen(client.Number, toTarget: false, buffer.AsSpan(0, length));
                Put(client.Back, buffer.AsSpan(0, length), _socket, client.Address);
            }
            catch (SocketException refused) when (refused.SocketErrorCode == SocketError.ConnectionRefused)
            {
                // The target is down; it may come back.
            }
            catch (Exception end) when (end is SocketException or OperationCanceledException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    private async Task ForgetAsync()
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(10));
        try
        {
            while (await timer.WaitForNextTickAsync(_stop.Token))
            {
                foreach (var (address, client) in _clients)
                {
                    if (Clock.Milliseconds - client.HeardAt > IdleMilliseconds && _clients.TryRemove(address, out _))
                    {
                        client.Socket.Dispose();
                        _tap?.Closed(client.Number);
                    }
                }
            }
        }
        catch (OperationCanceledException)
        {
        }
    }

    private void Put(LinkSchedule schedule, ReadOnlySpan<byte> bytes, Socket by, SocketAddress? to)
    {
        if (schedule.TryDatagram(Clock.Milliseconds, bytes.Length, out var due))
            _queue.Put(bytes, by, to, due);
        else
            Counters.Lose();
    }
}
