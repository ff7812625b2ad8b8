using System.Text;
using System.Threading.Channels;
using Actors.Channels;

namespace Actors.Transports.Tests.WebSockets.Kit;

/// <summary>What is above a channel, for a test to look at. Also checks that the channel keeps to its contract.</summary>
internal sealed class UpperSide(IClientChannel channel) : IChannelEvents
{
    private readonly Channel<Message> _messages = System.Threading.Channels.Channel.CreateUnbounded<Message>();
    private readonly SemaphoreSlim _writable = new(0);
    private readonly TaskCompletionSource<(CloseCode Code, string Reason)> _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _inReceived;
    private int _inWritable;

    public IClientChannel Channel { get; } = channel;

    public Action<Message>? OnReceived { get; set; }

    public Action? OnWritable { get; set; }

    public int ReceivedCount { get; private set; }

    /// <summary>What happened although the contract forbids it.</summary>
    public string? Breach { get; private set; }

    public void Received(ReadOnlySpan<byte> payload, bool isText)
    {
        if (Interlocked.Exchange(ref _inReceived, 1) != 0)
            Breach = "two calls of Received at once";
        if (_closed.Task.IsCompleted)
            Breach = "Received after Closed";
        ReceivedCount++;
        var message = new Message(payload.ToArray(), isText);
        // What the test does within the call is done before the test can see the message and continue.
        OnReceived?.Invoke(message);
        _messages.Writer.TryWrite(message);
        Volatile.Write(ref _inReceived, 0);
    }

    public void Writable()
    {
        if (Interlocked.Exchange(ref _inWritable, 1) != 0)
            Breach = "two calls of Writable at once";
        if (_closed.Task.IsCompleted)
            Breach = "Writable after Closed";
        OnWritable?.Invoke();
        Volatile.Write(ref _inWritable, 0);
        _writable.Release();
    }

    public void Closed(CloseCode code, string reason)
    {
        if (_inReceived != 0 || _inWritable != 0)
            Breach = "Closed while within another call";
        if (!_closed.TrySetResult((code, reason)))
            Breach = "Closed twice";
    }

    public Task<Message> NextAsync() => _messages.Reader.ReadAsync().AsTask().Soon();

    /// <summary>Sends at once, or behind what is still on its way: that may be the answer to the handshake, even when the client has read it already.</summary>
    public async Task SendAsync(EncodedMessage message)
    {
        if (!Channel.TrySend(message))
            await WritableAsync();
    }

    public async Task WritableAsync() => Assert.True(await _writable.WaitAsync(Eventually.Limit), "Writable was not called");

    public bool WasToldWritable => _writable.CurrentCount > 0;

    public async Task<(CloseCode Code, string Reason)> ClosedAsync()
    {
        var closed = await _closed.Task.Soon();
        Assert.Null(Breach);
        return closed;
    }

    public bool IsClosed => _closed.Task.IsCompleted;
}

internal sealed record Message(byte[] Payload, bool IsText)
{
    public string Text => Encoding.UTF8.GetString(Payload);
}
