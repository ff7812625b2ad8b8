using System.Buffers;
using System.Net;
using System.Net.Sockets;
using System.Threading.Channels;
using Actors.Tools.Common;

namespace Actors.Tools.Latency;

/// <summary>
/// Delays bytes, in order and without loss. At most <see cref="MaxChunks"/> chunks of 16 KiB wait in each direction; beyond that the proxy stops reading from
/// the sender, and TCP holds the sender back. Connections beyond <see cref="MaxConnections"/> are closed and counted.
/// </summary>
internal sealed class TcpProxy : IAsyncDisposable
{
    private const int MaxChunks = 64;
    private const int ChunkBytes = 16_384;
    private const int MaxConnections = 4096;
    private readonly Socket _listener;
    private readonly CancellationTokenSource _stop = new();
    private readonly LinkConditions _conditions;
    private readonly IPEndPoint _target;
    private readonly Task _accepting;
    private readonly int _maxConnections;
    private readonly ITrafficTap? _tap;
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _open = 1; // the listener is one
    private int _streams;

    public TcpProxy(IPEndPoint listen, IPEndPoint target, LinkConditions conditions, int maxConnections = MaxConnections, ITrafficTap? tap = null)
    {
        (_target, _conditions, _maxConnections, _tap) = (target, conditions, maxConnections, tap);
        _listener = new Socket(listen.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        _listener.Bind(listen);
        _listener.Listen(512);
        _accepting = AcceptAsync();
    }

    public IPEndPoint Endpoint => (IPEndPoint)_listener.LocalEndPoint!;

    public ProxyCounters Counters { get; } = new();

    /// <summary>Returns when every connection is closed; delayed data is dropped.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Dispose();
        await _accepting;
        Close();
        await _ended.Task;
    }

    private readonly record struct Chunk(byte[] Buffer, int Length, double Due);

    private async Task AcceptAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                var client = await _listener.AcceptAsync(_stop.Token);
                if (Interlocked.Increment(ref _open) <= _maxConnections + 1)
                {
                    _ = ServeAsync(client, _streams += 2);
                    continue;
                }
                Close();
                Counters.Refuse();
                client.Dispose();
            }
            catch (Exception end) when (end is SocketException or OperationCanceledException or ObjectDisposedException)
            {
            }
        }
    }

    private void Close()
    {
        if (Interlocked.Decrement(ref _open) == 0)
            _ended.TrySetResult();
    }

    private async Task ServeAsync(Socket client, int stream)
    {
        try
        {
            await CarryAsync(client, stream);
        }
        finally
        {
            _tap?.Closed(stream / 2);
            Close();
        }
    }

    private async Task CarryAsync(Socket client, int stream)
    {
        using var near = client;
        using var far = new Socket(_target.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token);
        try
        {
            _tap?.Opened(stream / 2, $"{near.RemoteEndPoint}");
            near.NoDelay = far.NoDelay = true;
            await far.ConnectAsync(_target, ended.Token);
            Counters.Connected();
            await Task.WhenAll(FlowAsync(near, far, stream, ended), FlowAsync(far, near, stream + 1, ended));
        }
        catch (Exception end) when (end is SocketException or OperationCanceledException)
        {
        }
    }

    private async Task FlowAsync(Socket from, Socket to, int stream, CancellationTokenSource ended)
    {
        var line = Channel.CreateBounded<Chunk>(MaxChunks);
        try
        {
            await Task.WhenAll(ReadAsync(from, line.Writer, stream, ended), WriteAsync(to, line.Reader, ended));
        }
        finally
        {
            while (line.Reader.TryRead(out var left))
                Return(left.Buffer);
        }
    }

    private async Task ReadAsync(Socket from, ChannelWriter<Chunk> line, int stream, CancellationTokenSource ended)
    {
        var schedule = new LinkSchedule(_conditions, stream);
        try
        {
            while (true)
            {
                await from.ReceiveAsync(Memory<byte>.Empty, ended.Token);
                if (await ReadChunkAsync(from, line, stream, schedule, ended.Token) == 0)
                    return;
            }
        }
        catch
        {
            await ended.CancelAsync();
            throw;
        }
        finally
        {
            line.Complete();
        }
    }

    private async Task<int> ReadChunkAsync(Socket from, ChannelWriter<Chunk> line, int stream, LinkSchedule schedule, CancellationToken stop)
    {
        var buffer = Rent();
        try
        {
            var length = await from.ReceiveAsync(buffer.AsMemory(0, ChunkBytes), stop);
            _tap?.Seen(stream / 2, toTarget: stream % 2 == 0, buffer.AsSpan(0, length));
            await line.WriteAsync(new Chunk(buffer, length, schedule.Chunk(Clock.Milliseconds, length)), stop);
            return length;
        }
        catch
        {
            Return(buffer);
            throw;
        }
    }

    private async Task WriteAsync(Socket to, ChannelReader<Chunk> line, CancellationTokenSource ended)
    {
        try
        {
            await foreach (var chunk in line.ReadAllAsync(ended.Token))
            {
                await DeliverAsync(to, chunk, ended.Token);
            }
        }
        catch
        {
            await ended.CancelAsync();
            throw;
        }
    }

    private async Task DeliverAsync(Socket to, Chunk chunk, CancellationToken stop)
    {
        try
        {
            await Clock.Until(chunk.Due, stop);
            if (chunk.Length == 0)
                to.Shutdown(SocketShutdown.Send);
            for (var sent = 0; sent < chunk.Length;)
                sent += await to.SendAsync(chunk.Buffer.AsMemory(sent, chunk.Length - sent), stop);
            if (chunk.Length > 0)
                Counters.Forward(chunk.Length);
        }
        finally
        {
            Return(chunk.Buffer);
        }
    }

    private byte[] Rent()
    {
        Counters.Wait();
        return ArrayPool<byte>.Shared.Rent(ChunkBytes);
    }

    private void Return(byte[] buffer)
    {
        Counters.Go();
        ArrayPool<byte>.Shared.Return(buffer);
    }
}
