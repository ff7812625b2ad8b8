using System.Buffers;
using System.Buffers.Binary;
using System.IO.Pipelines;
using System.Threading.Channels;
using Actors.Cluster.Links.Wire;

namespace Actors.Cluster.Links.Tcp;

/// <summary>
/// A line that stands, seen from one end: length-prefixed messages both ways (four bytes, little endian; a length of 0 says only that the sender lives). It is
/// over at the first thing that is wrong with it; nothing is ever left out of its middle.
/// </summary>
internal sealed class TcpLine : IDisposable
{
    private const int HeadBytes = 4;
    private const int FlushBytes = 64 * 1024;

    private readonly Stream _stream;
    private readonly ClusterLinkOptions _options;
    private readonly TimeProvider _time;
    private readonly OutgoingLanes _lanes;
    private readonly LinkCodec _codec = new();
    private readonly CancellationTokenSource _over = new();
    private readonly Channel<bool> _wake = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });
    private long _lastHeard;
    private string? _why;

    public TcpLine(string node, Stream stream, ClusterLinkOptions options, TimeProvider time)
    {
        Node = node;
        _stream = stream;
        _options = options;
        _time = time;
        _lanes = new OutgoingLanes(options);
        _lastHeard = Since = time.GetTimestamp();
    }

    public long Since { get; }

    public string Node { get; }

    /// <summary>Why it is over.</summary>
    public string Why => _why ?? "closed";

    public bool Send(LinkMessage message)
    {
        if (_over.IsCancellationRequested)
            return false;
        if (!_lanes.TryAdd(message))
        {
            End("overflow");
            return false;
        }
        _wake.Writer.TryWrite(true);
        return true;
    }

    /// <summary>Carries messages until the line is over.</summary>
    /// <exception cref="Exception">Whatever else than the network failed: a message that cannot be written, a handler that threw. The line is over then too.</exception>
    public async Task RunAsync(ILinkHandler handler)
    {
        var period = TimeSpan.FromMilliseconds(_options.SilenceMilliseconds / 3.0);
        await using var beat = _time.CreateTimer(_ => Beat(), null, period, period);
        var writing = WriteAsync();
        try
        {
            await ReadAsync(handler);
        }
        catch (Exception cause) when (cause is IOException or OperationCanceledException or ObjectDisposedException)
        {
            End("broken");
        }
        finally
        {
            End("ended");
            await writing;
        }
    }

    public void End(string why)
    {
        Interlocked.CompareExchange(ref _why, why, null);
        try
        {
            _over.Cancel();
        }
        catch (ObjectDisposedException)
        {
            return;
        }
        // Also frees a read or write that does not look at its token.
        _stream.Dispose();
    }

    public void Dispose() => _over.Dispose();

    private void Beat()
    {
        if (_time.GetElapsedTime(Volatile.Read(ref _lastHeard)).TotalMilliseconds > _options.SilenceMilliseconds)
            End("silence");
        else
            _wake.Writer.TryWrite(true);
    }

    private async Task WriteAsync()
    {
        var buffer = new ArrayBufferWriter<byte>(FlushBytes);
        try
        {
            while (await _wake.Reader.WaitToReadAsync(_over.Token))
            {
                _wake.Reader.TryRead(out _);
                var count = 0;
                while (_lanes.Take() is { } message)
                {
                    Write(buffer, message);
                    count++;
                    if (buffer.WrittenCount >= FlushBytes)
                        await FlushAsync(buffer, count);
                    if (buffer.WrittenCount == 0)
                        count = 0;
                }
                if (buffer.WrittenCount == 0)
                    buffer.Write("\0\0\0\0"u8);
                await FlushAsync(buffer, count);
            }
        }
        catch (Exception cause) when (cause is IOException or OperationCanceledException or ObjectDisposedException)
        {
            End("broken");
        }
        finally
        {
            // Whatever it was: the other end is told now, not when it finds this one silent.
            End("unwritable");
        }
    }

    private void Write(ArrayBufferWriter<byte> buffer, LinkMessage message)
    {
        var at = buffer.WrittenCount;
        buffer.Write("\0\0\0\0"u8);
        _codec.Write(buffer, message);
        var length = buffer.WrittenCount - at - HeadBytes;
        // Written where the place was kept: the writer's own memory, seen as what it is.
        var head = System.Runtime.InteropServices.MemoryMarshal.AsMemory(buffer.WrittenMemory.Slice(at, HeadBytes));
        BinaryPrimitives.WriteInt32LittleEndian(head.Span, length);
    }

    private async Task FlushAsync(ArrayBufferWriter<byte> buffer, int messages)
    {
        LinkMetrics.Instance.Sent(messages, buffer.WrittenCount);
        await _stream.WriteAsync(buffer.WrittenMemory, _over.Token);
        buffer.ResetWrittenCount();
    }

    private async Task ReadAsync(ILinkHandler handler)
    {
        var reader = PipeReader.Create(_stream, new StreamPipeReaderOptions(bufferSize: 16 * 1024, minimumReadSize: 4096, leaveOpen: true));
        while (true)
        {
            var result = await reader.ReadAsync(_over.Token);
            var bytes = result.Buffer;
            if (!bytes.IsEmpty)
                Volatile.Write(ref _lastHeard, _time.GetTimestamp());
            while (TryTakeMessage(ref bytes, out var message))
            {
                if (message.Length > 0 && !TryDeliver(message, handler))
                {
                    End("garbled");
                    return;
                }
            }
            reader.AdvanceTo(bytes.Start, bytes.End);
            if (result.IsCompleted || _over.IsCancellationRequested)
                return;
        }
    }

    private bool TryTakeMessage(ref ReadOnlySequence<byte> bytes, out ReadOnlySequence<byte> message)
    {
        message = default;
        if (bytes.Length < HeadBytes)
            return false;
        Span<byte> head = stackalloc byte[HeadBytes];
        bytes.Slice(0, HeadBytes).CopyTo(head);
        var length = BinaryPrimitives.ReadInt32LittleEndian(head);
        if (length < 0 || length > _options.MaxMessageBytes)
            throw new IOException($"A message of {length} bytes is announced.");
        if (bytes.Length < HeadBytes + length)
            return false;
        message = bytes.Slice(HeadBytes, length);
        bytes = bytes.Slice(HeadBytes + length);
        return true;
    }

    private bool TryDeliver(ReadOnlySequence<byte> bytes, ILinkHandler handler)
    {
        LinkMetrics.Instance.Received((int)bytes.Length);
        LinkMessage? message;
        if (bytes.IsSingleSegment)
        {
            if (!_codec.TryRead(bytes.FirstSpan, out message))
                return false;
        }
        else
        {
            var rented = ArrayPool<byte>.Shared.Rent((int)bytes.Length);
            bytes.CopyTo(rented);
            var read = _codec.TryRead(rented.AsSpan(0, (int)bytes.Length), out message);
            ArrayPool<byte>.Shared.Return(rented);
            if (!read)
                return false;
        }
        handler.Received(Node, message!);
        return true;
    }
}
