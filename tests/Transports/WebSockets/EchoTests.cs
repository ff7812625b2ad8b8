using System.Net.Sockets;
using Actors.Channels;
using Actors.Transports.Tests.WebSockets.Kit;

namespace Actors.Transports.Tests.WebSockets;

/// <summary>The echo path as a conformance suite uses it: exact, in order, up to its own limit, and never reading ahead.</summary>
public sealed class EchoTests
{
    private const int MaxEchoBytes = 16 << 20;

    [Theory]
    [InlineData(16 << 20, 16 << 20, 1 << 20)]
    [InlineData(4 << 20, 64 * 1024, 1 << 20)]
    [InlineData(1 << 20, 256, 100_000)]
    [InlineData(1 << 20, 1 << 20, 997)]
    public async Task A_big_message_is_echoed_however_it_is_fragmented_and_split(int length, int fragment, int chop)
    {
        await using var server = await Server.StartAsync(maxEchoBytes: MaxEchoBytes);
        using var client = await server.EchoClientAsync();
        var payload = new byte[length];
        Array.Fill(payload, (byte)'*');
        payload[0] = (byte)'<';
        payload[^1] = (byte)'>';
        foreach (var opcode in new[] { Frame.TextOpcode, Frame.BinaryOpcode })
        {
            var bytes = payload.Chunk(fragment)
                .SelectMany((part, i) => new Frame(i == 0 ? opcode : Frame.Continuation, part) { Fin = (i + 1) * fragment >= length }.ToBytes())
                .ToArray();
            var sending = SendChoppedAsync(client, bytes, chop);
            await client.ExpectEchoAsync(new Frame(opcode, payload));
            await sending.Soon();
        }
    }

    [Fact]
    public async Task Thousands_of_small_messages_come_back_in_order()
    {
        await using var server = await Server.StartAsync(maxEchoBytes: MaxEchoBytes);
        using var client = await server.EchoClientAsync();
        const int count = 10_000;
        var all = Enumerable.Range(0, count).SelectMany(i => Frame.Text(i.ToString()).ToBytes()).ToArray();
        var sending = client.SendAsync(all);
        for (var i = 0; i < count; i++)
            await client.ExpectEchoAsync(Frame.Text(i.ToString()));
        await sending.Soon();
    }

    [Fact]
    public async Task A_message_over_the_echo_path_limit_is_rejected()
    {
        await using var server = await Server.StartAsync(maxEchoBytes: 100_000);
        using var client = await server.EchoClientAsync();
        await client.SendAsync(Frame.Binary(new byte[100_000]));
        await client.ExpectEchoAsync(Frame.Binary(new byte[100_000]));
        await client.SendAsync(Frame.Binary([]) with { AnnouncedLength = 100_001 });
        await client.ReadCloseAsync(CloseCode.MessageTooBig);
    }

    [Fact]
    public async Task A_client_that_does_not_read_gets_backpressure_without_loss()
    {
        await using var server = await Server.StartAsync();
        using var metrics = new MetricsReader(server.Listener);
        using var client = await RawClient.OpenAsync(server.EndPoint, "/echo", receiveBufferBytes: 4096);
        client.Socket.Blocking = false;
        var frame = Frame.Binary(new byte[60_000]);
        var bytes = frame.ToBytes();
        var sent = 0L;
        await Eventually.Holds(
            () =>
            {
                sent += Math.Max(0, client.Socket.Send(bytes.AsSpan((int)(sent % bytes.Length)), SocketFlags.None, out var error));
                Assert.InRange(sent, 0, 200_000_000);
                return error == SocketError.WouldBlock && metrics["sends.partial"] > 0;
            },
            "held back");

        var whole = sent / bytes.Length;
        Assert.InRange(metrics["messages.received"], 1, whole);
        for (var i = 0; i < whole; i++)
            await client.ExpectEchoAsync(frame);
        await client.SendAsync(bytes.AsMemory((int)(sent % bytes.Length)));
        await client.ExpectEchoAsync(frame);
    }

    private static async Task SendChoppedAsync(RawClient client, byte[] bytes, int chop)
    {
        for (var at = 0; at < bytes.Length; at += chop)
            await client.SendAsync(bytes.AsMemory(at, Math.Min(chop, bytes.Length - at)));
    }
}
