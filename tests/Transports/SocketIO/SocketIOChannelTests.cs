using System.Net;
using Actors.Channels;
using Actors.SocketIO;

namespace Actors.Transports.Tests.SocketIO;

/// <summary>The contract of <see cref="IClientChannel"/>, as an Outbox above relies on it.</summary>
public sealed class SocketIOChannelTests
{
    private readonly Recorder _events = new();
    private readonly TaskCompletionSource<SocketIOChannel> _connected = new();

    [Fact]
    public async Task A_polled_message_is_in_flight_until_a_poll_takes_it()
    {
        await using var host = await StartAsync();
        var client = await PollingClient.JoinAsync(host.Client);
        var channel = await _connected.Task.Soon();
        Assert.StartsWith("40{", await client.PollAsync(), StringComparison.Ordinal);
        Assert.Equal(IPAddress.Loopback, Assert.IsType<IPEndPoint>(channel.RemoteEndPoint).Address);
        for (var i = 0; i < 5; i++)
        {
            Assert.False(channel.TrySend(SocketIOPacket.Encode("state", [(byte)('0' + i)]).Message));
            Assert.Equal(0, _events.Writables.CurrentCount);
            Assert.Equal($"42[\"state\",{i}]", await client.PollAsync());
            Assert.True(await _events.Writables.WaitAsync(Eventually.Limit));
        }
    }

    [Fact]
    public async Task TrySend_false_on_a_WebSocket_is_followed_by_exactly_one_Writable()
    {
        await using var host = await StartAsync();
        using var client = await EngineIOClient.JoinAsync(host.Port);
        var channel = await _connected.Task.Soon();
        const int Count = 200;
        var message = SocketIOPacket.Encode("state", System.Text.Encoding.UTF8.GetBytes($"\"{new string('x', 100_000)}\"")).Message;
        var waited = 0;
        var sending = Task.Run(async () =>
        {
            for (var i = 0; i < Count; i++)
            {
                if (channel.TrySend(message))
                    continue;
                waited++;
                Assert.True(await _events.Writables.WaitAsync(Eventually.Limit));
            }
        });
        for (var i = 0; i < Count; i++)
            Assert.StartsWith("42[\"state\",\"xxx", await client.ReceiveAsync(), StringComparison.Ordinal);
        await sending.Soon();
        Assert.Equal(0, _events.Writables.CurrentCount);
        Assert.InRange(waited, 0, Count);
    }

    [Fact]
    public async Task Close_reaches_the_client_and_raises_Closed_with_its_code()
    {
        await using var host = await StartAsync();
        using var client = await EngineIOClient.JoinAsync(host.Port);
        var channel = await _connected.Task.Soon();
        channel.Close(CloseCode.PolicyViolation, "too many");
        channel.Close(CloseCode.Normal, "again");
        Assert.Equal("41", await client.ReceiveAsync());
        Assert.Equal("close 1000", await client.ReceiveAsync());
        Assert.Equal((CloseCode.PolicyViolation, "too many"), await _events.End.Task.Soon());
        Assert.True(channel.TrySend(SocketIOPacket.Encode("dropped", "1"u8).Message));
    }

    [Fact]
    public async Task A_vanished_client_is_reported_as_1006()
    {
        await using var host = await StartAsync();
        using var client = await EngineIOClient.JoinAsync(host.Port);
        client.Socket.Abort();
        Assert.Equal((CloseCode.Abnormal, "transport close"), await _events.End.Task.Soon());
    }

    [Fact]
    public async Task Abort_drops_the_connection()
    {
        await using var host = await StartAsync();
        using var client = await EngineIOClient.JoinAsync(host.Port);
        (await _connected.Task.Soon()).Abort();
        await Assert.ThrowsAnyAsync<Exception>(async () => Assert.Fail(await client.ReceiveAsync()));
        Assert.Equal("forced close", (await _events.End.Task.Soon()).Reason);
    }

    private Task<TestHost> StartAsync() => TestHost.StartSocketIOAsync(
        server => server.Namespace("/").OnConnection(socket => _connected.SetResult(new(socket, _events))),
        options => options.ConnectPause = TimeSpan.Zero);

    private sealed class Recorder : IChannelEvents
    {
        public SemaphoreSlim Writables { get; } = new(0);

        public TaskCompletionSource<(CloseCode Code, string Reason)> End { get; } = new();

        public void Received(ReadOnlySpan<byte> payload, bool isText) => throw new InvalidOperationException("Events are taken by On.");

        public void Writable() => Writables.Release();

        // Throws when it is called twice, and that would be logged as an error
        public void Closed(CloseCode code, string reason) => End.SetResult((code, reason));
    }
}
