using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Actors.Channels;
using Actors.Transports.Tests.WebSockets.Kit;
using Actors.WebSockets;
using Actors.WebSockets.Sockets;

namespace Actors.Transports.Tests.WebSockets;

/// <summary>Both ways to wait for a socket, with the listener's own threads (Linux) and with the platform's, where their differences could show.</summary>
public sealed class SocketConnectionTests
{
    public static TheoryData<bool> Ways => OperatingSystem.IsLinux() ? new TheoryData<bool> { true, false } : new TheoryData<bool> { false };

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task A_message_that_comes_byte_by_byte_is_one_message(bool hasOwnThreads)
    {
        await using var server = await Server.StartAsync(hasOwnThreads: hasOwnThreads);
        var (client, upper) = await server.OpenAsync();
        using var _ = client;
        foreach (var part in Frame.Text("piece by piece").ToBytes())
            await client.SendAsync(new byte[] { part });
        Assert.Equal("piece by piece", (await upper.NextAsync()).Text);
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task A_message_sent_with_the_FIN_is_delivered_before_Closed(bool hasOwnThreads)
    {
        await using var server = await Server.StartAsync(hasOwnThreads: hasOwnThreads);
        for (var i = 0; i < 50; i++)
        {
            var (client, upper) = await server.OpenAsync();
            using var _ = client;
            await client.SendAsync(Frame.Text("last words"));
            client.Socket.Shutdown(SocketShutdown.Send);
            Assert.Equal("last words", (await upper.NextAsync()).Text);
            Assert.Equal(CloseCode.Abnormal, (await upper.ClosedAsync()).Code);
        }
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task Messages_sent_during_a_pause_are_delivered_on_resume(bool hasOwnThreads)
    {
        await using var server = await Server.StartAsync(hasOwnThreads: hasOwnThreads);
        var (client, upper) = await server.OpenAsync();
        using var _ = client;
        upper.OnReceived = _ => upper.Channel.PauseReading();
        for (var i = 0; i < 200; i++)
        {
            await client.SendAsync(Frame.Binary(new byte[i * 97]));
            upper.Channel.ResumeReading();
            Assert.Equal(i * 97, (await upper.NextAsync()).Payload.Length);
        }
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task A_slow_reader_gets_long_messages_whole_while_it_keeps_sending(bool hasOwnThreads)
    {
        await using var server = await Server.StartAsync(hasOwnThreads: hasOwnThreads);
        var (client, upper) = await server.OpenAsync(receiveBufferBytes: 4096);
        using var _ = client;
        var payload = Enumerable.Range(0, 1 << 20).Select(static i => (byte)(i * 31)).ToArray();
        for (var i = 0; i < 4; i++)
        {
            Assert.False(upper.Channel.TrySend(EncodedMessage.Copy(payload, isText: false)));
            await client.SendAsync(Frame.Text($"meanwhile {i}"));
            Assert.Equal($"meanwhile {i}", (await upper.NextAsync()).Text);
            await client.ExpectEchoAsync(Frame.Binary(payload));
            await upper.WritableAsync();
        }
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task A_message_in_flight_ends_when_its_client_is_dropped(bool hasOwnThreads)
    {
        await using var server = await Server.StartAsync(hasOwnThreads: hasOwnThreads);
        for (var i = 0; i < 50; i++)
        {
            var (client, upper) = await server.OpenAsync(receiveBufferBytes: 4096);
            using var _ = client;
            Assert.False(upper.Channel.TrySend(EncodedMessage.Copy(new byte[8 << 20], isText: false)));
            upper.Channel.Abort();
            Assert.Equal(CloseCode.Abnormal, (await upper.ClosedAsync()).Code);
        }
        Assert.Empty(server.Errors);
    }

    [Fact]
    public async Task A_poll_loop_can_be_disposed_at_any_moment()
    {
        if (!OperatingSystem.IsLinux())
            return;
        using var client = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        using var listening = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listening.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listening.Listen();
        await client.ConnectAsync(listening.LocalEndPoint!);
        using var accepted = await listening.AcceptAsync();
        for (var i = 0; i < 1000; i++)
        {
            var arrivals = new Arrivals();
            var loop = new PollLoop("test", () => arrivals);
            var connection = new PolledConnection(accepted, loop);
            await arrivals.Begun.Soon();
            // Covers every moment of the millisecond that the thread lets pass before it waits again.
            var from = Stopwatch.GetTimestamp();
            while (Stopwatch.GetElapsedTime(from).TotalMicroseconds < 900 + i % 300)
                Thread.SpinWait(1);
            loop.Dispose();
            loop.Dispose();
            loop.Remove(connection, (int)accepted.Handle);
        }
    }

    /// <summary>What has arrived is passed up to a receiver that blocks the thread.</summary>
    [Fact]
    public async Task A_blocked_poll_thread_is_replaced_and_reading_continues()
    {
        if (!OperatingSystem.IsLinux())
            return;
        using var listening = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listening.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listening.Listen();
        var made = new List<Keeping>();
        using var loop = new PollLoop("test", () =>
        {
            made.Add(new Keeping());
            return made[^1];
        });
        var first = await ConnectAsync();
        await made[0].Ends.Soon();
        made[0].ThreadLost!();

        // The second blocks its thread as well; then the first returns, and finds that another thread has its place.
        var second = await ConnectAsync();
        await made[1].Ends.Soon();
        made[1].ThreadLost!();
        made[0].GoOn();
        var third = await ConnectAsync();
        await made[2].Ends.Soon();
        made[1].GoOn();
        made[2].GoOn();
        Assert.Equal([1, 1, 1], made.Select(static one => one.Batches));
        foreach (var socket in (Socket[])[.. first, .. second, .. third])
            socket.Dispose();

        async Task<Socket[]> ConnectAsync()
        {
            var client = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            await client.ConnectAsync(listening.LocalEndPoint!);
            var accepted = await listening.AcceptAsync();
            _ = new PolledConnection(accepted, loop);
            return [client, accepted];
        }
    }

    private sealed class Keeping : IArrivals
    {
        private readonly TaskCompletionSource _ends = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly ManualResetEventSlim _goesOn = new();

        public Task Ends => _ends.Task;

        public int Batches { get; private set; }

        public Action? ThreadLost { get; set; }

        public void GoOn() => _goesOn.Set();

        public void Begin() => Batches++;

        public void End()
        {
            _ends.TrySetResult();
            _goesOn.Wait();
        }
    }

    private sealed class Arrivals : IArrivals
    {
        private readonly TaskCompletionSource _begun = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Begun => _begun.Task;

        public Action? ThreadLost { get; set; }

        public void Begin() => _begun.TrySetResult();

        public void End()
        {
        }
    }
}
