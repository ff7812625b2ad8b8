using System.IO.Compression;
using System.Runtime.InteropServices;
using System.Text;
using Actors.Channels;
using Actors.Transports.Tests.WebSockets.Kit;
using Actors.WebSockets;

namespace Actors.Transports.Tests.WebSockets.Deflate;

/// <summary>Sending: a message is compressed once for everybody who takes it.</summary>
public sealed class DeflateSendingTests
{
    private static readonly string Long = string.Concat(Enumerable.Range(0, 300).Select(static i => $"{{\"id\":{i},\"x\":1.5}},"));

    private static EncodedMessage Message(string text) => EncodedMessage.Copy(Encoding.UTF8.GetBytes(text), isText: true);

    [Theory]
    [InlineData(CompressionLevel.Fastest)]
    [InlineData(CompressionLevel.Optimal)]
    public async Task A_message_is_compressed_once_for_all_and_sent_plain_to_clients_without_deflate(CompressionLevel level)
    {
        await using var server = await Server.StartAsync(options =>
        {
            Deflated.On(options);
            options.Deflate.Level = level;
        });
        using var metrics = new MetricsReader(server.Listener);
        var message = Message(Long);
        const int count = 40;
        var clients = new List<(RawClient Client, UpperSide Upper)>();
        for (var i = 0; i < count; i++)
            clients.Add(await Deflated.ConnectAsync(server));
        var (plain, upperOfPlain) = await server.OpenAsync();

        await Parallel.ForEachAsync(clients, async (pair, _) => await pair.Upper.SendAsync(message));
        await upperOfPlain.SendAsync(message);

        foreach (var (client, _) in clients)
        {
            var frame = await client.ReadFrameAsync();
            Assert.True(frame.Fin);
            Assert.Equal(Frame.TextOpcode, frame.Opcode);
            Assert.Equal(Long, Encoding.UTF8.GetString(Deflated.Inflate(frame)));
            client.Dispose();
        }
        await plain.ExpectEchoAsync(Frame.Text(Long));
        plain.Dispose();
        Assert.Equal(1, metrics["deflate.messages"]);
        Assert.Equal(Long.Length, metrics["deflate.bytes_before"]);
        Assert.InRange(metrics["deflate.bytes_after"], 1, Long.Length / 3);
        // Headers of 4 bytes, in both forms
        Assert.Equal(count * (metrics["deflate.bytes_after"] + 4) + Long.Length + 4, metrics["bytes.sent"]);
    }

    [Fact]
    public async Task Senders_share_one_compressed_frame()
    {
        await using var server = await Server.StartAsync(Deflated.On);
        var extension = server.Listener.State.Deflate!;
        ExtensionOffer[] offers = [new("permessage-deflate", [])];
        var message = Message(Long);
        var frames = new ReadOnlyMemory<byte>[8];
        using var together = new Barrier(frames.Length);
        await Task.WhenAll(Enumerable.Range(0, frames.Length).Select(i => Task.Factory.StartNew(
            () =>
            {
                together.SignalAndWait(Eventually.Limit);
                frames[i] = extension.Negotiate(offers)!.FrameOf(message);
            },
            TaskCreationOptions.LongRunning)));
        var arrays = frames.Select(static frame => MemoryMarshal.TryGetArray(frame, out var segment) ? segment.Array : null).ToHashSet();
        Assert.NotNull(Assert.Single(arrays));
    }

    [Theory]
    [InlineData(511, false)]
    [InlineData(512, true)]
    public async Task A_message_below_MinBytes_is_sent_plain(int length, bool isCompressed)
    {
        await using var server = await Server.StartAsync(Deflated.On);
        var (client, upper) = await Deflated.ConnectAsync(server);
        using var _ = client;
        await upper.SendAsync(Message(Long[..length]));
        var frame = await client.ReadFrameAsync();
        Assert.Equal(isCompressed, frame.Rsv != 0);
        Assert.Equal(Long[..length], Encoding.UTF8.GetString(isCompressed ? Deflated.Inflate(frame) : frame.Payload));
    }

    [Fact]
    public async Task Incompressible_data_is_sent_plain()
    {
        await using var server = await Server.StartAsync(Deflated.On);
        using var metrics = new MetricsReader(server.Listener);
        var (client, upper) = await Deflated.ConnectAsync(server);
        using var _ = client;
        foreach (var length in new[] { 600, 5000, 200_000 })
        {
            var noise = new byte[length];
            new Random(1).NextBytes(noise);
            var taken = upper.Channel.TrySend(EncodedMessage.Copy(noise, isText: false));
            await client.ExpectEchoAsync(Frame.Binary(noise));
            if (!taken)
                await upper.WritableAsync();
        }
        Assert.Equal(metrics["deflate.bytes_before"], metrics["deflate.bytes_after"]);
        Assert.Equal(3, metrics["deflate.messages"]);
    }

