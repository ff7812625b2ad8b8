using System.Net;
using System.Net.Sockets;
using Actors.Tools.Common;

namespace Actors.Tools.Latency;

/// <summary>
/// Delayed datagrams, ordered by when they are due; those due at the same time keep their order. When the queue is full, the newest is dropped and counted.
/// </summary>
internal sealed class DatagramQueue(ProxyCounters counters)
{
    internal const int MaxWaiting = 32_768;
    private readonly PriorityQueue<Datagram, (double Due, long Order)> _waiting = new();
    private readonly SemaphoreSlim _changed = new(0, 1);
    private readonly Lock _lock = new();
    private long _order;

    private readonly record struct Datagram(byte[] Bytes, Socket By, SocketAddress? To);

    public void Put(ReadOnlySpan<byte> bytes, Socket by, SocketAddress? to, double due)
    {
        lock (_lock)
        {
            if (_waiting.Count == MaxWaiting)
            {
                counters.Overflow();
                return;
            }
            _waiting.Enqueue(new Datagram(bytes.ToArray(), by, to), (due, _order++));
            if (_waiting.TryPeek(out _, out var first) && first.Order == _order - 1 && _changed.CurrentCount == 0)
                _changed.Release();
        }
    }

    public async Task RunAsync(CancellationToken stop)
    {
        try
        {
            while (true)
            {
                var wait = Send();
                await _changed.WaitAsync(wait, stop);
            }
        }
        catch (OperationCanceledException)
        {
        }
    }

    /// <summary>Sends what is due; returns the milliseconds until the next, or -1.</summary>
    private int Send()
    {
        while (true)
        {
            Datagram next;
            lock (_lock)
            {
                if (!_waiting.TryPeek(out next, out var at))
                    return Timeout.Infinite;
                var left = at.Due - Clock.Milliseconds;
                if (left > 0)
                    return (int)Math.Ceiling(left);
                _waiting.Dequeue();
            }
            try
            {
                if (next.To is null)
                    next.By.Send(next.Bytes);
                else
                    next.By.SendTo(next.Bytes, SocketFlags.None, next.To);
                counters.Forward(next.Bytes.Length);
            }
            catch (Exception gone) when (gone is SocketException or ObjectDisposedException)
            {
                counters.Lose();
            }
        }
    }
}
