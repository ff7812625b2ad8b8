using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text;
using Actors.SocketIO;
using Xunit.Abstractions;

namespace Actors.Transports.Tests.SocketIO;

/// <summary>
/// Garbage, from a seed: noise, and valid packets with bytes changed. Whoever sends it may be closed; a client beside it
/// notices nothing, and nothing reaches the log as an error (the host looks at that when it is disposed).
/// </summary>
public sealed class SocketIOFuzzTests(ITestOutputHelper output)
{
    private const int Messages = 10_000;
    private const int Workers = 4;

    private static readonly string[] Valid =
    [
        "40", "40/custom,", "40/custom,{\"token\":\"x\"}", "41", "41/custom,", "42[\"message\",1,\"2\",{\"3\":[true]}]",
        "42/custom,[\"message\",null]", "42456[\"ack\",1]", "451-[\"message\",{\"_placeholder\":true,\"num\":0}]", "430[]", "461-3[1]",
        "44{\"message\":\"no\"}", "2", "3", "6", "5", "0", "1", "2probe", "4", "42[\"message\",\"\\ud800\"]", "42[\"message\",{\"a\":{\"b\":[[[[]]]]}}]",
        "452-/custom,7[\"ack\",{\"_placeholder\":true,\"num\":1},{\"_placeholder\":true,\"num\":0}]", "40/x?y=z,{}",
    ];

    private readonly int _seed = int.Parse(Environment.GetEnvironmentVariable("SOCKETIO_FUZZ_SEED") ?? "20261120");

    [Fact]
    public Task Garbage_by_polling_harms_nobody_else() => RunAsync(async (host, random, count) =>
    {
        var client = await PollingClient.OpenAsync(host.Client, EngineIOClient.SocketPath);
        for (var i = 0; i < count; i++)
        {
            var body = new List<byte>(Message(random, out _));
            for (var more = random.Next(3); more > 0; more--)
                body.AddRange([0x1e, .. Message(random, out _)]);
            using var response = await client.PostResponseAsync([.. body], "text/plain");
            if (!response.IsSuccessStatusCode || random.Next(50) == 0)
                client = await PollingClient.OpenAsync(host.Client, EngineIOClient.SocketPath);
            else if (random.Next(4) == 0)
                _ = Task.Run(client.PollAsync).ContinueWith(poll => _ = poll.Exception, TaskScheduler.Default);
        }
    });

    [Fact]
    public Task Garbage_by_WebSocket_harms_nobody_else() => RunAsync(async (host, random, count) =>
    {
        for (var i = 0; i < count;)
        {
            using var client = await EngineIOClient.ConnectAsync(host.Port, path: EngineIOClient.SocketPath);
            try
            {
                if (random.Next(4) > 0)
                    await client.SendAsync("40");
                for (var burst = random.Next(1, 20); burst > 0 && i < count; burst--, i++)
                {
                    var message = Message(random, out var isText);
                    await client.Socket.SendAsync(message, isText ? WebSocketMessageType.Text : WebSocketMessageType.Binary, random.Next(20) > 0, default);
                }
            }
            catch (WebSocketException)
            {
                // The server has closed this one
            }
        }
    });

    [Fact]
    public Task Invalid_frames_harm_nobody_else() => RunAsync(async (host, random, count) =>
    {
        for (var i = 0; i < count / 20; i++)
        {
            using var tcp = new TcpClient();
            await tcp.ConnectAsync("127.0.0.1", host.Port);
            var stream = tcp.GetStream();
            await stream.WriteAsync(Encoding.ASCII.GetBytes(
                $"GET {EngineIOClient.SocketPath}?EIO=4&transport=websocket HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"));
            var garbage = new byte[random.Next(1, 200)];
            random.NextBytes(garbage);
            if (random.Next(2) == 0)
                garbage[0] = (byte)(0x80 | random.Next(16)); // the head of a frame, to get further in
            await stream.WriteAsync(garbage);
        }
    });

    private async Task RunAsync(Func<TestHost, Random, int, Task> attackAsync)
    {
        output.WriteLine($"Seed {_seed}");
        await using var host = await TestHost.StartSocketIOAsync(server =>
        {
            foreach (var name in new[] { "/", "/custom" })
            {
                server.Namespace(name).OnConnection(socket =>
                {
                    socket.On("message", (args, _) => socket.Emit("message-back", args));
                    socket.On("ack", (args, ack) => ack.Reply(args));
                });
            }
        });
        using var neighbour = await EngineIOClient.JoinAsync(host.Port);
        var attacks = Task.WhenAll(Enumerable.Range(0, Workers).Select(
            worker => Task.Run(() => attackAsync(host, new Random(_seed + worker), Messages / Workers))));
        var rounds = 0;
        for (; !attacks.IsCompleted || rounds == 0; rounds++)
        {
            await neighbour.SendAsync($"42[\"message\",{rounds}]");
            Assert.Equal($"42[\"message-back\",{rounds}]", await neighbour.ReceiveAsync());
        }
        await attacks;
        output.WriteLine($"The neighbour was answered {rounds} times meanwhile");
    }

    private static byte[] Message(Random random, out bool isText)
    {
        isText = random.Next(5) > 0;
        if (random.Next(10) == 0)
        {
            var noise = new byte[random.Next(100)];
            random.NextBytes(noise);
            return noise;
        }
        var message = Encoding.UTF8.GetBytes(Valid[random.Next(Valid.Length)]);
        for (var changes = Math.Max(0, random.Next(-3, 4)); changes > 0 && message.Length > 0; changes--)
        {
            var at = random.Next(message.Length);
            switch (random.Next(4))
            {
                case 0:
                    message[at] = (byte)random.Next(256);
                    break;
                case 1:
                    message[at] = (byte)"0123456789[]{},\"/-\\:"[random.Next(20)];
                    break;
                case 2:
                    message = message[..at];
                    break;
                default:
                    message = [.. message[..at], .. message[random.Next(at + 1)..]];
                    break;
            }
        }
        return message;
    }
}