    [Fact]
    public async Task Headers_of_every_length_fit_the_compressed_message()
    {
        await using var server = await Server.StartAsync(Deflated.On);
        var (client, upper) = await Deflated.ConnectAsync(server);
        using var _ = client;
        var random = new Random(2);
        foreach (var length in new[] { 2000, 40_000, 400_000 })
        {
            // Half noise: compresses to about half, that is below 126 bytes, 64 KB, and above
            var payload = new byte[length];
            random.NextBytes(payload.AsSpan(0, length == 2000 ? 50 : length / 2));
            var taken = upper.Channel.TrySend(EncodedMessage.Copy(payload, isText: false));
            var frame = await client.ReadFrameAsync();
            if (!taken)
                await upper.WritableAsync();
            Assert.Equal(Frame.BinaryOpcode, frame.Opcode);
            Assert.Equal(payload, Deflated.Inflate(frame));
        }
    }

    [Fact]
    public async Task A_client_with_a_small_window_gets_longer_messages_plain()
    {
        await using var server = await Server.StartAsync(Deflated.On);
        var (client, upper) = await Deflated.ConnectAsync(server, "permessage-deflate; server_max_window_bits=10");
        using var _ = client;
        await upper.SendAsync(Message(Long[..1024]));
        Assert.Equal(Long[..1024], Encoding.UTF8.GetString(Deflated.Inflate(await client.ReadFrameAsync())));
        await upper.SendAsync(Message(Long[..1025]));
        await client.ExpectEchoAsync(Frame.Text(Long[..1025]));
    }

    [Fact]
    public async Task Queued_messages_are_compressed_and_control_frames_never_are()
    {
        await using var server = await Server.StartAsync(Deflated.On);
        server.OnOpening = upper => Assert.False(upper.Channel.TrySend(Message(Long))); // Queued behind the answer to the handshake
        var (client, upper) = await Deflated.ConnectAsync(server);
        using var _ = client;
        Assert.Equal(Long, Encoding.UTF8.GetString(Deflated.Inflate(await client.ReadFrameAsync())));
        await client.SendAsync(Frame.Ping([.. new byte[125]]));
        Assert.Equal(0, (await client.ReadFrameAsync()).Rsv);
        upper.Channel.Close(CloseCode.Normal, new string('x', 123));
        Assert.Equal(0, (await client.ReadCloseAsync(CloseCode.Normal)).Rsv);
    }

    [Fact]
    public async Task Sending_a_compressed_message_allocates_nothing()
    {
        await using var server = await Server.StartAsync(Deflated.On);
        var (client, upper) = await Deflated.ConnectAsync(server);
        using var _ = client;
        var message = Message(Long);
        var reading = Task.Run(async () =>
        {
            for (var i = 0; i < 400; i++)
                await client.ReadFrameAsync();
        });
        var least = long.MaxValue;
        for (var i = 0; i < 400; i++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            if (upper.Channel.TrySend(message))
                least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
            else
                await upper.WritableAsync();
        }
        Assert.Equal(0, least);
        await reading.Soon();
    }

    [Fact]
    public async Task An_offer_changes_no_byte_while_deflate_is_off()
    {
        await using var server = await Server.StartAsync();
        var message = Message(Long);
        var heard = new List<byte[]>();
        foreach (var headers in new[] { Array.Empty<string>(), ["Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits"] })
        {
            var client = await RawClient.ConnectAsync(server.EndPoint);
            await client.SendAsync(RawClient.Request("/", headers));
            var upper = await server.NextOpenedAsync();
            if (!upper.Channel.TrySend(message))
                await upper.WritableAsync();
            await client.SendAsync(Frame.Text("x") with { Rsv = Deflated.Rsv1 });
            heard.Add(await client.DrainAsync());
            client.Dispose();
            Assert.Equal(CloseCode.ProtocolError, (await upper.ClosedAsync()).Code);
        }
        Assert.Equal(heard[0], heard[1]);
        Assert.Contains(Long, Encoding.Latin1.GetString(heard[0]));
        Assert.Null(server.Listener.State.Deflate);
    }

    [Fact]
    public void Each_option_out_of_range_is_an_error()
    {
        var options = new WebSocketListenerOptions();
        options.Deflate.MinBytes = -1;
        options.Deflate.ClientWindowBits = 16;
        options.Deflate.Level = (CompressionLevel)9;
        var errors = new WebSocketListenerOptionsValidator().Validate(null, options).Failures!.ToArray();
        Assert.Equal(3, errors.Length);
        Assert.All(errors, static error => Assert.StartsWith("Deflate: ", error));
    }
}
