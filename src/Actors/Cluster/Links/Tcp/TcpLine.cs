using System.Buffers;
using System.Buffers.Binary;
using System.IO.Pipelines;
using System.Threading.Channels;
using Actors.Cluster.Links.Wire;

namespace Actors.Cluster.Links.Tcp;

/// <summary>
/// A line that stands, seen from one end: length-prefixed messages both ways (a length of 0 says only that the sender lives). It is over at the first thing
/// that is wrong with it; nothing is ever left out of its middle.
/// </summary>
internal sealed class TcpLine : IDisposable
{
    private const int FlushBytes = 64 * 1024;
    private const int RoomsForgottenAtOnce = 256;

    [ThreadStatic]
    private static LineBuffer? _scratch;

    private readonly Stream _stream;
    private readonly ClusterLinkOptions _options;
    private readonly TimeProvider _time;
    private readonly RefusalLog _log;
    private readonly OutgoingLanes _lanes;
    private readonly LinkCodec _codec = new();
    private readonly CancellationTokenSource _over = new();
    private readonly TaskCompletionSource _gone = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Channel<bool> _wake = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });
    private readonly long _rememberFor;
    private long _lastHeard;
    private string? _why;

    public TcpLine(LinkSelf other, Stream stream, ClusterLinkOptions options, TimeProvider time, RefusalLog log)
    {
        (Node, Incarnation) = (other.Node, other.Incarnation);
        _stream = stream;
        _options = options;
        _time = time;
        _log = log;
        _lanes = new OutgoingLanes(options);
        _lastHeard = Since = time.GetTimestamp();
        _rememberFor = options.SilenceMilliseconds * time.TimestampFrequency / 1000;
    }

    public long Since { get; }

    public string Node { get; }

    public long Incarnation { get; }

    /// <summary>Why it is over.</summary>
    public string Why => _why ?? "closed";

    public bool IsOver => _over.IsCancellationRequested;

    /// <summary>Its end, and that of all before it, has been told.</summary>
    public Task Gone => _gone.Task;

    public (int Messages, int Bytes, int Frames) Depth => _lanes.Depth;

    /// <summary>How many rooms' frames this end remembers, to send or be sent what has changed.</summary>
    public (int Sent, int Received) Remembered => _codec.Remembered;

    /// <exception cref="Exception">The message cannot be written: a mistake.</exception>
    public bool Send(LinkMessage message)
    {
        if (IsOver)
            return false;
        if (message is FrameOf frame)
            _lanes.Add(frame);
        else if (!TryAdd(message))
            return false;
        _wake.Writer.TryWrite(true);
        return true;
    }

    /// <summary>Carries messages until the line is over.</summary>
    /// <exception cref="Exception">Whatever else than the network failed: a frame that cannot be written, a handler that threw. The line is over then too.</exception>
    public async Task RunAsync(ILinkHandler handler)
    {
        Volatile.Write(ref _lastHeard, _time.GetTimestamp());
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

    public void Dispose()
    {
        _over.Dispose();
        _gone.TrySetResult();
    }

    private bool TryAdd(LinkMessage message)
    {
        // Written on the sender's own thread: its size is known at once, and what cannot be sent is refused to who sends it.
        var scratch = _scratch ??= new LineBuffer();
        try
        {
            var at = scratch.Begin();
            LinkCodec.Write(scratch, message);
            if (scratch.LengthSince(at) > _options.MaxMessageBytes)
            {
                _log.TooLong(Node, message, scratch.LengthSince(at), _options.MaxMessageBytes);
                return false;
            }
            scratch.End(at);
            if (_lanes.TryAdd(scratch.Written.Span))
                return true;
            End("overflow");
            return false;
        }
        finally
        {
            scratch.Clear();
        }
    }

    private void Beat()
    {
        if (_time.GetElapsedTime(Volatile.Read(ref _lastHeard)).TotalMilliseconds > _options.SilenceMilliseconds)
            End("silence");
        else
            _wake.Writer.TryWrite(true);
    }

    private async Task WriteAsync()
    {
        var buffer = new LineBuffer();
        try
        {
            while (await _wake.Reader.WaitToReadAsync(_over.Token))
            {
                _wake.Reader.TryRead(out _);
                Forget(buffer = _lanes.Exchange(buffer));
                do
                {
                    while (buffer.Length < FlushBytes && _lanes.TakeFrame() is { } frame)
                        Write(buffer, frame);
                    if (buffer.Length == 0)
                        buffer.AddBeat();
                    LinkMetrics.Instance.Sent(buffer.Messages, buffer.Length);
                    await _stream.WriteAsync(buffer.Written, _over.Token);
                    buffer = _lanes.Exchange(buffer);
                }
                while (buffer.Length > 0 || _lanes.Depth.Frames > 0);
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

    private void Write(LineBuffer buffer, FrameOf frame)
    {
        var at = buffer.Begin();
        _codec.WriteFrame(buffer, frame, _time.GetTimestamp());
        var length = buffer.LengthSince(at);
        if (length <= _options.MaxMessageBytes)
        {
            buffer.End(at);
            return;
        }
        buffer.TakeBack(at);
        _codec.TakeBack(frame);
        _log.TooLong(Node, frame, length, _options.MaxMessageBytes);
    }

    /// <summary>Rooms that nobody watches over this line any more would be remembered for as long as it stands.</summary>
    private void Forget(LineBuffer buffer)
    {
        foreach (var rooms in _codec.Forget(_time.GetTimestamp() - _rememberFor).Chunk(RoomsForgottenAtOnce))
        {
            var at = buffer.Begin();
            LinkCodec.WriteForgotten(buffer, rooms);
            buffer.End(at);
        }
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
        if (bytes.Length < LineBuffer.HeadBytes)
            return false;
        Span<byte> head = stackalloc byte[LineBuffer.HeadBytes];
        bytes.Slice(0, LineBuffer.HeadBytes).CopyTo(head);
        var length = BinaryPrimitives.ReadInt32LittleEndian(head);
        if (length < 0 || length > _options.MaxMessageBytes)
            throw new IOException($"A message of {length} bytes is announced.");
        if (bytes.Length < LineBuffer.HeadBytes + length)
            return false;
        message = bytes.Slice(LineBuffer.HeadBytes, length);
        bytes = bytes.Slice(LineBuffer.HeadBytes + length);
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
        if (message is not null)
            handler.Received(Node, message);
        return true;
    }
}
