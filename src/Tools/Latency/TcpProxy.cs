using System.Buffers;
using System.Net;
using System.Net.Sockets;
using System.Threading.Channels;
using Actors.Tools.Common;

namespace Actors.Tools.Latency;

/// <summary>
/// Bytes in order and complete, late. At most <see cref="MaxChunks"/> chunks of 16 KiB wait in each direction; beyond, the
/// sender is not read, which TCP passes on to it. Beyond <see cref="MaxConnections"/> connections are closed and counted.
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
    private int _open;
    private int _streams;

    public TcpProxy(IPEndPoint listen, IPEndPoint target, LinkConditions conditions)
    {
        (_target, _conditions) = (target, conditions);
        _listener = new Socket(listen.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        _listener.Bind(listen);
        _listener.Listen(512);
        _accepting = AcceptAsync();
    }

    public IPEndPoint Endpoint => (IPEndPoint)_listener.LocalEndPoint!;

    public ProxyCounters Counters { get; } = new();

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Dispose();
        await _accepting;
    }

    private readonly record struct Chunk(byte[] Buffer, int Length, double Due);

    private async Task AcceptAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                var client = await _listener.AcceptAsync(_stop.Token);
                if (Interlocked.Increment(ref _open) <= MaxConnections)
                {
                    _ = ServeAsync(client, _streams += 2);
                    continue;
                }
                Interlocked.Decrement(ref _open);
                Counters.Refuse();
                client.Dispose();
            }
            catch (Exception end) when (end is SocketException or OperationCanceledException or ObjectDisposedException)
            {
            }
        }
    }

    private async Task ServeAsync(Socket client, int stream)
    {
        using var near = client;
        using var far = new Socket(_target.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token);
        try
        {
            near.NoDelay = far.NoDelay = true;
            await far.ConnectAsync(_target, ended.Token);
            Counters.Connected();
            await Task.WhenAll(FlowAsync(near, far, stream, ended), FlowAsync(far, near, stream + 1, ended));
        }
        catch (Exception end) when (end is SocketException or OperationCanceledException)
        {
        }
        finally
        {
            Interlocked.Decrement(ref _open);
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
                ArrayPool<byte>.Shared.Return(left.Buffer);
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
                var buffer = ArrayPool<byte>.Shared.Rent(ChunkBytes);
                var length = await from.ReceiveAsync(buffer.AsMemory(0, ChunkBytes), ended.Token);
                await line.WriteAsync(new Chunk(buffer, length, schedule.Chunk(Clock.Milliseconds, length)), ended.Token);
                if (length == 0)
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

    private async Task WriteAsync(Socket to, ChannelReader<Chunk> line, CancellationTokenSource ended)
    {
        try
        {
            await foreach (var chunk in line.ReadAllAsync(ended.Token))
            {
                await Clock.Until(chunk.Due, ended.Token);
                if (chunk.Length == 0)
                    to.Shutdown(SocketShutdown.Send);
                else
                    Counters.Forward(await SendAllAsync(to, chunk, ended.Token));
                ArrayPool<byte>.Shared.Return(chunk.Buffer);
            }
        }
        catch
        {
            await ended.CancelAsync();
            throw;
        }
    }

    private static async Task<int> SendAllAsync(Socket to, Chunk chunk, CancellationToken stop)
    {
        for (var sent = 0; sent < chunk.Length;)
            sent += await to.SendAsync(chunk.Buffer.AsMemory(sent, chunk.Length - sent), stop);
        return chunk.Length;
    }
}
